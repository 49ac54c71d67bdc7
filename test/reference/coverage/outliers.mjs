// One wrong loss among those of a power law: how often it is named, and how far forecasts by least squares and by Huber's loss are off.
import { head, percent, row } from '../coverage-print.mjs';

export async function study({ importReference, sweeps }) {
  const { measureOutliers } = await importReference('simulated-outliers.ts');
  head(
    'sizes, decades, alpha, floor, noise, wrong by',
    'named',
    'alone',
    'false alarms',
    'error at 4x: squares',
    'Huber',
    'held by Huber',
    'without the wrong point',
  );
  for (const [sizes, decades, alpha, floor, noise, wrong] of [
    [8, 2, 0.3, 0.7, 0.003, 0.1],
    [8, 2, 0.3, 0.7, 0.003, -0.1],
    [8, 2, 0.3, 0, 0.003, 0.1],
    [8, 2, 0.5, 0.3, 0.003, 0.1],
    [8, 1, 0.3, 0.7, 0.003, 0.1],
    [8, 3, 0.3, 0.7, 0.003, 0.03],
    [12, 2, 0.3, 0.7, 0.01, 0.1],
    [6, 2, 0.3, 0.7, 0.003, 0.1],
  ]) {
    const { named, alone, falseAlarms, error, held } = measureOutliers(
      { sizes, decades, alpha, floor, noise },
      wrong,
      sweeps,
    );
    row(
      `${sizes}, ${decades}, ${alpha}, ${percent(floor)} %, ${percent(noise)} %, ${percent(wrong)} %`,
      ...[named, alone, falseAlarms, error.squares, error.huber, held.wrong, held.right].map(percent),
    );
  }
}
