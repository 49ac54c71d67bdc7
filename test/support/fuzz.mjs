// `npm run fuzz`: the properties of test/hostile/ with 100,000 inputs each, or FUZZ_RUNS of them, from another seed each time. It prints the
// seed; a failure prints the smallest input that was found.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const { FUZZ_RUNS = '100000', FUZZ_SEED = String(Date.now() % 2 ** 31) } = process.env;
console.log(`FUZZ_RUNS=${FUZZ_RUNS} FUZZ_SEED=${FUZZ_SEED}`);
const folder = join(import.meta.dirname, '..', 'hostile');
// The page's own are for a browser: they attack it with few.
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => join(folder, file));
const env = { ...process.env, FUZZ_RUNS, FUZZ_SEED };
const child = spawn(process.execPath, ['--test', '--test-reporter=spec', ...files], {
  env,
  stdio: 'inherit',
});
child.once('close', (code) => (process.exitCode = code ?? 1));
