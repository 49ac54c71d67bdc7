// What the engine needs from a device: memory, compiled kernels, and commands that are done in order. One kind of device is a GPU
// (gpu/gpu-device.ts), the other a core of the processor (cpu/cpu-device.ts); the rest of the engine is the same for both.

import type { KernelName } from './kernels/registry.js';

export type EngineName = 'gpu' | 'cpu';

/**
 * What went wrong with a device. `wrong`: it does not compute the same numbers as the processor. `too-slow`: a dispatch would stop the
 * screen.
 */
export type DeviceErrorType =
  'no-webgpu' | 'no-adapter' | 'device-failed' | 'compile' | 'out-of-memory' | 'too-slow' | 'lost' | 'wrong';

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
   * A buffer of `content` four-byte words, all zero, or one that holds `content`. Throws DeviceError 'out-of-memory' if it is larger
   * than the device allows.
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

/** Recorded dispatches, prepared for replay on one device; only that device knows what is inside. */
export interface Replay {
  /** Dispatches of one replay. */
  readonly length: number;
  /** Seconds of its slowest dispatch, once replays were measured; not there where no dispatch can stop the screen. */
  readonly slowest?: number;
}

/** Work for a device. It is done in the order of these calls, after all that was submitted before. */
export interface Commands {
  /** Fills `to` with what lies in `from`, from byte `fromByte` on. */
  copy(from: DeviceBuffer, to: DeviceBuffer, fromByte?: number): void;
  /** Fills a buffer with zeros. */
  clear(buffer: DeviceBuffer): void;
  /** Replays `replay` as often as `times` says. */
  run(replay: Replay, times: number): void;
  /** Reads a buffer, or a part of it, as it is at the end of this work. */
  read(buffer: DeviceBuffer, fromByte?: number, bytes?: number): void;
  /** Queues the work. Resolves to what was read, in order, once it is done; without reads it resolves at once. */
  submit(): Promise<ArrayBuffer[]>;
}

export interface Device {
  readonly engine: EngineName;
  /** Whether sums over the rows of a batch are split into slices, to keep all threads busy. */
  readonly sliced: boolean;
  /** Resolves when the device is gone. */
  readonly lost: Promise<DeviceLoss>;
  memory(): Memory;
  /** Compiles the kernels that are not compiled yet; calls `onProgress` after each. Throws DeviceError 'compile' with what is wrong. */
  compile(names: Iterable<KernelName>, onProgress?: (done: number, total: number) => void): Promise<void>;
  /** Prepares recorded dispatches for replay; their kernels must be compiled. */
  prepare(recorded: readonly Dispatch[], memory: Memory): Replay;
  /** Runs `work` (allocations) and throws DeviceError 'out-of-memory' if the device could not hold them. */
  withinMemory<T>(work: () => T): Promise<T>;
  /** Overwrites the beginning of a buffer, after all that was submitted before. */
  write(buffer: DeviceBuffer, content: Float32Array | Uint32Array): void;
  commands(): Commands;
  close(): void;
}
