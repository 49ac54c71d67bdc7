// Opens a GPU: adapter, device, pipelines. The host passes a GPU; only hosts know where to find one.

import {
  DeviceError,
  type Commands,
  type Device,
  type DeviceBuffer,
  type DeviceLoss,
  type Dispatch,
  type Memory,
} from '../device.js';
import type { KernelEntry } from '../kernels/entry.js';
import { kernels, type KernelName } from '../kernels/registry.js';
import { DispatchTimes } from './dispatch-times.js';
import { GpuCommands, StagingBuffers, type GpuWaits } from './gpu-commands.js';
import { GpuMemory } from './gpu-memory.js';
import { GpuPatience, type PatienceOptions } from './gpu-patience.js';
import { gpuReplay, type GpuReplay, type Pipeline } from './gpu-replay.js';
import type { Sources } from './sources/entry.js';
import { SubmitMeter } from './submit-meter.js';

export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** True for adapters that compute on the CPU (SwiftShader, lavapipe, WARP). */
  readonly software: boolean;
}

/** Limits that are raised to the adapter's own: sizes of buffers, and how many a kernel binds. */
const raisedLimits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** Used if the adapter has them; none is required. */
const optionalFeatures: readonly GPUFeatureName[] = ['timestamp-query', 'shader-f16', 'subgroups'];

/** Adapters that compute on the processor. */
export const softwareNames = /swiftshader|llvmpipe|lavapipe|warp|basic render|software/i;

/** For tests. */
export interface GpuDeviceOptions {
  readonly patience?: PatienceOptions;
  /** A clock in milliseconds, by which submits are measured. */
  readonly now?: () => number;
}

/** An open GPU and the pipelines compiled on it so far. */
export class GpuDevice implements Device {
  readonly engine = 'gpu';
  readonly sliced = true;
  readonly gpu: GPUDevice;
  readonly info: AdapterInfo;
  readonly lost: Promise<DeviceLoss>;
  #sources: Sources;
  readonly #pipelines = new Map<KernelName, Pipeline>();
  readonly #waits: GpuWaits;
  readonly #times = new DispatchTimes();
  /** Memories made by allocations that may fail, null while there are none. */
  #made: GpuMemory[] | null = null;

  constructor(gpu: GPUDevice, info: AdapterInfo, sources: Sources, { patience, now }: GpuDeviceOptions = {}) {
    this.gpu = gpu;
    this.info = info;
    this.#waits = {
      staging: new StagingBuffers(gpu),
      patience: new GpuPatience(gpu.lost.then(inOwnWords), patience),
      meter: new SubmitMeter(now),
    };
    this.lost = this.#waits.patience.lost;
    this.#sources = sources;
    // One that hangs is of no use any more.
    void this.lost.then(() => gpu.destroy());
  }

  /** Work is coming that may take so many seconds: it counts as lost only long after. */
  expect(seconds: number): void {
    this.#waits.patience.expect(seconds);
  }

  /** Adds the WGSL of kernels. It is separate from opening, so that a page can open a GPU before it loads them. */
  addSources(sources: Sources): void {
    this.#sources = { ...this.#sources, ...sources };
  }

  memory(): GpuMemory {
    const memory = new GpuMemory(this.gpu);
    this.#made?.push(memory);
    return memory;
  }

  /** Compiles all at once, off the calling thread. An error has the kernel, the line and the compiler's message. */
  async compile(
    names: Iterable<KernelName>,
    onProgress?: (done: number, total: number) => void,
  ): Promise<void> {
    const missing = [...new Set(names)].filter((name) => !this.#pipelines.has(name));
    let done = 0;
    onProgress?.(0, missing.length);
    await Promise.all(
      missing.map(async (name) => {
        this.#pipelines.set(name, await compileKernel(this.gpu, name, this.#codeOf(name)));
        onProgress?.(++done, missing.length);
      }),
    );
  }

  #codeOf(name: KernelName): string {
    const parts = this.#sources[name];
    if (!parts)
      throw new Error(`expected the WGSL of ${name} among ${Object.keys(this.#sources).join(', ')}`);
    return parts.join('\n');
  }

  prepare(recorded: readonly Dispatch[], memory: Memory): GpuReplay {
    return gpuReplay(this.gpu, recorded, memory as GpuMemory, {
      timeOf: (dispatch) => this.#times.of(dispatch),
      pipelineOf: (name) => {
        const pipeline = this.#pipelines.get(name);
        if (!pipeline) throw new Error(`expected kernel ${name} to be compiled before it is used`);
        return pipeline;
      },
    });
  }

  async withinMemory<T>(work: () => T): Promise<T> {
    this.gpu.pushErrorScope('out-of-memory');
    const made: GpuMemory[] = [];
    this.#made = made;
    let failure: unknown;
    let result: T | undefined;
    try {
      result = work();
    } catch (error) {
      failure = error;
    }
    this.#made = null;
    const error = await this.gpu.popErrorScope();
    if (!error && failure === undefined) return result as T;
    for (const memory of made) memory.free();
    if (!error) throw failure;
    throw new DeviceError(
      'out-of-memory',
      `The GPU ran out of memory (${error.message}). Try smaller sizes, fewer seeds or a smaller batch.`,
    );
  }

  write(buffer: DeviceBuffer, content: Float32Array | Uint32Array): void {
    this.gpu.queue.writeBuffer(
      buffer as GPUBuffer,
      0,
      content as Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
    );
  }

  commands(): Commands {
    return new GpuCommands(this.gpu, this.#waits);
  }

  close(): void {
    this.gpu.destroy();
  }
}

