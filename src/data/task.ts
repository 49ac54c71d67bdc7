// What is learned. A task is a pure function of its spec: sample `id` of a stream is the same everywhere and for ever,
// on the CPU (here) and on the GPU (the kernel `<task>_batch`), so infinite data, a finite data set of D samples and the
// evaluation set are one mechanism: a rule that says which ids come next.

import type { StreamName } from '../base/random.js';
import { glyphs, type GlyphsSpec } from './tasks/glyphs.js';
import { manifold, type ManifoldSpec } from './tasks/manifold.js';
import { zipfFacts, type ZipfFactsSpec } from './tasks/zipf-facts.js';

export type TaskSpec = ManifoldSpec | ZipfFactsSpec | GlyphsSpec;
export type TaskType = TaskSpec['type'];

/** One example: an input row and its target, a real row (mse) or a class index (cross-entropy). */
export interface Sample {
  readonly x: Float32Array;
  readonly y: Float32Array | number;
}

/** A number of a task that a visitor can turn. */
export interface Dial {
  /** Field of the task's spec, e.g. `dimension`. */
  readonly field: string;
  readonly label: string;
  /** One sentence: what turning it does. */
  readonly help: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Step of a slider; 1 for whole numbers. */
  readonly step: number;
}

/** What theory expects of the excess loss's exponents, with its source; null where there is no claim. */
export interface Theory {
  /** alpha in L = E + A N^-alpha. */
  readonly parameters: number | null;
  /** beta in L = E + B D^-beta. */
  readonly data: number | null;
  readonly source: string;
}

/** How the fixed evaluation set is made: drawn from its stream, or every possible input with its probability. */
export type EvaluationSet =
  | { readonly type: 'sampled' }
  | {
      readonly type: 'exact';
      /** Ids 0 … count - 1 are all inputs there are. */
      readonly count: number;
      /** Probability of each id; sums to 1. */
      readonly weights: Float64Array;
    };

export interface Task {
  readonly spec: TaskSpec;
  readonly inputs: number;
  readonly outputs: number;
  readonly loss: 'mse' | 'cross-entropy';
  /** Unit of the loss for people: `nats`, or `squared error`. */
  readonly unit: string;
  /** Irreducible loss where it is known exactly, else null. */
  readonly lossFloor: number | null;
  readonly theory: Theory;
  readonly evaluation: EvaluationSet;
  /** Probability that a label is redrawn uniformly; the evaluation's targets are mixed by it exactly. 0 for mse. */
  readonly labelNoise: number;
  /** About what drawing a sample costs, in FLOPs, for the estimate of time; no part of C. */
  readonly drawingFlops: number;
  /** Sample `id` of a stream; the CPU twin of the task's kernel (inputs bit-equal, targets within rounding). */
  sample(stream: StreamName, seed: number, id: number): Sample;
}

/** What the gallery says of a task, before any dial is set. */
export interface TaskInfo<Spec extends TaskSpec = TaskSpec> {
  readonly type: Spec['type'];
  readonly title: string;
  /** One sentence: what it teaches. */
  readonly teaches: string;
  readonly dials: readonly Dial[];
  readonly defaults: Spec;
  create(spec: Spec): Task;
}

/** Every task there is: a file and a line each. */
export const tasks = { manifold, 'zipf-facts': zipfFacts, glyphs } as const;

/** The task a spec asks for. Throws InputError if a value is out of range. */
export function createTask(spec: TaskSpec): Task {
  const info = tasks[spec.type] as TaskInfo;
  return info.create(spec);
}
