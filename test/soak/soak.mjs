// `npm run soak -- <part> [--kills N] [--seed S]`: what `npm test` tries a few times, many times and without a faster clock.
import { parseArgs } from 'node:util';
import { soakCli } from './soak-cli.mjs';

const parts = { cli: soakCli };

const { values, positionals } = parseArgs({
  options: { kills: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const part = parts[positionals[0]];
if (positionals.length === 1 && part) {
  await part({ kills: Number(values.kills), seed: Number(values.seed) });
} else {
  console.error(`npm run soak -- <${Object.keys(parts).join('|')}> [--kills N] [--seed S]`);
  process.exitCode = 2;
}
