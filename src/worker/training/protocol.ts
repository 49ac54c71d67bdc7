// The types that cross between page and worker. Down goes one plan; up come batches of events, about ten a second, each
// awaited by the worker before it sends the next, so that they arrive in order and the page sets the pace.

import type { TokenizedText } from '../../data/text/tokenized-text.js';
import type { RunEvent } from '../../lab/records/events.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { Resumable } from '../../lab/records/resume-point.js';
import type { TunedRun } from '../../lab/records/tuning.js';
import type { ModelWeights } from '../../lab/weights/weights-file.js';
import type { TakeTokens, WriteOptions, Writer } from '../../lab/weights/text-codec.js';

/** What to train on: `auto` is a hardware GPU where there is one, otherwise the processor. */
export interface EngineWish {
  readonly engine: 'auto' | 'gpu' | 'cpu';
  /** Workers of the processor; null for one less than there are cores, but two at least. */
  readonly threads: number | null;
  readonly simd: 'plain' | 'relaxed';
}

/** Why no GPU is used; the type determines the help that the page shows. */
export interface DeviceProblem {
  readonly type: 'no-webgpu' | 'no-adapter' | 'software' | 'device-failed';
  readonly message: string;
}

export type DeviceReport =
  | {
      readonly type: 'ready';
      readonly device: DeviceInfo;
      /** Why the processor is used although nobody chose it; null on a GPU. */
      readonly withoutGpu: DeviceProblem | null;
    }
  | { readonly type: 'problem'; readonly problem: DeviceProblem };

export type EventSink = (events: readonly RunEvent[]) => Promise<void>;

/** What was done of a plan before: after a lost device, a stop or a reload. */
export interface Before {
  /** Runs that ended are left out: the store has them already, and they only count for their configs' learning-rate sweeps. */
  readonly ended: readonly TunedRun[];
  /** From where runs go on that were cut short, by id. */
  readonly resumed: ReadonlyMap<string, Resumable>;
}

/** The worker's interface. */
export interface LabWorker {
  /** Answers at once, which shows that the worker is alive. */
  ping(): void;
  /** Opens a device and calibrates it (about 50 ms); safe to call again. */
  open(wish: EngineWish): Promise<DeviceReport>;
  /** Calibrates the open device again, in FLOP/s; null while it trains, and where none is open. */
  measure(): Promise<number | null>;
  /** Loads what training needs, ahead of the first start. */
  prepare(): Promise<void>;
  /**
   * Runs a plan to its end, but for what was done `before`. Resolves after the last batch was taken.
   */
  start(plan: Plan, before: Before, sink: EventSink): Promise<void>;
  pause(): void;
  resume(): void;
  /** Makes checkpoints of all runs at once. */
  checkpoint(): void;
  /** Ends the plan; finished points stay. A GPU ends its chunk first. */
  stop(): void;
  /** Ends one run. */
  skip(run: string): void;
  /** Keeps the tokens of a text: a plan about it can start then. */
  takeText(text: TokenizedText): Promise<void>;
  /** Keeps weights under their id: a plan that starts from them can start then. */
  takeWeights(id: string, weights: ModelWeights): Promise<void>;
  /** Continues a prompt, also while a plan trains; `take` gets a few tokens at a time. Rejects where nothing can train. */
  write(writer: Writer, prompt: Uint32Array, options: WriteOptions, take: TakeTokens): Promise<void>;
  /** The log probability, in nats, of each token of a text except the first. */
  logProbabilities(writer: Writer, text: Uint32Array): Promise<Float64Array>;
}
