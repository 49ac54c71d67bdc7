// Records dispatches once and replays them: every step consists of the same commands (docs/decisions/0002).

import type { Commands, Device, DeviceBuffer, Dispatch, Memory, Replay } from './device.js';
import type { kernels, KernelName } from './kernels/registry.js';

/** A number for each field of a kernel's Params. */
export type KernelParams<K extends KernelName> = Record<keyof (typeof kernels)[K]['params'], number>;

/** A buffer for each tensor that a kernel reads or writes. */
export type KernelTensors<K extends KernelName> = Record<
  (typeof kernels)[K]['reads'][number] | (typeof kernels)[K]['writes'][number],
  DeviceBuffer
>;

/** Workgroups along x, y and z; missing ones are 1. */
export type Workgroups = readonly [x: number, y?: number, z?: number];

export class Program {
  readonly #recorded: Dispatch[] = [];
  #replay: Replay | null = null;

  /** Records a dispatch of `kernel`. */
  add<K extends KernelName>(
    kernel: K,
    dispatch: { params: KernelParams<K>; tensors: KernelTensors<K>; workgroups: Workgroups },
  ): void {
    const [x, y = 1, z = 1] = dispatch.workgroups;
    this.#recorded.push({
      kernel,
      params: dispatch.params,
      tensors: dispatch.tensors,
      workgroups: [x, y, z],
    });
  }

  get recorded(): readonly Dispatch[] {
    return this.#recorded;
  }

  /** Kernels to compile before `build`. */
  get kernels(): ReadonlySet<KernelName> {
    return new Set(this.#recorded.map(({ kernel }) => kernel));
  }

  /** Dispatches of one replay. */
  get dispatchCount(): number {
    return this.#recorded.length;
  }

  /** Seconds of its slowest dispatch, once replays were measured. */
  get slowest(): number {
    return this.#replay?.slowest ?? 0;
  }

  /** Prepares it for a device, so that `replay` creates nothing. */
  build(device: Device, memory: Memory): void {
    this.#replay = device.prepare(this.#recorded, memory);
  }

  /** Adds all dispatches to the commands, `times` times. Throws if it is not built. */
  replay(commands: Commands, times = 1): void {
    if (!this.#replay) throw new Error('expected the program to be built before it is replayed');
    commands.run(this.#replay, times);
  }
}
