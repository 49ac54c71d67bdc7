// Opens a GPU: adapter, device, pipelines. The engine is handed a GPU; only hosts know where one is.

import type { KernelEntry } from './kernel-entry.js';
import type { KernelName } from './kernels.js';

/** What went wrong with a GPU, by type, with a message for people. */
export type DeviceErrorType =
  'no-webgpu' | 'no-adapter' | 'device-failed' | 'compile' | 'out-of-memory' | 'lost';

export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  readonly type: DeviceErrorType;

  constructor(type: DeviceErrorType, message: string) {
    super(message);
    this.type = type;
  }
}

export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** True for adapters that compute on the CPU (SwiftShader, lavapipe, WARP). */
  readonly software: boolean;
}

/** A kernel made ready: its pipeline and the layout of its one bind group. */
export interface Pipeline {
  readonly entry: KernelEntry;
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/**
 * Kernels by name: all of `kernels.ts`, or a family of it. They are handed over, so that who opens a GPU need not load all of them.
 */
export type Registry = Readonly<Partial<Record<KernelName, KernelEntry>>>;

/** Limits worth raising to what the adapter has: the size of buffers, and how many a kernel binds. */
const raisedLimits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** Used where the adapter has them; none is required. */
const wantedFeatures: readonly GPUFeatureName[] = ['timestamp-query', 'shader-f16', 'subgroups'];

const softwareNames = /swiftshader|llvmpipe|lavapipe|warp|basic render|software/i;

/** An open GPU device and the pipelines compiled on it so far. */
export class Device {
  readonly gpu: GPUDevice;
  readonly info: AdapterInfo;
  /**
   * Whether to multiply matrices by quads (shaders/lib/quads.wgsl): on SwiftShader, which they are measured and tested on. WGSL
   * leaves open which threads are a quad's; there it is four in a row.
   */
  readonly quads: boolean;
  /** Resolves when the device is gone; `reason` is 'destroyed' after `close`. */
  readonly lost: Promise<GPUDeviceLostInfo>;
  readonly #pipelines = new Map<KernelName, Pipeline>();

  constructor(gpu: GPUDevice, info: AdapterInfo) {
    this.gpu = gpu;
    this.info = info;
    this.quads =
      gpu.features.has('subgroups') && /swiftshader/i.test(`${info.architecture} ${info.description}`);
    this.lost = gpu.lost;
  }

  /**
   * Compiles the kernels of the registry `kernels` that are not compiled yet, all at once, off the calling thread.
   * `onProgress` hears after each. Throws DeviceError 'compile' with the kernel, the line and the compiler's words.
   */
  async compile(
    names: Iterable<KernelName>,
    kernels: Registry,
    onProgress?: (done: number, total: number) => void,
  ): Promise<void> {
    const missing = [...new Set(names)].filter((name) => !this.#pipelines.has(name));
    let done = 0;
    onProgress?.(0, missing.length);
    await Promise.all(
      missing.map(async (name) => {
        this.#pipelines.set(name, await compileKernel(this.gpu, name, entryOf(name, kernels)));
        onProgress?.(++done, missing.length);
      }),
    );
  }

  /** The compiled kernel. Throws if `compile` was not asked for it. */
  pipeline(name: KernelName): Pipeline {
    const pipeline = this.#pipelines.get(name);
    if (!pipeline) throw new Error(`expected kernel ${name} to be compiled before it is used`);
    return pipeline;
  }

  /** Runs `work` (allocations) and throws DeviceError 'out-of-memory' if the device could not hold them. */
  async withinMemory<T>(work: () => T): Promise<T> {
    this.gpu.pushErrorScope('out-of-memory');
    let result: T;
    let error: GPUError | null;
    try {
      result = work();
    } finally {
      error = await this.gpu.popErrorScope();
    }
    if (error) {
      throw new DeviceError(
        'out-of-memory',
        `The GPU ran out of memory (${error.message}). Try smaller sizes, fewer seeds or a smaller batch.`,
      );
    }
    return result;
  }

  close(): void {
    this.gpu.destroy();
  }
}

/**
 * Opens the best adapter of `gpu`. Throws DeviceError 'no-webgpu' where `gpu` is undefined, 'no-adapter' where there is no
 * usable one, 'device-failed' where it refuses a device.
 */
export async function openDevice(gpu: GPU | undefined): Promise<Device> {
  if (!gpu) throw new DeviceError('no-webgpu', 'This host has no WebGPU.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new DeviceError('no-adapter', 'WebGPU is here, but it found no usable GPU adapter.');
  const requiredLimits = Object.fromEntries(raisedLimits.map((limit) => [limit, adapter.limits[limit]]));
  const requiredFeatures = wantedFeatures.filter((feature) => adapter.features.has(feature));
  let device: GPUDevice;
  try {
    device = await adapter.requestDevice({ requiredLimits, requiredFeatures });
  } catch (error) {
    throw new DeviceError('device-failed', `The GPU adapter refused a device: ${String(error)}`);
  }
  const { vendor, architecture, device: name, description } = adapter.info;
  const words = [vendor, architecture, name, description].join(' ');
  return new Device(device, {
    vendor,
    architecture,
    description: description || name || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed GPU',
    software: Boolean(adapter.info.isFallbackAdapter) || softwareNames.test(words),
  });
}

function entryOf(name: KernelName, kernels: Registry): KernelEntry {
  const entry = kernels[name];
  if (!entry) throw new Error(`expected kernel ${name} among ${Object.keys(kernels).join(', ')}`);
  return entry;
}

async function compileKernel(gpu: GPUDevice, name: KernelName, entry: KernelEntry): Promise<Pipeline> {
  const code = [...entry.library, entry.source].join('\n');
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
