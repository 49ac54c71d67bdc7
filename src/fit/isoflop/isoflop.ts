// The compute-optimal size by isoFLOP minima, approach 2 of Hoffmann et al. 2022: for each compute budget the size with the
// lowest loss, and through these a power law, x* = coefficient C^exponent. Its points, its options, and what a fit of it says.
//
// C training FLOPs, x the size: N parameters or D samples or tokens seen.

import type { Interval } from '../goodness/prediction.js';
import type { LogLine } from '../goodness/log-line.js';

/** One size of a budget and its loss, both positive. */
export interface ValleyPoint {
  readonly x: number;
  readonly loss: number;
}

/**
 * How a valley's bottom is found: by a parabola centred on its own vertex, by one centred on the lowest point, or by a spline (Porian
 * et al. 2024). In simulations the first has a half to a sixth of the spline's error (docs/lab-log.md, 2026-12-01).
 */
export const optima = ['centred', 'parabola', 'spline'] as const;
export type Optimum = (typeof optima)[number];

/** A minimum and the curve it was read off, or the reason why there is none. */
export interface Valley {
  readonly optimum: number | null;
  /** Loss of the curve at its minimum. */
  readonly loss: number | null;
  readonly rejected: string | null;
  /** Points of the curve in order of x, over the points that it runs through; empty without one. */
  readonly curve: readonly ValleyPoint[];
  /** What the error of the minimum is made of; null where its way of reading gives none. */
  readonly error: ValleyError | null;
}

/** Of a least-squares parabola of log loss, c1 t + c2 t^2 + ..., whose vertex lies where c1 + c2 (2 t - offset) = 0. */
export interface ValleyError {
  /** ln x of t = 0. */
  readonly origin: number;
  readonly offset: number;
  readonly linear: number;
  readonly quadratic: number;
  /** Variances of both coefficients, which are uncorrelated, for residuals of variance 1. */
  readonly linearVariance: number;
  readonly quadraticVariance: number;
  /** Sum of squared residuals, and their degrees of freedom. */
  readonly squares: number;
  readonly freedom: number;
}

/** One run, its size and its loss. */
export interface IsoflopPoint extends ValleyPoint {
  readonly C: number;
}

export interface IsoflopOptions {
  /** `centred` if not given. */
  readonly optimum?: Optimum;
  /** The parabola runs through this many lowest points; null, the default, is as far to one side as to the other. */
  readonly lowest?: number | null;
  /** What x is called in sentences: N by default. */
  readonly axis?: 'N' | 'D';
}

export interface IsoflopBudget extends Omit<Valley, 'error'> {
  readonly C: number;
  /** 95 % interval of the minimum; null without one, or where its way of reading gives none. */
  readonly interval: Interval | null;
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
  /** What this way of reading makes of exact runs of this design; null where they support no surface. */
  readonly bias: IsoflopBias | null;
  /** Sentences to show beside the fit. */
  readonly warnings: readonly string[];
}

/** The error of a fit to the same sizes and budgets without noise, on the surface that the runs themselves support. */
export interface IsoflopBias {
  /** Of the exponent. */
  readonly exponent: number;
  /** Of the optimum at the largest budget, as a share of it. */
  readonly optimum: number;
}

/** Why the points do not support a fit, and what would settle it. */
export interface IsoflopRefusal {
  readonly type: 'refused';
  readonly method: IsoflopMethod;
  readonly reason: string;
  readonly budgets: readonly IsoflopBudget[];
}

export type IsoflopResult = IsoflopFit | IsoflopRefusal;
