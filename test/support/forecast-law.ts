// A power law with a little noise, and forecasts sealed from it.

import { normal } from '../../src/base/random.js';
import { choosePowerLaw } from '../../src/fit/power-law/choose.js';
import type { LawPoint } from '../../src/fit/power-law/law.js';
import type { ForecastLaw } from '../../src/laws/forecast/forecast.js';
import { sealForecast, type SealedForecast } from '../../src/laws/forecast/seal.js';

const sizes = [100, 215, 464, 1000, 2154, 4642, 10_000];
export const lossAt = (N: number): number => 0.5 + 20 * N ** -0.6;
export const pointsOf = (noise = 0.003, seed = 1): LawPoint[] =>
  sizes.map((x, i) => ({
    x,
    loss: lossAt(x) * Math.exp(noise * normal(seed, 'data', i, 0)),
    standardError: null,
  }));
export const lawOf = (points: readonly LawPoint[]): ForecastLaw => ({
  axis: 'N',
  ...choosePowerLaw(points, 0.5),
});

export function sealed(x = 30_000, sealedAt = 1): SealedForecast {
  const points = pointsOf();
  const target = { axis: 'N', x, cell: `w${x}`, name: `width ${x}` } as const;
  const rest = { points, convention: 'all parameters', unit: 'nats', experiment: null, sealedAt };
  return sealForecast(lawOf(points), { target, ...rest });
}
