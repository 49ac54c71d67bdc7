import { formatNumber } from '../../base/format.js';
import { serialiseSafetensors, type StoredTensor } from '../../base/safetensors.js';
import { runParity } from '../../runner/parity/parity.js';
import { parseParityFile } from '../../runner/parity/parity-file.js';
import { parameterLayout } from '../../models/parameters.js';
import { parseWithFile, printJson, printTable, type Command } from '../shared/command.js';
import { makeRoomForFile, readingFile, readInput, wrote } from '../shared/files.js';
import { engineOptions, engineUsage, openOneDevice, readEngine } from '../host/engine.js';

export const parity: Command = {
  summary: 'train on the exact numbers of a parity file',
  usage: `parity <file.safetensors> [--json] [--out FILE]

Trains from the parameters and on the batches of the file (docs/parity.md). For each step it prints the loss before the
update and the gradient norm before clipping, so that you can compare them with another engine's.
  --out FILE         write the final parameters, as safetensors under the same names
${engineUsage}
  --json             print one JSON document: {"losses": [...], "gradientNorms": [...]}`,

  async run(args) {
    const options = { json: { type: 'boolean' }, out: { type: 'string' }, ...engineOptions } as const;
    const { values, file } = parseWithFile(args, options, 'parity file');
    const engine = readEngine(values);
    const bytes = await readInput(file);
    // Check the input before opening a device.
    const { model } = readingFile(file, () => parseParityFile(bytes));
    if (values.out !== undefined) await makeRoomForFile(values.out);
    const { losses, gradientNorms, parameters } = await runParity(await openOneDevice(engine), bytes);
    if (values.json) printJson({ losses, gradientNorms });
    else {
      const rows = losses.map((loss, step) => [
        String(step),
        formatNumber(loss, 7),
        formatNumber(gradientNorms[step], 7),
      ]);
      printTable([['step', 'loss', 'gradient norm'], ...rows]);
    }
    if (values.out !== undefined) {
      const tensors = new Map<string, StoredTensor>();
      for (const { name, shape } of parameterLayout(model)) {
        tensors.set(`param.${name}`, { shape, data: parameters.get(name)! });
      }
      const metadata = { 'scaling-lab': JSON.stringify({ version: 1, model }) };
      if (!(await wrote(values.out, serialiseSafetensors({ metadata, tensors })))) return 1;
      console.error(`Final parameters: ${values.out}`);
    }
    return 0;
  },
};
