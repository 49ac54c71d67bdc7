// `npm run soak -- <part> [--kills N] [--runs N] [--seed S] [--engine cpu|gpu]`: what `npm test` tries a few times, many times and without a faster clock.
import { parseArgs } from 'node:util';
import { soakCli } from './soak-cli.mjs';
import { soakPage } from './soak-page.mjs';
import { soakSteady } from './soak-steady.mjs';

const parts = { cli: soakCli, page: soakPage, steady: soakSteady };

const { values, positionals } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    // Of what a page holds: experiments trained, and a tenth as many workers that end.
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    // Of the page.
    engine: { type: 'string', default: 'cpu' },
  },
  allowPositionals: true,
});
const part = parts[positionals[0]];
if (positionals.length === 1 && part) {
  const [kills, runs, seed] = [values.kills, values.runs, values.seed].map(Number);
  await part({ kills, runs, seed, engine: values.engine });
} else {
  console.error(
    `npm run soak -- <${Object.keys(parts).join('|')}> [--kills N] [--runs N] [--seed S] [--engine cpu|gpu]`,
  );
  process.exitCode = 2;
}
