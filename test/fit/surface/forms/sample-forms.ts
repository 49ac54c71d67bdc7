// Points of Kaplan’s and the product surface.

import type { SurfacePoint } from '../../../../src/fit/surface/surface.js';
import { noisy } from '../../results.js';
import { designs, truths } from '../../../reference/simulated-sweeps.js';

/** Seven sizes by seven amounts of data of any law. */
export function surfacePoints(law: (N: number, D: number) => number, noise = 0, seed = 1): SurfacePoint[] {
  return designs
    .grid(truths.hoffmann)
    .map(({ N, D }, i) => ({ N, D, loss: noisy(law(N, D), noise, seed, i) }));
}

// Kaplan et al. 2020, 1.5.
export const kaplan = { Nc: 6.4e13, Dc: 1.8e13, alphaN: 0.076, alphaD: 0.103 };

export const kaplanLoss = (N: number, D: number): number =>
  ((kaplan.Nc / N) ** (kaplan.alphaN / kaplan.alphaD) + kaplan.Dc / D) ** kaplan.alphaD;

export const productLoss = (N: number, D: number): number => 40 * N ** -0.06 * D ** -0.09;
