// What the engine asks of whatever computes: memory, kernels made ready, and commands that are done in order. A GPU is one
// (gpu/gpu-device.ts), a core of the processor another (cpu/cpu-device.ts); everything else in the engine is the same on both.

import type { KernelName } from './kernels/registry.js';

export type EngineName = 'gpu' | 'cpu';

/** What went wrong with a device, by type, with a message for people. One that is `wrong` computes other numbers than the processor. */
export type DeviceErrorType =
  'no-webgpu' | 'no-adapter' | 'device-failed' | 'compile' | 'out-of-memory' | 'lost' | 'wrong';

export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  readonly type: DeviceErrorType;

  constructor(type: DeviceErrorType, message: string) {
    super(message);
    this.type = type;
  }
}

/** Why a device is gone; `reason` is 'destroyed' after `close`. */
export interface DeviceLoss {
  readonly reason: string;
  readonly message: string;
}

/** A piece of a device's memory. */
export interface DeviceBuffer {
  /** Bytes, a multiple of 4. */
  readonly size: number;
}

/** Buffers that are freed together. */
export interface Memory {
  /** Bytes allocated so far. */
  readonly bytes: number;
  /**
   * A buffer of `content` four-byte words, zero, or holding `content`. Throws DeviceError 'out-of-memory' if the device takes none
   * as large.
   */
  storage(label: string, content: number | Float32Array | Uint32Array): DeviceBuffer;
  free(): void;
}

/** A dispatch as it is recorded. On a processor only z counts, the replicas or copies: a kernel's body loops over the rest. */
export interface Dispatch {
  readonly kernel: KernelName;
  readonly params: Readonly<Record<string, number>>;
  readonly tensors: Readonly<Record<string, DeviceBuffer>>;
  readonly workgroups: readonly [number, number, number];
}

/** Recorded dispatches made ready to be replayed on one device; only that device knows what is inside. */
export interface Replay {
  /** Dispatches of one replay. */
  readonly length: number;
}

/** Work for a device, done in the order in which it is asked for, after all that was submitted before. */
export interface Commands {
  /** Fills `to` with what lies in `from`, from byte `fromByte` on. */
  copy(from: DeviceBuffer, to: DeviceBuffer, fromByte?: number): void;
  /** Fills a buffer with zeros. */
  clear(buffer: DeviceBuffer): void;
  /** Replays `replay` as often as `times` says. */
  run(replay: Replay, times: number): void;
  /** Reads a part of a buffer as it is at the end of this work; a buffer is read whole without `fromByte` and `bytes`. */
  read(buffer: DeviceBuffer, fromByte?: number, bytes?: number): void;
  /** Queues the work. Resolves, once it is done, to what was read, in order; at once where nothing is read. */
  submit(): Promise<ArrayBuffer[]>;
}

export interface Device {
  readonly engine: EngineName;
  /** Whether sums over the rows of a batch are split into slices, for threads that would have nothing to do. */
  readonly sliced: boolean;
  /** Resolves when the device is gone. */
  readonly lost: Promise<DeviceLoss>;
  memory(): Memory;
  /** Makes kernels ready, those that are not. `onProgress` hears after each. Throws DeviceError 'compile' with what is wrong. */
  compile(names: Iterable<KernelName>, onProgress?: (done: number, total: number) => void): Promise<void>;
  /** Makes recorded dispatches ready; their kernels must be compiled. */
  prepare(recorded: readonly Dispatch[], memory: Memory): Replay;
  /** Runs `work` (allocations) and throws DeviceError 'out-of-memory' if the device could not hold them. */
  withinMemory<T>(work: () => T): Promise<T>;
  /** Overwrites the beginning of a buffer, after all that was submitted before. */
  write(buffer: DeviceBuffer, content: Float32Array | Uint32Array): void;
  commands(): Commands;
  close(): void;
}
