// From where a run goes on after its device was lost, its page was closed or its process was killed.

import type { TrainerSnapshot } from '../../models/trainer-snapshot.js';
import { totalUpdates } from '../plan/plan.js';
import type { RunPlan } from '../plan/run-plan.js';
import type { CurveState } from './curve.js';
import type { DeviceInfo, Evaluation, RunRecord } from './record.js';

/** The state of a run at a time when none of its chunks was under way. */
export interface Checkpoint {
  readonly trainer: TrainerSnapshot;
  readonly deviceSeconds: number;
  readonly evaluations: readonly Evaluation[];
  readonly branchEvaluations: readonly Evaluation[];
  readonly firstLosses: readonly (number | null)[];
  readonly diverged: readonly boolean[];
}

export interface ResumePoint {
  readonly started: boolean;
  readonly checkpoint: Checkpoint | null;
  /** Updates whose losses were reported: those since the checkpoint are computed again, but not reported again. */
  readonly reported: number;
  /** Step of the last sample that was reported. */
  readonly sampled: number;
}

/** The engine whose numbers a state continues. */
export type EngineId = Pick<DeviceInfo, 'engine' | 'engineVersion' | 'simd'>;

/** A point, and the engine that made it. */
export interface EnginePoint {
  readonly engine: EngineId;
  readonly point: ResumePoint;
}

/** A run as it was at its last checkpoint: with all that was reported of it until then. */
export interface RunSoFar {
  readonly record: RunRecord;
  readonly curve: CurveState;
}

/** From where a run goes on, and what it goes on after. */
export interface Resumable extends EnginePoint {
  readonly soFar: RunSoFar;
}

/** The share of a run's updates (0 to 1) that it does not compute again. */
export function shareDone(run: RunPlan, resumable: Resumable | undefined): number {
  return (resumable?.point.checkpoint?.trainer.submitted ?? 0) / totalUpdates(run);
}

/**
 * Whether a run can go on, on the engine `here`, from a state that `made` left: both lay it out in the same way, if they are of one version.
 * Where they are not the same engine, the last digits of its numbers are those of `here` from then on.
 */
export function continues(made: EngineId, here: EngineId): boolean {
  return made.engineVersion === here.engineVersion;
}

/** Whether two engines give the same numbers. On a GPU of another make the last bits may differ. */
export function isSameEngine(a: EngineId, b: EngineId): boolean {
  return a.engine === b.engine && a.engineVersion === b.engineVersion && a.simd === b.simd;
}
