// A device that consists of two: a core of the processor, whose results it uses, and a GPU, which does the same dispatches from the
// same contents. So whatever is recorded for any device is compared dispatch by dispatch, and errors do not add up.

import type { Commands, Device, DeviceBuffer, DeviceLoss, Dispatch, Memory, Replay } from '../device.js';
import { kernels, type KernelName } from '../kernels/registry.js';
import { differenceOf, type Difference } from './difference.js';

interface PairedBuffer extends DeviceBuffer {
  readonly gpu: DeviceBuffer;
  readonly cpu: DeviceBuffer;
  /** Whether the GPU's content is out of date. */
  stale: boolean;
}

class PairedMemory implements Memory {
  readonly gpu: Memory;
  readonly cpu: Memory;

  constructor(gpu: Memory, cpu: Memory) {
    this.gpu = gpu;
    this.cpu = cpu;
  }

  get bytes(): number {
    return this.gpu.bytes;
  }

  storage(label: string, content: number | Float32Array | Uint32Array): PairedBuffer {
    const gpu = this.gpu.storage(label, content);
    return { size: gpu.size, gpu, cpu: this.cpu.storage(label, content), stale: false };
  }

  free(): void {
    this.gpu.free();
    this.cpu.free();
  }
}

/** A single dispatch, prepared on both. */
interface PairedDispatch {
  readonly kernel: KernelName;
  readonly all: readonly PairedBuffer[];
  readonly writes: readonly { readonly name: string; readonly buffer: PairedBuffer }[];
  readonly gpu: Replay;
  readonly cpu: Replay;
}

interface PairedReplay extends Replay {
  readonly dispatches: readonly PairedDispatch[];
  compared: boolean;
}

/** The most bytes that wait to be compared; up to then the GPU is not waited for. */
const MOST_WAITING = 2 ** 26;

export class PairedDevice implements Device {
  readonly engine = 'gpu';
  readonly sliced: boolean;
  readonly lost: Promise<DeviceLoss>;
  /** While this is set, programs are compared, each once; otherwise only the processor computes. */
  comparing = false;
  /** Kernels that were compared. */
  readonly checked = new Set<KernelName>();
  readonly #gpu: Device;
  readonly #cpu: Device;
  /** The last of the work that is done in order. */
  #last: Promise<unknown> = Promise.resolve();
  #waiting: Promise<void>[] = [];
  #waitingBytes = 0;
  /** The first difference of each kernel. */
  readonly #differences = new Map<KernelName, Difference>();

  constructor(gpu: Device, cpu: Device) {
    this.#gpu = gpu;
    this.#cpu = cpu;
    this.sliced = gpu.sliced;
    this.lost = gpu.lost;
  }

