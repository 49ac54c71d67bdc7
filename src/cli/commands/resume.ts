import { openSweep } from '../cluster/sweep.js';
import { serveSweep } from '../cluster/serve-sweep.js';
import { readPlace, readWorkers, serverOptions, serverUsage } from '../cluster/server-options.js';
import { Interruption } from '../run/interruption.js';
import { readTextSetting } from '../run/read-plan.js';
import { parseWithFile, type Command } from '../shared/command.js';

export const resume: Command = {
  summary: 'go on with a served experiment after a stop or a crash',
  usage: `resume <DIR> [--retry-failed] [--set task.file=PATH]

Goes on with what serve has begun in DIR, at the same address, so that workers that still run find it. Nothing that is in
results.jsonl there is trained again.
  --retry-failed     try runs again that have failed
  --set task.file=PATH
                     the text that the experiment learns
${serverUsage}
Exit codes: 0 done, 1 stopped, failed or not all written, 2 bad input, nats-server missing, or DIR in use.`,

  async run(args) {
    const options = {
      'retry-failed': { type: 'boolean' },
      set: { type: 'string' },
      ...serverOptions,
    } as const;
    const { values, file } = parseWithFile(args, options, 'folder of a sweep');
    const { 'retry-failed': retryFailed = false, json = false, 'nats-bin': natsBin } = values;
    const place = readPlace(values);
    const workers = readWorkers(values.worker);
    await readTextSetting(values.set);
    const interruption = new Interruption();
    try {
      const sweep = await openSweep(file);
      return await serveSweep(sweep, { ...place, natsBin, workers, retryFailed, json, interruption });
    } finally {
      interruption.end();
    }
  },
};
