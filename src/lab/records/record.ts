// Types of what is known about an experiment that runs or has run. The store builds it from events (store.ts); the rest reads it.

import type { DeviceSpeed } from '../plan/cost.js';
import type { SentenceCount } from '../../data/task.js';
import type { Plan, RunPlan } from '../plan/run-plan.js';

/** How a replica ended. Only `finished` ones are fitted. */
export type ReplicaOutcome = 'finished' | 'diverged' | 'skipped' | 'stopped';

export type EngineName = 'gpu' | 'cpu';

/** What is known of the device that trained. */
export interface DeviceInfo extends DeviceSpeed {
  /** Version of the engine's numbers (src/engine/version.ts); null in records from before there were versions. */
  readonly engineVersion: number | null;
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** `plain` SIMD gives the same bits on every machine, `relaxed` is faster on some; null on a GPU. */
  readonly simd: 'plain' | 'relaxed' | null;
  /**
   * For a GPU: `checked` if its kernels agree with the processor's, else why they were not compared; a `device-checked` event updates
   * it. `` for a processor.
   */
  readonly check: string;
}

/** A loss that training survived. */
export interface Recovery {
  /** The GPU, a worker of the processor, or the worker of the page that trains. */
  readonly lost: 'gpu' | 'core' | 'worker';
  /** Why, in the words of whoever noticed. */
  readonly message: string;
  /** What trained from then on. Another engine than before gives numbers that differ in their last digits. */
  readonly engine: EngineName;
  readonly time: number;
}

/** State of an experiment. */
export type LabStatus =
  'empty' | 'compiling' | 'running' | 'paused' | 'finished' | 'stopped' | 'device-lost' | 'failed';

export interface Evaluation {
  readonly step: number;
  /** A value a replica: loss on the fixed evaluation set. */
  readonly losses: Float32Array;
  readonly standardErrors: Float32Array;
  readonly accuracies: Float32Array | null;
  /** Share of the samples with every target correct, null where a sample has one target. */
  readonly exactMatches: Float32Array | null;
  /** Mean loss of each subtask, [r * subtasks + i]; null for a single task. */
  readonly groupLosses: Float32Array | null;
}

/** Text that a model wrote after an evaluation. */
export interface Sample {
  readonly step: number;
  readonly replica: number;
  readonly prompt: Uint32Array;
  /** Tokens of each sequence, without the prompt. */
  readonly texts: readonly Uint32Array[];
  /** Share of its sentences that are right, null if the task does not judge them. */
  readonly rightShare: number | null;
  /** The sentences that the share counts, including those of further texts; null if the task does not judge them, and in old journals. */
  readonly sentences: SentenceCount | null;
}

/** Training losses of a run, thinned to a bounded number of points evenly spread in log step. */
export interface Curve {
  /** Steps (1-based count of batches seen), ascending. */
  readonly steps: readonly number[];
  /** losses[r][i]: mean training loss of replica r over the steps since the previous point. */
  readonly losses: readonly (readonly number[])[];
}

export interface RunRecord {
  readonly plan: RunPlan;
  readonly status: 'waiting' | 'running' | 'finished' | 'stopped' | 'skipped';
  /** What trained it, in order: the processor after a GPU where that was lost. None before it begins. */
  readonly engines: readonly EngineName[];
  /** Steps done. */
  readonly step: number;
  readonly curve: Curve;
  readonly evaluations: readonly Evaluation[];
  /** At the ends of its branches, in their order; as many as have ended. */
  readonly branchEvaluations: readonly Evaluation[];
  /** Written after its evaluations by the replica that was best before. */
  readonly samples: readonly Sample[];
  /** One for each replica once the run has ended, else null. */
  readonly outcomes: readonly ReplicaOutcome[] | null;
  readonly deviceSeconds: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

export interface LabState {
  readonly status: LabStatus;
  /** Message for people about the status, '' for none. */
  readonly message: string;
  readonly plan: Plan | null;
  readonly device: DeviceInfo | null;
  /** What else can train the plan after a failure. */
  readonly offer: 'cpu' | null;
  readonly compiling: { readonly done: number; readonly total: number } | null;
  /** In plan order, added runs behind their config. */
  readonly runs: readonly RunRecord[];
  readonly fraction: number;
  readonly remainingSeconds: number | null;
  /** In their order. */
  readonly recoveries: readonly Recovery[];
  /** Where it is put together from several machines: what each has trained. */
  readonly parts?: readonly RecordPart[];
}

/** What one machine has trained of an experiment. */
export interface RecordPart {
  /** For people: the name of a file, or of who trained it. */
  readonly name: string;
  /** Places of its units in the plan (src/lab/plan/units.ts), ascending. */
  readonly units: readonly number[];
  readonly device: Omit<DeviceInfo, 'flopsPerSecond'> | null;
}

/** What a file of records restores. */
export type Records = Pick<LabState, 'plan' | 'device' | 'runs' | 'recoveries' | 'parts'>;
