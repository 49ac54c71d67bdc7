import { formatCount } from '../../base/format.js';
import { calibrate } from '../../engine/timing.js';
import { parseOptions, printJson, type Command } from '../command.js';
import { openDawn } from '../dawn.js';

export const device: Command = {
  summary: 'which GPU there is, and what it achieves',
  usage: `device [--json]

Opens the GPU, measures what it achieves at a small matrix product, and prints both.
  --json   one JSON document instead of words`,

  async run(args) {
    const { json } = parseOptions(args, { json: { type: 'boolean' } });
    const opened = await openDawn();
    const flopsPerSecond = await calibrate(opened);
    const { description, vendor, architecture, software } = opened.info;
    if (json) printJson({ ...opened.info, flopsPerSecond });
    else {
      console.log(description);
      console.log(`vendor        ${vendor || 'unknown'}`);
      console.log(`architecture  ${architecture || 'unknown'}`);
      console.log(`computes on   ${software ? 'the processor (a software driver)' : 'the GPU'}`);
      console.log(
        `achieves      ${formatCount(flopsPerSecond)}FLOP/s in a 256 x 64 x 64 matrix product, 8 at a time`,
      );
    }
    opened.close();
    return 0;
  },
};
