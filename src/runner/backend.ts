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
  /** Prepares for the runs of a plan; what was prepared for another plan is given up. */
  begin(plan: Plan): Promise<BackendSession>;
  /** Continues a prompt, also while a plan trains. `take` gets a few tokens at a time and returns whether to continue. */
  write(writer: Writer, prompt: Uint32Array, options: WriteOptions, take: TakeTokens): Promise<void>;
  /** Log probability in nats of each token of a text but the first, given those before it. */
  logProbabilities(writer: Writer, text: Uint32Array): Promise<Float64Array>;
  close(): void;
}

/** The runs of one plan on a backend. */
export interface BackendSession {
  /**
   * Allocates and prepares a run, in the order of the calls. `onCompiled` is called with the number of kernels that are compiled, and
   * of all. Throws DeviceError 'out-of-memory' where the run does not fit, 'too-slow' where it would stop the screen.
   */
  open(run: RunPlan, onCompiled?: (done: number, total: number) => void): Promise<RunTrainer>;
  /**
   * Pauses in the middle of a step until `release`, and returns true. Returns false where it cannot and does what is queued first.
   */
  hold(): boolean;
  release(): void;
  /** Drops what is queued of these runs, or of all, and returns true. Returns false where it cannot and does it first. */
  drop(runs?: readonly string[]): boolean;
  end(): Promise<void>;
}
