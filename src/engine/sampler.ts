// Writes on from a prompt with the models of a network, token by token on the GPU, and says how probable they found a text.

import { streams } from '../base/random.js';
import type { Device } from './device.js';
import type { KernelName } from './kernels.js';
import { recordForward, type Network } from './networks/network.js';
import { Program } from './program.js';
import { Memory, paddedColumns, type Matrix } from './tensor.js';

export interface SamplerOptions {
  readonly replicas: number;
  /** Sequences that are written at once by each replica. */
  readonly sequences: number;
  /** The most tokens that are drawn at once. */
  readonly longest: number;
  readonly seed: number;
}

/** Tokens drawn in one submit: short enough to let training through in between. */
const TOKENS_A_SUBMIT = 8;

export class Sampler {
  readonly #device: Device;
  readonly #memory: Memory;
  readonly #options: SamplerOptions;
  readonly #context: number;
  readonly #vocabulary: number;
  readonly #program = new Program();
  readonly #forward = new Program();
  readonly #tokens: GPUBuffer;
  readonly #cursors: GPUBuffer;
  readonly #drawn: GPUBuffer;
  readonly #temperature: GPUBuffer;
  readonly #logits: Matrix;

  /** Allocates and records; `kernels` must be compiled before `build`. Reads the network's parameters as they are then. */
  constructor(device: Device, network: Network, options: SamplerOptions) {
    const { spec } = network;
    if (spec.family !== 'transformer') throw new Error(`expected a transformer, got ${spec.family}`);
    const { replicas, sequences, longest, seed } = options;
    const { context, vocabulary } = spec;
    this.#device = device;
    this.#options = options;
    this.#context = context;
    this.#vocabulary = vocabulary;
    this.#memory = new Memory(device.gpu);
    const memory = this.#memory;
    const rows = sequences * context;
    this.#tokens = memory.storage('sampled window', replicas * rows);
    this.#cursors = memory.storage('sampling cursors', replicas * sequences * 2);
    this.#drawn = memory.storage('drawn tokens', replicas * sequences * longest);
    this.#temperature = memory.storage('temperature', 1);
    const tokens = { buffer: this.#tokens, copyStride: rows, sharing: 1, replicas, sequences, context };
    const { y } = recordForward(this.#forward, memory, network, { x: null, tokens }, 'evaluation');
    this.#logits = y;
    this.#program.add('sample_token', {
      params: { sequences, context, vocabulary, longest, seed, stream: streams.sample },
      tensors: {
        logits: y.buffer,
        temperature: this.#temperature,
        tokens: this.#tokens,
        cursors: this.#cursors,
        drawn: this.#drawn,
      },
      workgroups: [Math.ceil(sequences / 64), 1, replicas],
    });
  }

  get kernels(): ReadonlySet<KernelName> {
    return new Set([...this.#forward.kernels, ...this.#program.kernels]);
  }

  build(): void {
    this.#forward.build(this.#device, this.#memory);
    this.#program.build(this.#device, this.#memory);
  }

  /**
   * Draws `count` tokens after `prompt` (its last `context` tokens) in every sequence: [replica][sequence], without the prompt.
   * Temperature 0 takes the most probable token each time.
   */
  async sample(prompt: Uint32Array, count: number, temperature: number): Promise<Uint32Array[][]> {
    const { replicas, sequences, longest } = this.#options;
    if (count > longest) throw new Error(`expected at most ${longest} tokens, got ${count}`);
    const filled = this.#prompt(prompt);
    const { queue } = this.#device.gpu;
    queue.writeBuffer(this.#cursors, 0, cursorsAt(filled, replicas * sequences));
    queue.writeBuffer(this.#temperature, 0, Float32Array.of(temperature));
    for (let done = 0; done < count; done += TOKENS_A_SUBMIT) {
      this.#encode(Math.min(TOKENS_A_SUBMIT, count - done));
      await queue.onSubmittedWorkDone();
    }
    const drawn = new Uint32Array(await this.#read(this.#drawn));
    const sequence = (r: number, s: number): Uint32Array => {
      const first = (r * sequences + s) * longest;
      return drawn.slice(first, first + count);
    };
    return Array.from({ length: replicas }, (_, r) =>
      Array.from({ length: sequences }, (_, s) => sequence(r, s)),
    );
  }

  /**
   * How probable each replica found the tokens of a text of at most `context` + 1: log probability in nats of tokens 1, 2, …
   * given those before, [replica][i].
   */
  async logProbabilities(text: Uint32Array): Promise<Float64Array[]> {
    if (text.length < 2 || text.length > this.#context + 1)
      throw new Error(`expected 2 to ${this.#context + 1} tokens, got ${text.length}`);
    this.#prompt(text.subarray(0, text.length - 1));
    const encoder = this.#device.gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.#forward.encode(pass);
    pass.end();
    this.#device.gpu.queue.submit([encoder.finish()]);
    const logits = new Float32Array(await this.#read(this.#logits.buffer));
    const stride = paddedColumns(this.#vocabulary);
    const { replicas, sequences } = this.#options;
    return Array.from({ length: replicas }, (_, r) =>
      Float64Array.from({ length: text.length - 1 }, (_, i) => {
        const first = (r * sequences * this.#context + i) * stride;
        return logSoftmax(logits.subarray(first, first + this.#vocabulary), text[i + 1]);
      }),
    );
  }

  /** Frees its memory; the network's parameters are not its own. */
  destroy(): void {
    this.#memory.free();
  }

  /** Writes the last `context` tokens of a prompt into every window; returns how many there are. */
  #prompt(prompt: Uint32Array): number {
    if (prompt.length === 0) throw new Error('expected a prompt of at least one token');
    const { replicas, sequences } = this.#options;
    const kept = prompt.slice(-this.#context);
    const windows = new Uint32Array(replicas * sequences * this.#context);
    for (let i = 0; i < replicas * sequences; i++) windows.set(kept, i * this.#context);
    this.#device.gpu.queue.writeBuffer(this.#tokens, 0, windows);
    return kept.length;
  }

  #encode(count: number): void {
    const encoder = this.#device.gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < count; i++) {
      this.#forward.encode(pass);
      this.#program.encode(pass);
    }
    pass.end();
    this.#device.gpu.queue.submit([encoder.finish()]);
  }

  async #read(source: GPUBuffer): Promise<ArrayBuffer> {
    const { gpu } = this.#device;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = gpu.createBuffer({ label: 'sampling readback', size: source.size, usage });
    const encoder = gpu.createCommandEncoder();
    encoder.copyBufferToBuffer(source, 0, staging, 0, source.size);
    gpu.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const bytes = staging.getMappedRange().slice(0);
    staging.destroy();
    return bytes;
  }
}

/** (tokens in the window, tokens drawn) of every sequence. */
function cursorsAt(filled: number, count: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? filled : 0));
}

function logSoftmax(logits: Float32Array, token: number): number {
  const largest = logits.reduce((a, b) => Math.max(a, b));
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  return logits[token] - largest - Math.log(sum);
}
