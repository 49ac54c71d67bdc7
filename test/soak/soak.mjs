// `npm run soak -- <part> [--kills N] [--seed S] [--engine cpu|gpu]`: what `npm test` tries a few times, many times and without a faster clock.
import { parseArgs } from 'node:util';
import { soakCli } from './soak-cli.mjs';
import { soakPage } from './soak-page.mjs';

const parts = { cli: soakCli, page: soakPage };

const { values, positionals } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    // Of the page alone.
    engine: { type: 'string', default: 'cpu' },
  },
  allowPositionals: true,
});
const part = parts[positionals[0]];
if (positionals.length === 1 && part) {
  await part({ kills: Number(values.kills), seed: Number(values.seed), engine: values.engine });
} else {
  console.error(
    `npm run soak -- <${Object.keys(parts).join('|')}> [--kills N] [--seed S] [--engine cpu|gpu]`,
  );
  process.exitCode = 2;
}