/**
 * Opens the best adapter of `gpu`; `sources` has the WGSL of all kernels or of some. Throws DeviceError 'no-webgpu' if `gpu` is
 * undefined, 'no-adapter' if there is no usable adapter, 'device-failed' if it refuses a device.
 */
export async function openGpu(gpu: GPU | undefined, sources: Sources): Promise<GpuDevice> {
  if (!gpu) throw new DeviceError('no-webgpu', 'This host has no WebGPU.');
  const adapter = await adapterOf(gpu);
  const requiredLimits = Object.fromEntries(raisedLimits.map((limit) => [limit, adapter.limits[limit]]));
  const requiredFeatures = optionalFeatures.filter((feature) => adapter.features.has(feature));
  let device: GPUDevice;
  try {
    device = await adapter.requestDevice({ requiredLimits, requiredFeatures });
  } catch (error) {
    throw new DeviceError('device-failed', `The GPU adapter refused a device: ${String(error)}`);
  }
  const { vendor, architecture, device: name, description } = adapter.info;
  const words = [vendor, architecture, name, description].join(' ');
  const info = {
    vendor,
    architecture,
    description: description || name || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed GPU',
    software: Boolean(adapter.info.isFallbackAdapter) || softwareNames.test(words),
  };
  return new GpuDevice(device, info, sources);
}

async function adapterOf(gpu: GPU): Promise<GPUAdapter> {
  let reason = '';
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter) return adapter;
  } catch (error) {
    // As after a crash of the browser's GPU process.
    reason = ` (${(error as Error).message})`;
  }
  throw new DeviceError(
    'no-adapter',
    `WebGPU is here, but it found no usable GPU adapter${reason}. Where one worked before, the GPU may have crashed: a browser then gives a ` +
      'page no GPU until that is loaded again, and after more crashes none until the browser is restarted.',
  );
}

/** The reason of a loss, which the browser gives in the words of its programmers. */
function inOwnWords({ reason, message }: GPUDeviceLostInfo): DeviceLoss {
  const said = message ? ` (${message.trim()})` : '';
  return {
    reason,
    message: `It was taken away${said}. A restart of the browser, or of the machine, may help.`,
  };
}

async function compileKernel(gpu: GPUDevice, name: KernelName, code: string): Promise<Pipeline> {
  const entry: KernelEntry = kernels[name];
  const module = gpu.createShaderModule({ label: name, code });
  const { messages } = await module.getCompilationInfo();
  const error = messages.find((message) => message.type === 'error');
  if (error) {
    const line = code.split('\n')[error.lineNum - 1]?.trim() ?? '';
    throw new DeviceError('compile', `Kernel ${name}, line ${error.lineNum}: ${error.message} (${line})`);
  }
  const storage = (type: GPUBufferBindingType) => ({ visibility: GPUShaderStage.COMPUTE, buffer: { type } });
  const bindings = [
    storage('uniform'),
    ...entry.reads.map(() => storage('read-only-storage')),
    ...entry.writes.map(() => storage('storage')),
  ];
  const layout = gpu.createBindGroupLayout({
    label: name,
    entries: bindings.map((binding, index) => ({ binding: index, ...binding })),
  });
  try {
    const pipeline = await gpu.createComputePipelineAsync({
      label: name,
      layout: gpu.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: name },
    });
    return { entry, pipeline, layout };
  } catch (failure) {
    throw new DeviceError('compile', `Kernel ${name} could not be made into a pipeline: ${String(failure)}`);
  }
}
