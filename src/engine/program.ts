// Records dispatches once and replays them: a step is the same commands every time (docs/decisions/0002).

import type { Commands, Device, DeviceBuffer, Memory, Replay } from './device.js';
import type { KernelName, KernelParams, KernelTensors } from './kernels/registry.js';

/** Workgroups along x, y and z; missing ones are 1. */
export type Workgroups = readonly [x: number, y?: number, z?: number];

/** A dispatch as recorded. On a processor only z counts, the replicas or copies: a kernel's body loops over the rest. */
export interface Recorded {
  readonly kernel: KernelName;
  readonly params: Readonly<Record<string, number>>;
  readonly tensors: Readonly<Record<string, DeviceBuffer>>;
  readonly workgroups: readonly [number, number, number];
}

export class Program {
  readonly #recorded: Recorded[] = [];
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

  get recorded(): readonly Recorded[] {
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

  /** Makes it ready on a device, after which `replay` creates nothing. */
  build(device: Device, memory: Memory): void {
    this.#replay = device.prepare(this.#recorded, memory);
  }

  /** Asks for all dispatches, `times` over. Throws if it is not built. */
  replay(commands: Commands, times = 1): void {
    if (!this.#replay) throw new Error('expected the program to be built before it is replayed');
    commands.run(this.#replay, times);
  }
}
