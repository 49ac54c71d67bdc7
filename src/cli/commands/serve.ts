import { makeSweep } from '../cluster/sweep.js';
import { serveSweep } from '../cluster/serve-sweep.js';
import { readNumber, readPlace, readWorkers, serverOptions, serverUsage } from '../cluster/server-options.js';
import { Interruption } from '../run/interruption.js';
import { readPlan, sharedPlan } from '../run/read-plan.js';
import { parseWithFile, type Command } from '../shared/command.js';

export const serve: Command = {
  summary: 'hand out the runs of an experiment to workers on many machines',
  usage: `serve <preset|spec.json> [--set path=value]... [--state DIR] [--listen HOST --cert FILE --key FILE] [--port P]

Starts nats-server, which must be installed, and hands out the experiment to workers (see the command worker), a size with a
seed at a time. What a worker was training when it died another one trains. When all is trained, it writes records.json,
points.csv and report.html, and prints the law. Learning-rate sweeps are not widened.
  --set path=value   change a setting of the experiment, as in run
  --state DIR        where all is kept: sweep. The same command, or resume DIR, goes on there after any crash
${serverUsage}
  --lease S          a worker that is silent for so many seconds loses its run to another one: 30
  --twice P          percent of the runs that two workers train, to see how far they differ: 5
  --check P          percent of the runs that are trained again here, on the processor, to find wrong results: 5
Exit codes: 0 done, 1 stopped, failed or not all written, 2 bad input, nats-server missing, or DIR in use.`,

  async run(args) {
    const options = {
      set: { type: 'string', multiple: true },
      state: { type: 'string', default: 'sweep' },
      lease: { type: 'string' },
      twice: { type: 'string' },
      check: { type: 'string' },
      ...serverOptions,
    } as const;
    const { values, file } = parseWithFile(args, options, 'preset or spec file');
    const { set = [], state } = values;
    const sweepOptions = {
      leaseMs: readNumber('--lease', values.lease, { from: 1, to: 3600, otherwise: 30 }) * 1000,
      twice: readNumber('--twice', values.twice, { from: 0, to: 100, otherwise: 5 }) / 100,
      checked: readNumber('--check', values.check, { from: 0, to: 100, otherwise: 5 }) / 100,
    };
    const place = readPlace(values);
    const workers = readWorkers(values.worker);
    const plan = sharedPlan(await readPlan({ source: file, settings: set, startFrom: undefined }));
    const interruption = new Interruption();
    try {
      const sweep = await makeSweep(state, plan, sweepOptions);
      const { json = false, 'nats-bin': natsBin } = values;
      return await serveSweep(sweep, { ...place, natsBin, workers, retryFailed: false, json, interruption });
    } finally {
      interruption.end();
    }
  },
};
