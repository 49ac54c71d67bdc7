import { openSweep } from '../cluster/sweep.js';
import { exportSweep } from '../cluster/serve-sweep.js';
import { readTextSetting } from '../run/read-plan.js';
import { makeOutputFolder } from '../shared/files.js';
import { parseWithFile, type Command } from '../shared/command.js';

export const exportCommand: Command = {
  summary: 'write the records of a served experiment, as far as it has come',
  usage: `export <DIR> [--out DIR] [--json]

Writes records.json, points.csv and report.html of the experiment in DIR (see the command serve), and prints its law. It
reads only files, so it works while serve runs, and after any crash.
  --out DIR          where to write them: into DIR itself
  --set task.file=PATH
                     the text that the experiment learns
  --json             print one JSON document
Exit codes: 0 all is trained, 1 something is left, 2 DIR is not of a sweep, or nothing is trained.`,

  async run(args) {
    const options = { set: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, file } = parseWithFile(args, options, 'folder of a sweep');
    await readTextSetting(values.set);
    const sweep = await openSweep(file);
    const { out = file, json = false } = values;
    await makeOutputFolder(out);
    return exportSweep(sweep, out, json ? 'json' : 'words');
  },
};
