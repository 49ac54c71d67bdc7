// The types that cross between page and worker. Down goes one plan; up come batches of events, about ten a second, each
// awaited by the worker before it sends the next, so that they arrive in order and the page sets the pace.

import type { DeviceInfo, RunEvent } from '../lab/events.js';
import type { Plan } from '../lab/plan.js';
import type { TunedRun } from '../lab/tuning.js';

/** Why no GPU could be opened: what to tell a person follows from the type. */
export interface DeviceProblem {
  readonly type: 'no-webgpu' | 'no-adapter' | 'device-failed';
  readonly message: string;
}

export type DeviceReport =
  | { readonly type: 'ready'; readonly device: DeviceInfo }
  | { readonly type: 'problem'; readonly problem: DeviceProblem };

export type EventSink = (events: readonly RunEvent[]) => Promise<void>;

/** What the worker offers. */
export interface LabWorker {
  /** Opens the GPU and calibrates it (about 50 ms); safe to call again. */
  open(): Promise<DeviceReport>;
  /**
   * Runs a plan to its end. Runs that `ended` before are left out (after a lost device or a reload): they are in the store
   * already, and come along for what they say of their cells' fans.
   * Resolves after the last batch was taken.
   */
  start(plan: Plan, ended: readonly TunedRun[], sink: EventSink): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends the plan within one chunk; finished points stay. */
  stop(): void;
  /** Ends one run. */
  skip(run: string): void;
}
