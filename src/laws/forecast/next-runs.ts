// The runs to make next: those that make a law most certain for a budget of compute. Pure.
//
// alpha, beta exponents, a that of N_opt ~ C^a, C training FLOPs, D samples or tokens, E irreducible loss, N parameters.

import { EXTRAPOLATION_LIMIT } from '../../base/extrapolation-limit.js';
import { formatCount, formatNumber } from '../../base/format.js';
import { computeOptimalExponents } from '../../fit/surface/compute-optimal.js';
import { proposeSizes, proposeSurfaceRuns, type SurfaceTarget } from '../../fit/surface/next-run.js';
import type { PlanRefusal } from './planner.js';
import type { PlanningLaw } from './planning-law.js';

/** What can be made more certain. */
export const nextRunTargets = ['alpha', 'beta', 'a', 'E'] as const;
export type NextRunTarget = (typeof nextRunTargets)[number];

/** The run that makes a target most certain. */
export interface NextRun {
  readonly type: 'run';
  readonly target: NextRunTarget;
  /** Null where the law does not determine it. */
  readonly N: number | null;
  readonly D: number | null;
  readonly C: number | null;
  /** How many seeds the budget pays for. */
  readonly seeds: number;
  /** Compute of all of them. */
  readonly flops: number;
  /** Half the 95 % interval of the target, now and after the run if the law holds. */
  readonly halfWidth: number;
  readonly halfWidthAfter: number;
}

/** Ratio of one candidate size to the one before. */
const STEP = 2 ** 0.5;

/** The targets that a law has. */
export function targetsOf(law: PlanningLaw): readonly NextRunTarget[] {
  if (law.type === 'surface') return nextRunTargets;
  const { chosen } = law.law;
  return chosen.type === 'fit' && chosen.floor.type === 'free' ? ['alpha', 'E'] : ['alpha'];
}

/** The run, and its number of seeds, that makes a target most certain for `flops`; or why there is none. */
export function nextRun(law: PlanningLaw, target: NextRunTarget, flops: number): NextRun | PlanRefusal {
  if (!(flops > 0)) return { type: 'refused', reason: 'A budget must be above 0.' };
  if (!targetsOf(law).includes(target)) return { type: 'refused', reason: `This law has no ${target}.` };
  return law.type === 'surface' ? onSurface(law, target, flops) : onLine(law, target, flops);
}

function onSurface(
  { fit, flopsPerPair }: Extract<PlanningLaw, { type: 'surface' }>,
  target: NextRunTarget,
  flops: number,
): NextRun | PlanRefusal {
  const candidates = sizes(fit.rangeN).flatMap((N) =>
    sizes(fit.rangeD).map((D) => ({ N, D, C: flopsPerPair * N * D })),
  );
  const goal: SurfaceTarget =
    target === 'a' ? { type: 'computeOptimalExponent' } : { type: 'parameter', name: target };
  const [best] = proposeSurfaceRuns(fit, candidates, goal, { compute: flops });
  if (best === undefined) return tooLittle(flops, flopsPerPair * fit.rangeN[0] * fit.rangeD[0]);
  const { value, interval } =
    target === 'a' ? computeOptimalExponents(fit).a : { value: fit[target], interval: fit.intervals[target] };
  const halfWidth = interval[1] - value;
  return {
    type: 'run',
    target,
    ...best.candidate,
    seeds: best.seeds,
    flops: best.compute,
    halfWidth,
    halfWidthAfter: (halfWidth * best.after) / best.before,
  };
}

function onLine(
  { law, flopsPerUnit, other }: Extract<PlanningLaw, { type: 'line' }>,
  target: NextRunTarget,
  flops: number,
): NextRun | PlanRefusal {
  const { axis, chosen } = law;
  if (chosen.type === 'refused') return chosen;
  if (flopsPerUnit === null) {
    return {
      type: 'refused',
      reason: `All runs along ${axis} used the same compute, so none is cheaper than another.`,
    };
  }
  const candidates = sizes(chosen.xRange).map((x) => ({ x, C: flopsPerUnit * x }));
  const name = target === 'E' ? 'E' : 'alpha';
  const [best] = proposeSizes(chosen, candidates, { type: 'parameter', name }, { compute: flops });
  if (best === undefined) return tooLittle(flops, flopsPerUnit * chosen.xRange[0]);
  const { x, C } = best.candidate;
  const halfWidth = chosen.intervals[name][1] - chosen[name];
  return {
    type: 'run',
    target,
    N: axis === 'N' ? x : axis === 'D' ? other : null,
    D: axis === 'D' ? x : axis === 'N' ? other : null,
    C,
    seeds: best.seeds,
    flops: best.compute,
    halfWidth,
    halfWidthAfter: (halfWidth * best.after) / best.before,
  };
}

const symbols: Readonly<Record<NextRunTarget, string>> = { alpha: 'α', beta: 'β', a: 'a', E: 'E' };

/** N = 300 k, D = 2 M, 3 seeds: α ± 0.05 instead of ± 0.08. */
export function nextRunInWords({ target, N, D, C, seeds, halfWidth, halfWidthAfter }: NextRun): string {
  const sizes = [
    ...(N === null ? [] : [`N = ${formatCount(N)}`]),
    ...(D === null ? [] : [`D = ${formatCount(D)}`]),
    ...(N === null && D === null && C !== null ? [`C = ${formatCount(C)}`] : []),
  ].join(', ');
  const errors = [halfWidthAfter, halfWidth].map((half) => `± ${formatNumber(half, 2)}`);
  return `${sizes}, ${seeds === 1 ? 'once' : `${seeds} seeds`}: ${symbols[target]} ${errors[0]} instead of ${errors[1]}`;
}

/** Candidates from the smallest measured size to as far beyond the largest as laws may be extrapolated. */
function sizes([low, high]: readonly [number, number]): number[] {
  const count = Math.floor(Math.log((EXTRAPOLATION_LIMIT * high) / low) / Math.log(STEP)) + 1;
  return Array.from({ length: count }, (_, i) => low * STEP ** i);
}

function tooLittle(flops: number, least: number): PlanRefusal {
  return {
    type: 'refused',
    reason: `${formatCount(flops)} FLOPs do not pay for a run of these sizes; the smallest takes ${formatCount(least)}.`,
  };
}
