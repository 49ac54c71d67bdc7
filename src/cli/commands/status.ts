import { groupBy } from '../../base/group-by.js';
import { resultsIn } from '../cluster/ledger.js';
import { ledgerOf, openSweep } from '../cluster/sweep.js';
import { readTextSetting } from '../run/read-plan.js';
import { parseWithFile, printJson, printTable, type Command } from '../shared/command.js';

export const status: Command = {
  summary: 'say how far a served experiment has come',
  usage: `status <DIR> [--json]

Says what of the experiment in DIR (see the command serve) is trained, by whom, what failed and what is left. It reads only
files, so it works while serve runs, and after any crash.
  --set task.file=PATH
                     the text that the experiment learns
  --json             print one JSON document
Exit codes: 0 all is trained, 1 something is left or failed, 2 DIR is not of a sweep.`,

  async run(args) {
    const options = { set: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, file } = parseWithFile(args, options, 'folder of a sweep');
    await readTextSetting(values.set);
    const { runs } = await openSweep(file);
    const { standing } = await resultsIn(ledgerOf(file));
    const done = runs.filter(({ id }) => standing.workersOf(id).length > 0);
    const failed = runs.filter(({ id }) => !done.some((run) => run.id === id) && standing.failed.has(id));
    const left = runs.filter((run) => !done.includes(run) && !failed.includes(run));
    const firsts = done.map(({ id }) => standing.workersOf(id)[0]);
    const byWorker = [...groupBy(firsts, (worker) => worker)].map(([worker, { length }]) => ({
      worker,
      runs: length,
    }));
    const dropped = [...standing.dropped].map(([worker, reason]) => ({ worker, reason }));
    const failures = failed.map(({ id, config, seed }) => ({
      run: id,
      config,
      seed,
      reason: standing.failed.get(id),
    }));
    if (values.json) {
      const leftover = left.map(({ id, config, seed }) => ({ run: id, config, seed }));
      printJson({
        runs: runs.length,
        done: done.length,
        left: leftover,
        failed: failures,
        workers: byWorker,
        dropped,
      });
    } else {
      console.log(`${done.length} of ${runs.length} runs are trained, ${left.length} are left.`);
      if (byWorker.length > 0)
        printTable([['worker', 'runs'], ...byWorker.map(({ worker, runs: n }) => [worker, String(n)])]);
      for (const { config, seed, reason } of failures)
        console.log(`Failed: ${config}, seed ${seed}: ${reason}`);
      for (const { worker, reason } of dropped) console.log(`Left out: ${worker}: ${reason}`);
      if (left.length > 0) console.log(`To go on: resume ${file}`);
    }
    return done.length === runs.length ? 0 : 1;
  },
};