  /** One for each kernel that differs, once all work is done. */
  async differences(): Promise<readonly Difference[]> {
    await this.#last;
    await this.#settle();
    return [...this.#differences.values()];
  }

  memory(): PairedMemory {
    return new PairedMemory(this.#gpu.memory(), this.#cpu.memory());
  }

  async compile(
    names: Iterable<KernelName>,
    onProgress?: (done: number, total: number) => void,
  ): Promise<void> {
    const list = [...names];
    await this.#cpu.compile(list);
    await this.#gpu.compile(list, onProgress);
  }

  prepare(recorded: readonly Dispatch[], memory: Memory): PairedReplay {
    const { gpu, cpu } = memory as PairedMemory;
    const dispatches = recorded.map((dispatch): PairedDispatch => {
      const { kernel } = dispatch;
      const tensors = dispatch.tensors as Readonly<Record<string, PairedBuffer>>;
      const on = (side: 'gpu' | 'cpu'): Dispatch => ({
        ...dispatch,
        tensors: Object.fromEntries(Object.entries(tensors).map(([name, buffer]) => [name, buffer[side]])),
      });
      return {
        kernel,
        all: [...new Set(Object.values(tensors))],
        writes: kernels[kernel].writes.map((name) => ({ name, buffer: tensors[name] })),
        gpu: this.#gpu.prepare([on('gpu')], gpu),
        cpu: this.#cpu.prepare([on('cpu')], cpu),
      };
    });
    return { length: dispatches.length, dispatches, compared: false };
  }

  withinMemory<T>(work: () => T): Promise<T> {
    return this.#gpu.withinMemory(work);
  }

  write(buffer: DeviceBuffer, content: Float32Array | Uint32Array): void {
    const paired = buffer as PairedBuffer;
    const kept = content.slice();
    void this.inOrder(() => {
      this.#cpu.write(paired.cpu, kept);
      paired.stale = true;
      return Promise.resolve();
    });
  }

  commands(): PairedCommands {
    return new PairedCommands(this, this.#cpu);
  }

  /** Does nothing: the two devices belong to the caller. */
  close(): void {}

  /** Does work after all that was requested before. */
  inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async replay(replay: PairedReplay, times: number): Promise<void> {
    const compares = this.comparing && !replay.compared && times > 0;
    if (compares) {
      replay.compared = true;
      for (const dispatch of replay.dispatches) await this.#compare(dispatch);
    }
    const commands = this.#cpu.commands();
    for (let i = compares ? 1 : 0; i < times; i++)
      for (const { cpu, writes } of replay.dispatches) {
        commands.run(cpu, 1);
        for (const { buffer } of writes) buffer.stale = true;
      }
    await commands.submit();
  }

  /** Does a dispatch on both, from the processor's contents. */
  async #compare({ kernel, all, writes, gpu, cpu }: PairedDispatch): Promise<void> {
    const stale = all.filter((buffer) => buffer.stale);
    const before = this.#cpu.commands();
    for (const buffer of stale) before.read(buffer.cpu);
    (await before.submit()).forEach((content, i) => this.#gpu.write(stale[i].gpu, new Uint32Array(content)));
    for (const buffer of stale) buffer.stale = false;

    const onCpu = this.#cpu.commands();
    const onGpu = this.#gpu.commands();
    onCpu.run(cpu, 1);
    onGpu.run(gpu, 1);
    for (const { buffer } of writes) {
      onCpu.read(buffer.cpu);
      onGpu.read(buffer.gpu);
      buffer.stale = true;
      this.#waitingBytes += buffer.size;
    }
    const expected = await onCpu.submit();
    const judged = onGpu.submit().then((contents) =>
      writes.forEach(({ name }, i) => {
        this.checked.add(kernel);
        if (this.#differences.has(kernel)) return;
        const difference = differenceOf(kernel, name, contents[i], expected[i]);
        if (difference) this.#differences.set(kernel, difference);
      }),
    );
    // If the GPU is lost, awaiting this reports it.
    judged.catch(() => undefined);
    this.#waiting.push(judged);
    if (this.#waitingBytes > MOST_WAITING) await this.#settle();
  }

  async #settle(): Promise<void> {
    await Promise.all(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

class PairedCommands implements Commands {
  readonly #device: PairedDevice;
  readonly #cpu: Device;
  readonly #parts: (() => Promise<void>)[] = [];
  readonly #reads: Commands;

  constructor(device: PairedDevice, cpu: Device) {
    this.#device = device;
    this.#cpu = cpu;
    this.#reads = cpu.commands();
  }

  copy(from: DeviceBuffer, to: DeviceBuffer, fromByte?: number): void {
    const [source, target] = [from as PairedBuffer, to as PairedBuffer];
    this.#onCpu(target, (commands) => commands.copy(source.cpu, target.cpu, fromByte));
  }

  clear(buffer: DeviceBuffer): void {
    const target = buffer as PairedBuffer;
    this.#onCpu(target, (commands) => commands.clear(target.cpu));
  }

  run(replay: Replay, times: number): void {
    this.#parts.push(() => this.#device.replay(replay as PairedReplay, times));
  }

  read(buffer: DeviceBuffer, fromByte?: number, bytes?: number): void {
    this.#reads.read((buffer as PairedBuffer).cpu, fromByte, bytes);
  }

  submit(): Promise<ArrayBuffer[]> {
    return this.#device.inOrder(async () => {
      for (const part of this.#parts) await part();
      return this.#reads.submit();
    });
  }

  #onCpu(target: PairedBuffer, work: (commands: Commands) => void): void {
    this.#parts.push(async () => {
      const commands = this.#cpu.commands();
      work(commands);
      target.stale = true;
      await commands.submit();
    });
  }
}
