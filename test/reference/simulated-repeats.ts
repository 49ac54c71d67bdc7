// Sweeps of repeated data with a known truth (Muennighoff et al. 2023): how often the intervals of both decays hold.
//
// D tokens seen, N parameters, rD, rN decays, U unique tokens.

import { normal } from '../../src/base/random.js';
import { repeatedLoss, uniqueParameters, type RepeatedPoint } from '../../src/fit/other/repeated-data.js';
import { fitRepeatedJointly } from '../../src/fit/other/repeated-joint.js';
import { fitLossSurface } from '../../src/fit/surface/fit.js';

export const surface = { E: 1.87, A: 521, B: 1488, alpha: 0.353, beta: 0.353 };
export const decays = { rD: 15, rN: 5 };

/** Five amounts of unique data, six numbers of epochs, sizes up to 30 times what the data call for. */
export function simulateRepeats(noise: number, seed: number): readonly RepeatedPoint[] {
  return [1e8, 3e8, 1e9, 3e9, 1e10].flatMap((U, u) =>
    [1, 2, 4, 10, 25, 60].flatMap((epochs, e) =>
      [0.3, 3, 30].map((size, s) => {
        const sizes = { N: size * uniqueParameters(surface, U), D: epochs * U, U };
        const deviation = noise * normal(seed, 'data', 18 * u + 3 * e + s, 0);
        return { ...sizes, loss: repeatedLoss(surface, decays.rD, decays.rN, sizes) * Math.exp(deviation) };
      }),
    ),
  );
}

/** Shares of 95 % intervals that hold the decay, over sweeps with seeds from 1. */
export function measureRepeats(noise: number, sweeps: number): { readonly rD: number; readonly rN: number } {
  let [rD, rN] = [0, 0];
  for (let seed = 1; seed <= sweeps; seed++) {
    const points = simulateRepeats(noise, seed);
    const start = fitLossSurface(points.filter(({ D, U }) => D === U));
    const fit = fitRepeatedJointly(points, start.type === 'fit' ? start : null);
    if (fit.type === 'refused') continue;
    const holds = ([low, high]: readonly [number, number], decay: number): number =>
      Number(low <= decay && decay <= high);
    rD += holds(fit.dataProfile.interval, decays.rD);
    rN += holds(fit.parameterProfile.interval, decays.rN);
  }
  return { rD: rD / sweeps, rN: rN / sweeps };
}
