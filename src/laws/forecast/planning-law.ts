// The law that plans are made by, with what a run costs under it. Pure.
//
// C training FLOPs, D tokens or samples, N parameters.

import type { LossSurfaceFit } from '../../fit/surface/surface.js';
import { FLOPS_PER_PAIR } from '../table/six-nd.js';
import type { ForecastLaw } from './forecast.js';

/** A law to plan by: a surface trades N against D; a law along one axis keeps the other fixed. */
export type PlanningLaw =
  | {
      readonly type: 'surface';
      readonly fit: LossSurfaceFit;
      /** C = flopsPerPair N D: about 6. */
      readonly flopsPerPair: number;
    }
  | {
      readonly type: 'line';
      readonly law: ForecastLaw;
      /** C = flopsPerUnit x; null where the compute does not grow with x. */
      readonly flopsPerUnit: number | null;
      /** What is fixed: D of a law along N, N of one along D; null where that is not known. */
      readonly other: number | null;
    };

/** What a measured run cost. */
export interface PlannerPoint {
  readonly N: number | null;
  readonly D: number | null;
  readonly C: number | null;
}

/** A surface to plan by; the largest of its points says how many FLOPs a pair of N and D takes. */
export function planningSurface(fit: LossSurfaceFit, points: readonly PlannerPoint[]): PlanningLaw {
  const counted = points.flatMap(({ N, D, C }) => (N && D && C ? [{ C, pairs: N * D }] : []));
  const largest = counted.reduce((a, b) => (b.pairs > a.pairs ? b : a), { C: FLOPS_PER_PAIR, pairs: 1 });
  return { type: 'surface', fit, flopsPerPair: largest.C / largest.pairs };
}

/** A law along one axis as it was measured; its largest point says what a run costs. */
export function planningLine(law: ForecastLaw, points: readonly PlannerPoint[]): PlanningLaw {
  const { axis } = law;
  const along = points.filter((point) => point[axis] !== null);
  const size = (point: PlannerPoint): number => point[axis] ?? 0;
  if (along.length === 0) return { type: 'line', law, flopsPerUnit: null, other: null };
  const largest = along.reduce((a, b) => (size(b) > size(a) ? b : a));
  const smallest = along.reduce((a, b) => (size(b) < size(a) ? b : a));
  const grows = largest.C !== null && smallest.C !== null && largest.C > smallest.C;
  const other = axis === 'N' ? largest.D : axis === 'D' ? largest.N : null;
  const flopsPerUnit = axis === 'C' ? 1 : grows && largest.C !== null ? largest.C / size(largest) : null;
  return { type: 'line', law, flopsPerUnit, other };
}
