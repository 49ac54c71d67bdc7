// The compute-optimal size by isoFLOP minima, approach 2 of Hoffmann et al. 2022: for each compute budget the size with the
// lowest loss, and through these a power law, x* = coefficient C^exponent. Its points, its options, and what a fit of it says.
//
// C training FLOPs, x the size: N parameters or D samples or tokens seen.

import type { LogLine } from '../goodness/log-line.js';

/** One size of a budget and its loss, both positive. */
export interface ValleyPoint {
  readonly x: number;
  readonly loss: number;
}

export type Optimum = 'spline' | 'parabola';

/** A minimum and the curve it was read off, or the reason why there is none. */
export interface Valley {
  readonly optimum: number | null;
  /** Loss of the curve at its minimum. */
  readonly loss: number | null;
  readonly rejected: string | null;
  /** Points of the curve in order of x, over the points that it runs through; empty without one. */
  readonly curve: readonly ValleyPoint[];
}

/** One run, its size and its loss. */
export interface IsoflopPoint extends ValleyPoint {
  readonly C: number;
}

export interface IsoflopOptions {
  /** How a valley's bottom is found: `spline`, the default, or `parabola`. */
  readonly optimum?: Optimum;
  /** The parabola runs through this many lowest points; null, the default, is as far to one side as to the other. */
  readonly lowest?: number | null;
  /** What x is called in sentences: N by default. */
  readonly axis?: 'N' | 'D';
}

export interface IsoflopBudget extends Valley {
  readonly C: number;
  /** Points by size, runs of one size as one with the geometric mean of their losses. */
  readonly points: readonly ValleyPoint[];
}

/** How a fit was made: what it takes to make it again. */
export interface IsoflopMethod {
  readonly axis: 'N' | 'D';
  readonly optimum: Optimum;
  /** A parabola runs through this many lowest points; null for as far to one side of the lowest as to the other. */
  readonly lowest: number | null;
  /** Level of the intervals. */
  readonly level: number;
}

/** The line through the optima over C; its intervals have two degrees of freedom fewer than there are usable budgets. */
export interface IsoflopFit extends LogLine {
  readonly type: 'fit';
  readonly method: IsoflopMethod;
  /** In order of C; the rejected ones say why. */
  readonly budgets: readonly IsoflopBudget[];
  /** Sentences to show beside the fit. */
  readonly warnings: readonly string[];
}

/** Why the points do not support a fit, and what would settle it. */
export interface IsoflopRefusal {
  readonly type: 'refused';
  readonly method: IsoflopMethod;
  readonly reason: string;
  readonly budgets: readonly IsoflopBudget[];
}

export type IsoflopResult = IsoflopFit | IsoflopRefusal;
