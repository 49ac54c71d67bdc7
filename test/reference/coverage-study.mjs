// How often the intervals of a loss surface hold, and how near its exponent comes beside approaches 2 and 3 of Hoffmann et al.
// 2022, on sweeps with a known truth. Numbers for docs/lab-log.md.
//
//     node test/reference/coverage-study.mjs [SWEEPS]        300 if not given, which takes minutes
import { dirname, join } from 'node:path';
import { runnerImport } from 'vite';

const root = dirname(dirname(import.meta.dirname));
const sweeps = Number(process.argv[2] ?? 300);
const config = { root, configFile: false, logLevel: 'error' };
const { module } = await runnerImport(join(root, 'test/reference/simulated-sweeps.ts'), config);
const { truths, designs, measureCoverage } = module;

const percent = (share) => (100 * share).toFixed(1);
console.log(
  '| truth, design, noise | refused | predictions | parameters, least | error of a: ours | 2 | 3 |',
);
console.log('|---|---|---|---|---|---|---|');
let firstSeed = 1;
for (const noise of [0.003, 0.01, 0.03]) {
  for (const [truthName, truth] of Object.entries(truths)) {
    for (const [designName, design] of Object.entries(designs)) {
      const options = { sweeps, firstSeed, approaches: true };
      const { refused, predictions, parameters, leastParameter, error } = measureCoverage(
        truth,
        design,
        noise,
        options,
      );
      const errors = [error.ours, error.approach2, error.approach3].map((value) => value.toFixed(4));
      console.log(
        `| ${truthName}, ${designName}, ${percent(noise)} % | ${refused} | ${percent(predictions)} | ` +
          `${percent(parameters)}, ${percent(leastParameter)} | ${errors.join(' | ')} |`,
      );
      firstSeed += sweeps;
    }
  }
}
