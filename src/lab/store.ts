// The one owner of records: a fold over RunEvents.

import type { DeviceInfo, ReplicaOutcome, RunEvent } from './events.js';
import type { Plan, RunPlan } from './plan.js';

/** Where an experiment stands. */
export type LabStatus =
  'empty' | 'compiling' | 'running' | 'paused' | 'finished' | 'stopped' | 'device-lost' | 'failed';

export interface Evaluation {
  readonly step: number;
  /** A value a replica: loss on the fixed evaluation set. */
  readonly losses: Float32Array;
  readonly standardErrors: Float32Array;
  readonly accuracies: Float32Array | null;
}

/** Training losses of a run, thinned to a bounded number of points evenly spread in log step. */
export interface Curve {
  /** Steps (1-based count of samples' batches seen), ascending. */
  readonly steps: readonly number[];
  /** losses[r][i]: mean training loss of replica r over the steps since the previous point. */
  readonly losses: readonly (readonly number[])[];
}

export interface RunRecord {
  readonly plan: RunPlan;
  readonly status: 'waiting' | 'running' | 'finished' | 'stopped' | 'skipped';
  /** Steps done. */
  readonly step: number;
  readonly curve: Curve;
  readonly evaluations: readonly Evaluation[];
  /** One a replica once the run ended, else null. */
  readonly outcomes: readonly ReplicaOutcome[] | null;
  readonly deviceSeconds: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

export interface LabState {
  readonly status: LabStatus;
  /** What to tell a person about the status, '' for nothing. */
  readonly message: string;
  readonly plan: Plan | null;
  readonly device: DeviceInfo | null;
  readonly compiling: { readonly done: number; readonly total: number } | null;
  /** In plan order, added runs behind their cell. */
  readonly runs: readonly RunRecord[];
  readonly fraction: number;
  readonly remainingSeconds: number | null;
}

export type { RunEvent };
