// How often the intervals of all laws hold on simulated truth, and how near their estimates come. Numbers for docs/lab-log.md.
//
//     node test/reference/coverage-study.mjs [PART …] [--sweeps N]      all parts, with 400 sweeps a cell, if not given: minutes
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const root = dirname(dirname(import.meta.dirname));
const parts = readdirSync(join(import.meta.dirname, 'coverage')).map((file) => file.replace('.mjs', ''));
const { values, positionals } = parseArgs({
  options: { sweeps: { type: 'string', default: '400' } },
  allowPositionals: true,
});

/** Runs a file of TypeScript beside this one. */
async function importReference(file) {
  const config = { root, configFile: false, logLevel: 'error' };
  const { module } = await runnerImport(join(import.meta.dirname, file), config);
  return module;
}

for (const part of positionals.length > 0 ? positionals : parts) {
  const { study } = await import(`./coverage/${part}.mjs`);
  console.log(`\n${part}\n`);
  await study({ importReference, sweeps: Number(values.sweeps) });
}
