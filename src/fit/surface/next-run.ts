// The run to make next: of those that a given compute can pay for, the one after which an exponent or a forecast is known best.
// One more measurement with derivatives g and variance v makes the covariance of the parameters
//
//   Cov - Cov g g' Cov / (v + g' Cov g)      (Sherman & Morrison 1950),
//
// whatever its outcome, as far as the law is linear in its parameters: a design that is optimal for one combination of them
// (Pronzato & Pazman 2013, 5.1.2).
//
// C training FLOPs, D data, L loss, N parameters.

import { dot, standardErrorAlong, type Matrix } from '../numerics/linear-algebra.js';
import type { PowerLawFit } from '../power-law/law.js';
import { powerLawGradient } from '../power-law/predict.js';
import { computeExponentGradient } from './compute-optimal.js';
import { lossSurfaceGradient } from './predict.js';
import type { LossSurfaceFit } from './surface.js';

/** A run that could be made, and its training FLOPs (or whatever the budget counts). */
export interface RunCandidate {
  readonly N: number;
  readonly D: number;
  readonly C: number;
}

export interface SizeCandidate {
  readonly x: number;
  readonly C: number;
}

/** What should be known better: an exponent, the floor, the exponent a of N_opt ~ C^a, or the loss of a run. */
export type SurfaceTarget =
  | { readonly type: 'parameter'; readonly name: 'E' | 'alpha' | 'beta' }
  | { readonly type: 'computeOptimalExponent' }
  | { readonly type: 'loss'; readonly N: number; readonly D: number };
export type PowerLawTarget =
  | { readonly type: 'parameter'; readonly name: 'E' | 'alpha' }
  | { readonly type: 'loss'; readonly x: number };

export interface Proposal<Candidate> {
  readonly candidate: Candidate;
  /** Seeds that the compute pays for, at most `mostSeeds`. */
  readonly seeds: number;
  readonly compute: number;
  /** Standard error of the target as it is, and after these runs. */
  readonly before: number;
  readonly after: number;
}

export interface Budget {
  /** Compute to spend, in the candidates' units of C. */
  readonly compute: number;
  /** Seeds of one size do not measure others: no more than this many of one candidate; 4 if not given. */
  readonly mostSeeds?: number;
}

const MOST_SEEDS = 4;

/**
 * Candidates that the budget affords, the best first; none if it affords none. Those with a value that is not finite and above 0
 * are left out. Pure; never throws.
 */
export function proposeSurfaceRuns(
  fit: LossSurfaceFit,
  candidates: readonly RunCandidate[],
  target: SurfaceTarget,
  budget: Budget,
): readonly Proposal<RunCandidate>[] {
  const direction =
    target.type === 'loss'
      ? lossSurfaceGradient(fit, target.N, target.D).gradient
      : target.type === 'parameter'
        ? [target.name === 'E', false, false, target.name === 'alpha', target.name === 'beta'].map(Number)
        : computeExponentGradient(fit);
  return rank({ covariance: fit.covariance, direction }, candidates, budget, ({ N, D }) => {
    const { gradient, noise } = lossSurfaceGradient(fit, N, D);
    return { gradient, variance: noise ** 2 };
  });
}

/** The same of a law of one variable. */
export function proposeSizes(
  fit: PowerLawFit,
  candidates: readonly SizeCandidate[],
  target: PowerLawTarget,
  budget: Budget,
): readonly Proposal<SizeCandidate>[] {
  const direction =
    target.type === 'loss'
      ? powerLawGradient(fit, target.x).gradient
      : [target.name === 'E', false, target.name === 'alpha'].map(Number);
  return rank({ covariance: fit.covariance, direction }, candidates, budget, ({ x }) => {
    const { loss, gradient } = powerLawGradient(fit, x);
    return { gradient, variance: fit.residualVariance * loss ** 2 };
  });
}

interface Measurement {
  /** Derivatives of the loss by the parameters, and the variance of one run's loss. */
  readonly gradient: readonly number[];
  readonly variance: number;
}

/** What is known of the parameters, and the combination of them that should be known better. */
interface Knowledge {
  readonly covariance: Matrix;
  readonly direction: readonly number[];
}

function rank<Candidate extends { readonly C: number }>(
  { covariance, direction }: Knowledge,
  candidates: readonly Candidate[],
  { compute, mostSeeds = MOST_SEEDS }: Budget,
  measure: (candidate: Candidate) => Measurement,
): readonly Proposal<Candidate>[] {
  const before = standardErrorAlong(covariance, direction);
  return candidates
    .filter((candidate) => Object.values(candidate).every((value) => Number.isFinite(value) && value > 0))
    .filter(({ C }) => C <= compute)
    .map((candidate) => {
      const seeds = Math.min(mostSeeds, Math.floor(compute / candidate.C));
      const { gradient, variance } = measure(candidate);
      const spread = covariance.map((row) => row.reduce((sum, entry, k) => sum + entry * gradient[k], 0));
      const shared = dot(spread, direction);
      const gain = shared ** 2 / (variance / seeds + dot(spread, gradient));
      const after = Math.sqrt(Math.max(0, before ** 2 - gain));
      return { candidate, seeds, compute: seeds * candidate.C, before, after };
    })
    .filter(({ after }) => Number.isFinite(after))
    .sort((a, b) => a.after - b.after || a.compute - b.compute);
}
