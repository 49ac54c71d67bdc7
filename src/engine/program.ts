// Records dispatches once and replays them: a step is the same commands every time (docs/decisions/0002).

import type { Device } from './device.js';
import type { KernelName, KernelParams, KernelTensors } from './kernels.js';
import type { Memory } from './tensor.js';

/** Workgroups along x, y and z; missing ones are 1. */
export type Workgroups = readonly [x: number, y?: number, z?: number];

interface Recorded {
  readonly kernel: KernelName;
  readonly params: Readonly<Record<string, number>>;
  readonly tensors: Readonly<Record<string, GPUBuffer>>;
  readonly workgroups: readonly [number, number, number];
}

interface Ready {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/** Uniform bindings start at multiples of this, the largest alignment WebGPU lets a device ask for. */
const UNIFORM_ALIGNMENT = 256;

export class Program {
  /** Whether its matrices are multiplied by quads: see Device. */
  readonly quads: boolean;
  readonly #recorded: Recorded[] = [];
  #ready: readonly Ready[] = [];

  constructor(quads: boolean) {
    this.quads = quads;
  }

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

  /** Kernels to compile before `build`. */
  get kernels(): ReadonlySet<KernelName> {
    return new Set(this.#recorded.map(({ kernel }) => kernel));
  }

  /** Dispatches of one replay. */
  get dispatchCount(): number {
    return this.#recorded.length;
  }

  /** Makes the uniforms and bind groups, after which `encode` creates nothing. */
  build(device: Device, memory: Memory): void {
    const uniforms = memory.buffer(
      'params',
      Math.max(1, this.#recorded.length) * UNIFORM_ALIGNMENT,
      GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    );
    const words = new DataView(new ArrayBuffer(uniforms.size));
    this.#ready = this.#recorded.map(({ kernel, params, tensors, workgroups }, index) => {
      const { entry, pipeline, layout } = device.pipeline(kernel);
      const offset = index * UNIFORM_ALIGNMENT;
      const fields = Object.entries(entry.params);
      fields.forEach(([field, type], i) => {
        const value = params[field];
        if (type === 'f32') words.setFloat32(offset + 4 * i, value, true);
        else words.setUint32(offset + 4 * i, value, true);
      });
      const buffers = [...entry.reads, ...entry.writes].map((name) => ({ buffer: tensors[name] }));
      const bindGroup = device.gpu.createBindGroup({
        label: kernel,
        layout,
        entries: [{ buffer: uniforms, offset, size: fields.length * 4 }, ...buffers].map(
          (resource, binding) => ({
            binding,
            resource,
          }),
        ),
      });
      return { pipeline, bindGroup, workgroups };
    });
    device.gpu.queue.writeBuffer(uniforms, 0, words.buffer);
  }

  /** Replays all dispatches once. Pipelines are set only where they change. */
  encode(pass: GPUComputePassEncoder): void {
    let current: GPUComputePipeline | null = null;
    for (const { pipeline, bindGroup, workgroups } of this.#ready) {
      if (pipeline !== current) {
        pass.setPipeline(pipeline);
        current = pipeline;
      }
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2]);
    }
  }
}
