// The compute-optimal frontier by approach 1 of Hoffmann et al. 2022: the lower envelope of loss over compute, and a power law
// through the sizes of its runs. It takes only final points of runs whose learning rate has decayed: points on the way there
// stand too high, which favours runs near their end.
//
// C training FLOPs, x the size: N parameters or D samples or tokens seen.

import { rangeOf } from '../../base/maths/statistics.js';
import { LEVEL } from '../goodness/prediction.js';
import { fitLogLine, type LogLine } from '../goodness/log-line.js';
import type { IsoflopPoint } from './isoflop.js';
import { invalidIsoflopPoint } from './refuse.js';

export interface FrontierPoint extends IsoflopPoint {
  /** Why the line leaves it out, or null. */
  readonly rejected: string | null;
}

/** How a fit was made: what it takes to make it again. */
export interface FrontierMethod {
  readonly axis: 'N' | 'D';
  /** Level of the intervals. */
  readonly level: number;
}

/** The line through the sizes on the envelope over C. */
export interface FrontierFit extends LogLine {
  readonly type: 'fit';
  readonly method: FrontierMethod;
  /** Runs whose loss is below that of every run with no more compute, in order of C. */
  readonly envelope: readonly FrontierPoint[];
  /** Sentences to show beside the fit. */
  readonly warnings: readonly string[];
}

export interface FrontierRefusal {
  readonly type: 'refused';
  readonly method: FrontierMethod;
  readonly reason: string;
  readonly envelope: readonly FrontierPoint[];
}

export type FrontierResult = FrontierFit | FrontierRefusal;

const FEWEST_POINTS = 4;
const FEWEST_SIZES = 3;
const FEWEST_DECADES = 1;
/** Where sizes follow from compute to within this share, each compute was tried with one size only. */
const DESIGN_DEVIATION = 0.05;

/**
 * Fits the size on the envelope over compute, or says why not. Where the envelope runs along the smallest or largest size there
 * is, the best one may lie beyond: these points are left out. `axis` is what x is called. Pure; never throws. The order of the
 * points does not matter.
 */
export function fitFrontier(points: readonly IsoflopPoint[], axis: 'N' | 'D' = 'N'): FrontierResult {
  const method = { axis, level: LEVEL };
  const invalid = invalidIsoflopPoint(points, axis);
  if (invalid !== null) return { type: 'refused', method, reason: invalid, envelope: [] };
  const [smallest, largest] = rangeOf(points.map(({ x }) => x));
  const envelope = lowerEnvelope(points).map((point): FrontierPoint => {
    const edge = point.x === smallest ? 'smallest' : point.x === largest ? 'largest' : null;
    return { ...point, rejected: edge && `${axis} is the ${edge} there is; the best may lie beyond` };
  });
  const used = envelope.filter(({ rejected }) => rejected === null);
  const reason = refusalOfEnvelope(used, axis) ?? refusalOfDesign(points, axis);
  if (reason !== null) return { type: 'refused', method, reason, envelope };
  const line = fitLogLine(used.map(({ C, x }) => ({ x: C, y: x })));
  return {
    type: 'fit',
    method,
    ...line,
    envelope,
    warnings: warningsOf(envelope.length - used.length, axis),
  };
}

/** Points whose loss is below that of every point with no more compute, in order of C. */
function lowerEnvelope(points: readonly IsoflopPoint[]): readonly IsoflopPoint[] {
  const sorted = [...points].sort((a, b) => a.C - b.C || a.loss - b.loss || a.x - b.x);
  let lowest = Infinity;
  return sorted.filter(({ loss }) => {
    const lower = loss < lowest;
    if (lower) lowest = loss;
    return lower;
  });
}

function refusalOfEnvelope(used: readonly IsoflopPoint[], axis: string): string | null {
  const sizes = new Set(used.map(({ x }) => x)).size;
  if (used.length < FEWEST_POINTS || sizes < FEWEST_SIZES) {
    return (
      `A frontier needs at least ${FEWEST_POINTS} runs of ${FEWEST_SIZES} sizes on the envelope, between the smallest and ` +
      `the largest ${axis}; there are ${used.length} of ${sizes}. Train more sizes, each for several lengths.`
    );
  }
  const decades = Math.log10(used[used.length - 1].C / used[0].C);
  if (decades >= FEWEST_DECADES) return null;
  return (
    `The envelope spans ${decades.toFixed(2)} decades of compute, and a frontier needs at least ${FEWEST_DECADES}. ` +
    'Train with less and with more compute.'
  );
}

/** Sizes that follow from compute show how the runs were planned, and the line through them would be that plan. */
function refusalOfDesign(points: readonly IsoflopPoint[], axis: string): string | null {
  const { heightVariance } = fitLogLine(points.map(({ C, x }) => ({ x: C, y: x })));
  // The line's height is a mean of all points: each of them scatters by so many times its variance.
  if (heightVariance * points.length > DESIGN_DEVIATION ** 2) return null;
  return (
    `${axis} follows from C in these runs: each compute was tried with one size only, so the envelope shows how the runs were ` +
    'planned, not which size is best. Train other sizes with the same compute.'
  );
}

function warningsOf(rejected: number, axis: string): readonly string[] {
  const warnings = [
    'An envelope takes the luckiest run at each compute. It is valid only if every point is the end of a run whose ' +
      'learning rate has decayed.',
  ];
  if (rejected > 0) {
    warnings.push(
      `${rejected} points of the envelope lie at the smallest or largest ${axis} and are left out.`,
    );
  }
  return warnings;
}
