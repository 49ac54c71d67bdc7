// What trains the runs of a plan: one GPU, or a pool of cores. The runner is the same for both.

import type { DeviceLoss } from '../engine/device.js';
import type { DeviceInfo } from '../lab/records/record.js';
import type { Plan, RunPlan } from '../lab/plan/run-plan.js';
import type { TakeTokens, WriteOptions, Writer } from '../lab/weights/text-codec.js';
import type { RunTrainer } from './run-trainer.js';

export interface Backend {
  readonly info: DeviceInfo;
  /** Resolves when what it trains on is gone. */
  readonly lost: Promise<DeviceLoss>;
  /** Gets ready for the runs of a plan; what was there for another is given up. */
  begin(plan: Plan): Promise<BackendSession>;
  /** Writes on after a prompt, also while a plan trains; `take` is given a few tokens at a time and says whether to go on. */
  write(writer: Writer, prompt: Uint32Array, options: WriteOptions, take: TakeTokens): Promise<void>;
  /** Log probability in nats of each token of a text but the first, given those before it. */
  logProbabilities(writer: Writer, text: Uint32Array): Promise<Float64Array>;
  close(): void;
}

/** The runs of one plan on a backend. */
export interface BackendSession {
  /**
   * Allocates a run and makes it ready, in the order in which it is asked. `onCompiled` hears how many kernels are compiled, of how
   * many. Throws DeviceError 'out-of-memory' where it does not fit.
   */
  open(run: RunPlan, onCompiled?: (done: number, total: number) => void): Promise<RunTrainer>;
  /**
   * Rests in the midst of a step until `release`, and says so; false where what is queued is done first.
   */
  hold(): boolean;
  release(): void;
  /** Drops what is queued of these runs, or of all; false where it cannot, and does it first. */
  drop(runs?: readonly string[]): boolean;
  end(): Promise<void>;
}
