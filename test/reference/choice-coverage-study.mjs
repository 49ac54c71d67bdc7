// How often forecasts of a power law hold once its form has been chosen from the same points. Numbers for docs/lab-log.md.
//
//     node test/reference/choice-coverage-study.mjs [SWEEPS]        400 if not given, which takes a minute
import { dirname, join } from 'node:path';
import { runnerImport } from 'vite';

const root = dirname(dirname(import.meta.dirname));
const sweeps = Number(process.argv[2] ?? 400);
const config = { root, configFile: false, logLevel: 'error' };
const { module } = await runnerImport(join(root, 'test/reference/simulated-laws.ts'), config);

const percent = (share) => (100 * share).toFixed(1);
console.log('| sizes, decades, alpha, floor, noise | fits | forecasts | width | undecided |');
console.log('|---|---|---|---|---|');
for (const sizes of [4, 5, 6, 8, 12]) {
  for (const decades of [1, 1.5, 3]) {
    for (const [alpha, floor] of [
      [0.5, 0.3],
      [0.3, 0.7],
      [0.05, 0.9],
      [0.3, 0],
    ]) {
      for (const noise of [0.003, 0.01]) {
        const { fits, held, width, undecided } = module.measureChoice(
          { sizes, decades, alpha, floor, noise },
          sweeps,
        );
        console.log(
          `| ${sizes}, ${decades}, ${alpha}, ${percent(floor)} %, ${percent(noise)} % | ${fits} | ` +
            `${percent(held)} | ${percent(width)} | ${percent(undecided)} |`,
        );
      }
    }
  }
}
