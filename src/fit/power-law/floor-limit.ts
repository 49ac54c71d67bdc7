// The floor of L(N, D) by one limit after the other: along N at each D, then along D. By Hoffmann et al. 2022, eq. 2, a law along N
// at a fixed D ends at E + B D^-beta, above E. A surface has one amplitude and one exponent along N for every D; here they may
// change with D, as they do where the loss depends on parameters and data at once.
//
// D samples or tokens seen, E irreducible loss, N parameters.

import { fitPowerLaw } from './fit.js';
import type { LawPoint, PowerLawFit, PowerLawResult } from './law.js';

/** Points along N, all of the same D. */
export interface DataSlice {
  readonly D: number;
  readonly points: readonly LawPoint[];
}

export interface FloorLimit {
  /** The limit of each slice's law along N, in order of D; slices that do not support a law are left out. */
  readonly floors: readonly { readonly D: number; readonly fit: PowerLawFit }[];
  /** The law of those floors along D: its E is the floor for endless parameters and data. */
  readonly fit: PowerLawResult;
}

/** Fits the floors along D, each weighted by its standard error. Pure; never throws: too few slices are refused with a reason. */
export function fitFloorLimit(slices: readonly DataSlice[]): FloorLimit {
  const floors = [...slices]
    .sort((a, b) => a.D - b.D)
    .flatMap(({ D, points }) => {
      const fit = fitPowerLaw(points, { floor: { type: 'free' } });
      return fit.type === 'fit' ? [{ D, fit }] : [];
    });
  const points = floors.map(({ D, fit }) => ({
    x: D,
    loss: fit.E,
    standardError: Math.sqrt(fit.covariance[0][0]),
  }));
  return { floors, fit: fitPowerLaw(points, { floor: { type: 'free' } }) };
}
