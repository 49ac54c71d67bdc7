// Which runs share a compute budget. C training FLOPs.

import { mean } from '../../base/maths/statistics.js';

/** Runs whose C agree as well as whole batches and rounding allow. */
export interface Budget<T> {
  /** Geometric mean of its runs. */
  readonly C: number;
  /** Largest C over smallest. */
  readonly spread: number;
  readonly points: readonly T[];
}

/** Neighbours in C within this factor share a budget. */
const GAP = 1.02;

/**
 * Cuts points with positive C into budgets, in order of C, wherever the next C is over 2 % larger. Runs without gaps between
 * them end up in one budget with a wide `spread`, which the caller has to reject.
 */
export function groupBudgets<T extends { readonly C: number }>(points: readonly T[]): readonly Budget<T>[] {
  const sorted = [...points].sort((a, b) => a.C - b.C);
  const groups: T[][] = [];
  sorted.forEach((point, i) => {
    if (i > 0 && point.C <= GAP * sorted[i - 1].C) groups[groups.length - 1].push(point);
    else groups.push([point]);
  });
  return groups.map((group) => {
    const { C: low } = group[0];
    const { C: high } = group[group.length - 1];
    // Centred, so that equal C give back C itself.
    const logs = group.map(({ C }) => Math.log(C / low));
    return { C: low * Math.exp(mean(logs)), spread: high / low, points: group };
  });
}
