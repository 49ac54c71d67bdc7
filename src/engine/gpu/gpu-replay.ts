// Recorded dispatches on a GPU: their uniforms and bind groups are made once.

import type { Dispatch, Replay } from '../device.js';
import type { KernelEntry } from '../kernels/entry.js';
import type { KernelName } from '../kernels/registry.js';
import type { DispatchTime } from './dispatch-times.js';
import type { GpuMemory } from './gpu-memory.js';

/** A compiled kernel: its pipeline and the layout of its bind group. */
export interface Pipeline {
  readonly entry: KernelEntry;
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** What a device has for its replays. */
export interface ReplayParts {
  pipelineOf(name: KernelName): Pipeline;
  timeOf(dispatch: Dispatch): DispatchTime;
}

interface Ready {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
  readonly time: DispatchTime;
}

export interface GpuReplay extends Replay {
  readonly dispatches: readonly Ready[];
}

/** Uniform bindings start at multiples of this, the largest alignment WebGPU lets a device ask for. */
const UNIFORM_ALIGNMENT = 256;

/** Writes the Params of each dispatch and binds its buffers. */
export function gpuReplay(
  gpu: GPUDevice,
  recorded: readonly Dispatch[],
  memory: GpuMemory,
  { pipelineOf, timeOf }: ReplayParts,
): GpuReplay {
  const uniforms = memory.buffer(
    'params',
    Math.max(1, recorded.length) * UNIFORM_ALIGNMENT,
    GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  );
  const words = new DataView(new ArrayBuffer(uniforms.size));
  const dispatches = recorded.map((dispatch, index) => {
    const { kernel, params, tensors, workgroups } = dispatch;
    const { entry, pipeline, layout } = pipelineOf(kernel);
    const offset = index * UNIFORM_ALIGNMENT;
    const fields = Object.entries(entry.params);
    fields.forEach(([field, type], i) => {
      const value = params[field];
      if (type === 'f32') words.setFloat32(offset + 4 * i, value, true);
      else words.setUint32(offset + 4 * i, value, true);
    });
    const buffers = [...entry.reads, ...entry.writes].map((name) => ({ buffer: tensors[name] as GPUBuffer }));
    const resources = [{ buffer: uniforms, offset, size: fields.length * 4 }, ...buffers];
    const bindGroup = gpu.createBindGroup({
      label: kernel,
      layout,
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
    return { pipeline, bindGroup, workgroups, time: timeOf(dispatch) };
  });
  gpu.queue.writeBuffer(uniforms, 0, words.buffer);
  return {
    length: dispatches.length,
    dispatches,
    get slowest() {
      return dispatches.reduce((most, { time }) => Math.max(most, time.seconds), 0);
    },
  };
}

/** Dispatches `from` … `to - 1`. Pipelines are set only where they change. */
export function encodeDispatches(
  pass: GPUComputePassEncoder,
  { dispatches }: GpuReplay,
  from: number,
  to: number,
): void {
  let current: GPUComputePipeline | null = null;
  for (let i = from; i < to; i++) {
    const { pipeline, bindGroup, workgroups } = dispatches[i];
    if (pipeline !== current) {
      pass.setPipeline(pipeline);
      current = pipeline;
    }
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2]);
  }
}
