// How a model is trained: optimiser and schedule, as in parity files and experiment specs.

import { cos } from '../base/trigonometry.js';

/** AdamW's moments: decay rates and what keeps the division finite. */
export interface AdamSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

interface EveryOptimizer {
  /** Decoupled: a step multiplies a tensor of two or more axes by 1 - its learning rate x this. */
  readonly weightDecay: number;
  /** Largest global gradient norm, null for no clipping. */
  readonly clipNorm: number | null;
}

/** AdamW (Loshchilov & Hutter 2019), SGD with momentum, or Muon. */
export type OptimizerSpec = AdamwSpec | SgdSpec | MuonSpec;

export interface AdamwSpec extends EveryOptimizer, AdamSettings {
  readonly type: 'adamw';
}

export interface SgdSpec extends EveryOptimizer {
  readonly type: 'sgd';
  readonly momentum: number;
}

/**
 * Muon (Jordan et al. 2024) for the matrices between hidden layers (`isMuonMatrix`), AdamW for the rest. The momentum, with
 * Nesterov's look ahead, is brought near the closest orthogonal matrix by `newtonSchulzSteps` steps of `newtonSchulz`, each
 * matrix of a stack for itself, and scaled by sqrt(max(1, rows / columns)).
 */
export interface MuonSpec extends EveryOptimizer {
  readonly type: 'muon';
  readonly momentum: number;
  readonly newtonSchulzSteps: number;
  /** A replica's learning rate is Muon's; AdamW's is this factor times it, so that a learning-rate sweep still has one rate. */
  readonly adamw: AdamSettings & { readonly learningRateFactor: number };
}

/** Coefficients of X -> a X + (b A + c A A) X, A = X X^T: steep at 0, and the singular values end between about 0.7 and 1.2. */
export const newtonSchulz = { a: 3.4445, b: -4.775, c: 2.0315 } as const;

export const scheduleTypes = ['constant', 'cosine', 'wsd'] as const;

/** Learning rate over a run, as a factor of its peak. */
export interface ScheduleSpec {
  readonly type: (typeof scheduleTypes)[number];
  readonly warmupSteps: number;
  readonly totalSteps: number;
  /** Factor at the end (cosine, wsd). */
  readonly minimumFactor: number;
  /** Steps of the linear decay at the end (wsd). */
  readonly decaySteps: number;
}

/** Factor of the peak learning rate at `step` (from 0): warm-up times schedule, each as the parity format (docs/parity.md) defines it. */
export function scheduleFactor(schedule: ScheduleSpec, step: number): number {
  const { type, warmupSteps, totalSteps, minimumFactor, decaySteps } = schedule;
  const warmup = warmupSteps > 0 ? Math.min(1, (step + 1) / warmupSteps) : 1;
  switch (type) {
    case 'constant':
      return warmup;
    case 'cosine':
      return warmup * (minimumFactor + ((1 - minimumFactor) * (1 + cos((Math.PI * step) / totalSteps))) / 2);
    case 'wsd': {
      if (step < totalSteps - decaySteps) return warmup;
      return warmup * (minimumFactor + ((1 - minimumFactor) * (totalSteps - step)) / decaySteps);
    }
  }
}

/**
 * A branch off the stable part of a run (Hägele et al. 2024): from step `from` on it decays to 0 at step `to`, with samples of
 * its own; the trunk goes on from `from` as if it had not been. One trunk so gives points at many D.
 */
export interface Branch {
  readonly from: number;
  readonly to: number;
}

/** Factor of the peak learning rate at `step` of a branch. */
export function branchFactor({ from, to }: Branch, step: number): number {
  return (to - step) / (to - from);
}
