// Intervals of loss surfaces, and how near their exponent comes beside approaches 2 and 3 of Hoffmann et al. 2022.
import { head, percent, row } from '../coverage-print.mjs';

export async function study({ importReference, sweeps }) {
  const { truths, designs, measureCoverage } = await importReference('simulated-sweeps.ts');
  head(
    'truth, design, noise',
    'refused',
    'predictions',
    'parameters, least',
    'error of a: ours',
    'approach 2',
    'approach 3',
  );
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
        row(
          `${truthName}, ${designName}, ${percent(noise)} %`,
          refused,
          percent(predictions),
          `${percent(parameters)}, ${percent(leastParameter)}`,
          ...[error.ours, error.approach2, error.approach3].map((value) => value.toFixed(4)),
        );
        firstSeed += sweeps;
      }
    }
  }
}
