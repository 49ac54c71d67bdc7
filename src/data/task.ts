// What a task is. A task is a pure function of its spec: sample `id` of a stream is always the same, here and in the kernel
// `<task>_batch`. So infinite data, a finite data set of D samples and the evaluation set are one mechanism: a rule that says which
// ids come next.

import type { StreamName } from '../base/random.js';

/** What the spec of every task has. The tasks and their specs are in tasks/tasks.ts. */
export interface AnySpec {
  readonly type: string;
  readonly seed: number;
}

/**
 * One example. Of rows of numbers: an input row and its target, a real row (mse) or a class index (cross-entropy). Of
 * sequences: `context` tokens and the target of each position, IGNORED where none is scored.
 */
export interface Sample {
  readonly x: Float32Array | Uint32Array;
  readonly y: Float32Array | number | Uint32Array;
}

/** Target of a position that is not scored. */
export const IGNORED = 0xffffffff;

/** How many complete sentences a text has, and how many of them are right. */
export interface SentenceCount {
  readonly right: number;
  readonly count: number;
}

/** What the samples of a task of sequences are. */
export interface SequenceShape {
  /** Number of different tokens. */
  readonly vocabulary: number;
  /** Tokens of a sample. */
  readonly context: number;
  /** Positions of a sample that have a target: all, or those of an answer. */
  readonly scored: number;
  /** A token as people read it, with the space that may go before it, so that a sample is its tokens joined. */
  readonly textOf: (token: number) => string;
  /** Counts the right sentences of a text, if the task can judge them. */
  readonly judge?: (tokens: readonly number[]) => SentenceCount;
}

/** A number of a task that people can change. */
export interface Dial {
  /** Field of the task's spec, e.g. `dimension`. */
  readonly field: string;
  readonly label: string;
  /** One sentence: what a change does. */
  readonly help: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Step of a slider; 1 for whole numbers. */
  readonly step: number;
}

/** A choice among names. */
export interface Choice {
  /** Field of the task's spec, e.g. `graph`. */
  readonly field: string;
  readonly label: string;
  readonly help: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** Exponents of the excess loss that theory predicts, with the source; null where it predicts none. */
export interface Theory {
  /** alpha in L = E + A N^-alpha. */
  readonly parameters: number | null;
  /** beta in L = E + B D^-beta. */
  readonly data: number | null;
  readonly source: string;
}

/** How the fixed evaluation set is made: drawn from its stream, or every possible input with its probability. */
export type EvaluationSet =
  | {
      readonly type: 'sampled';
      /** Largest number of samples, e.g. the windows of a held-out text. */
      readonly limit?: number;
      /** Probability of each sample, where they differ; sums to 1. The set then has exactly these samples. */
      readonly weights?: Float64Array;
    }
  | {
      readonly type: 'exact';
      /** Ids 0 … count - 1 are all possible inputs. */
      readonly count: number;
      /** Probability of each id; sums to 1. */
      readonly weights: Float64Array;
    };

export interface Task<Spec extends AnySpec = AnySpec> {
  readonly spec: Spec;
  /** Null where samples are rows of numbers. */
  readonly sequence: SequenceShape | null;
  /** Numbers of an input row; tokens of a sequence. */
  readonly inputs: number;
  /** Numbers or classes of the output; the vocabulary. */
  readonly outputs: number;
  readonly loss: 'mse' | 'cross-entropy';
  /** Unit of the loss for people: `nats`, or `squared error`. */
  readonly unit: string;
  /** Irreducible loss where it is known exactly, else null. */
  readonly lossFloor: number | null;
  readonly theory: Theory;
  readonly evaluation: EvaluationSet;
  /** Names of the subtasks, each an equal part of the evaluation set with a loss of its own; null for a single task. */
  readonly subtasks: readonly string[] | null;
  /** Size of the largest possible data set, where it is finite: the windows of a text. */
  readonly uniqueSamples?: number;
  /** Probability that a label is redrawn uniformly; the evaluation's targets are mixed by it exactly. 0 for mse. */
  readonly labelNoise: number;
  /** About what drawing a sample costs a core, in FLOPs of the calibration, for the estimate of time; it is not part of C. */
  readonly drawingFlops: number;
  /**
   * Sample `id` of a stream; the CPU twin of the task's kernel (inputs bit-equal, targets within rounding). `dataset` is the size
   * of the finite data set that the sample belongs to, 0 for infinite data. Only texts, which are finite, use it.
   */
  sample(stream: StreamName, seed: number, id: number, dataset?: number): Sample;
}

/** Which samples a batch is drawn of. */
export interface BatchDraw {
  readonly stream: 'data' | 'evaluation';
  /** Samples of a finite data set, 0 for infinite data. */
  readonly dataset: number;
}

/**
 * What the kernel that draws a task's batches has to know of the task, under the names that the kernel gives them
 * (src/engine/kernels/batches.ts). The compiler compares both in src/runner/sources.ts.
 */
export interface TaskBatch {
  /** Several tasks may share a kernel. */
  readonly kernel: `${string}_batch`;
  readonly numbers: (draw: BatchDraw) => Readonly<Record<string, number>>;
  /** Uploaded once, for all runs of a plan. */
  readonly tables: Readonly<Record<string, Float32Array | Uint32Array>>;
}

/** What is known of a task before any dial is set. */
export interface TaskInfo<Spec extends AnySpec = AnySpec> {
  readonly type: Spec['type'];
  readonly title: string;
  /** One sentence: what it teaches. */
  readonly teaches: string;
  readonly dials: readonly Dial[];
  readonly choices: readonly Choice[];
  /** Its tasks have `subtasks`, whose losses are reported one by one. */
  readonly hasSubtasks?: true;
  /** A model without hidden layer reads as many of its inputs, from the first on, as it is wide. */
  readonly readsFirst?: true;
  /** What the fields hold that are neither numbers nor choices, for messages: `a name`. */
  readonly names?: Readonly<Record<string, string>>;
  /** One value for each field: its kind is what the field holds (src/lab/experiment/task-schema.ts). */
  readonly defaults: Spec;
  create(spec: Spec): Task<Spec>;
  batch(spec: Spec): TaskBatch;
}
