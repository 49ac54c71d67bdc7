// What the page shows of a recording: the law and its curves as plain numbers, computed from the records when the page is built
// (build/recordings.ts), so that a law stands on the page before what fits has loaded. Charts of what else was measured read the same
// numbers, of a recording or of the visitor's own run.
//
// A amplitude, alpha exponent, C training FLOPs, D samples or tokens seen, E irreducible loss, N parameters.

import type { ExperimentSpec } from '../experiment/experiment.js';

/** Lower and upper end, 95 %. */
export type RecordedInterval = readonly [low: number, high: number];

export interface RecordedPoint {
  readonly width: number;
  /** Where it lies along its law. */
  readonly x: number;
  readonly loss: number;
  /** Null where it is not known. */
  readonly standardError: number | null;
  readonly N: number;
  readonly D: number;
  readonly C: number;
  /** Share of the labels, noise included, that its best model gets right; null where none are counted. */
  readonly accuracy: number | null;
  /** Its models still train. */
  readonly soFar?: true;
}

export interface RecordedFit {
  readonly E: number;
  readonly A: number;
  readonly alpha: number;
  readonly intervals: Readonly<Record<'E' | 'A' | 'alpha', RecordedInterval>>;
  /** Whether E was fitted, known before, or left out. */
  readonly floor: 'free' | 'fixed' | 'none';
  readonly r2: number;
  /** The law and its 95 % band, from the smallest size to ten times the largest: `[x, loss, low, high]`. */
  readonly line: readonly (readonly [x: number, loss: number, low: number, high: number])[];
}

/** One law of a recording. */
export interface DrawnLaw {
  /** What runs along x. */
  readonly axis: 'N' | 'D';
  /** The title of x: `N, parameters`. */
  readonly axisTitle: string;
  readonly points: readonly RecordedPoint[];
  /** Null where the points have no law; then `finding` says why. */
  readonly fit: RecordedFit | null;
  /** The law in a sentence or two, with its numbers and their errors. */
  readonly finding: string;
  /** The exponent that theory expects, null without a claim. */
  readonly theory: number | null;
  /** The floor that is known exactly, null where it is not. */
  readonly knownFloor: number | null;
}

/** Loss against size at each compute budget. */
export interface RecordedValleys {
  /** What N counts: `total`, `non-embedding`, `without-head`. */
  readonly counts: string;
  /** Of the best size: N* ~ C^exponent; null where too few valleys have a minimum. */
  readonly exponent: number | null;
  readonly interval: RecordedInterval | null;
  /** Two points of the line of the best sizes; none without an exponent. */
  readonly line: readonly (readonly [C: number, N: number])[];
  /** What compute buys, in a sentence, or why that cannot be told. */
  readonly finding: string;
  readonly budgets: readonly {
    readonly C: number;
    /** Each size that was trained. */
    readonly points: readonly (readonly [N: number, loss: number])[];
    /** The minimum between them, null where it is at an edge. */
    readonly best: readonly [N: number, loss: number] | null;
    /** Samples or tokens that the budget gives the best size, for each of its parameters. */
    readonly samplesPerParameter: number | null;
    readonly curve: readonly (readonly [N: number, loss: number])[];
  }[];
}

/** A law with one break beside the plain one. */
export interface RecordedBreak {
  readonly x: number;
  readonly interval: RecordedInterval;
  /** Exponents on both sides of the break. */
  readonly before: number;
  readonly after: number;
  readonly line: readonly (readonly [x: number, loss: number])[];
  /** Whether it predicts points that were held out better than the plain law. */
  readonly supported: boolean;
}

/** Loss against learning rate of one size, a geometric mean over the seeds. */
export interface RecordedRates {
  readonly config: string;
  readonly width: number;
  /** Rates of which all seeds finished, ascending. */
  readonly points: readonly (readonly [rate: number, loss: number])[];
}

/** What models can do beside their loss. */
export interface RecordedSkills {
  /** Shares of whole answers that are right, or of subtasks that are learned. */
  readonly kind: 'answers' | 'sentences' | 'subtasks';
  /** The best model of each size at its end. */
  readonly sizes: readonly {
    readonly width: number;
    readonly N: number;
    readonly loss: number;
    readonly share: number;
    readonly interval: RecordedInterval | null;
    /** Shares and losses after each evaluation. */
    readonly course: readonly (readonly [step: number, share: number, loss: number])[];
  }[];
  /** Losses of the subtasks of the largest size: `losses[subtask][i]` after `steps[i]`; null for a single task. */
  readonly subtasks: {
    readonly steps: readonly number[];
    readonly losses: readonly (readonly number[])[];
  } | null;
}

/** The course of the best learning rate of a size, a geometric mean over the seeds. */
export interface RecordedCurve {
  /** The config that it is of: `w32`, `w32-d4096`. */
  readonly config: string;
  readonly width: number;
  /** Unique samples, null for infinite data. */
  readonly uniqueSamples: number | null;
  readonly steps: readonly number[];
  /** Loss on the evaluation set. */
  readonly losses: readonly number[];
  /** On the batches themselves, at `steps` of its own; null where the recording leaves it out. */
  readonly training: { readonly steps: readonly number[]; readonly losses: readonly number[] } | null;
}

export interface RecordedDevice {
  readonly engine: 'cpu' | 'gpu';
  readonly engineVersion: number | null;
  readonly description: string;
  /** Cores that trained, null on a GPU. */
  readonly threads: number | null;
}

/** What an experiment measured: its first law, and whatever else its records hold. */
export interface Measured extends DrawnLaw {
  readonly spec: ExperimentSpec;
  readonly unit: string;
  /** Laws along other axes. */
  readonly others: readonly DrawnLaw[];
  /** Null without compute budgets. */
  readonly valleys: RecordedValleys | null;
  /** The same runs, with N counted otherwise. */
  readonly otherCounts: readonly RecordedValleys[];
  /** Of sweeps of five rates and more, else none. */
  readonly rates: readonly RecordedRates[];
  /** Null for tasks that have only a loss. */
  readonly skills: RecordedSkills | null;
  readonly curves: readonly RecordedCurve[];
  /** Null with one seed of each size. */
  readonly seedNoise: RecordedSeedNoise | null;
  /** Every size with every number of samples; none where only one of them varies. */
  readonly grid: readonly (readonly [N: number, D: number, C: number, loss: number])[];
  /** The share of right answers that no model can surpass; null where all can be right, or none are counted. */
  readonly ceiling: number | null;
  /** Null where too few sizes were trained to tell. */
  readonly broken: RecordedBreak | null;
}

/** How much the curves of a size differ between seeds, for the comparison of sizes (src/fit/other/collapse.ts). */
export interface RecordedSeedNoise {
  readonly losses: readonly number[];
  readonly height: number;
  readonly freedom: number;
  readonly seeds: number;
}

/** An experiment that was recorded: what it measured, where and when. */
export interface RecordedLaw extends Measured {
  readonly device: RecordedDevice | null;
  /** `2026-11-30`; '' where the records have no times. */
  readonly date: string;
  /** From the first run's start to the last one's end. */
  readonly seconds: number;
  /** Models that were trained. */
  readonly models: number;
}
