// Continues a prompt with one model, token by token on the device, and computes the probabilities that the model gives a text.

import { streams } from '../../base/random.js';
import { parameterLayout } from '../../models/parameters.js';
import type { TransformerSpec } from '../../models/model-spec.js';
import type { Device, Memory, DeviceBuffer } from '../device.js';
import type { KernelName } from '../kernels/registry.js';
import { recordForward } from '../networks/forward.js';
import { THREADS } from '../ops/grid.js';
import { Program } from '../program.js';
import { arenaLayout, packArena, paddedColumns, type ArenaLayout, type Matrix } from '../tensor.js';

export interface SamplerOptions {
  readonly model: TransformerSpec;
  readonly attentionScale: number;
  /** Sequences that are generated at once. */
  readonly sequences: number;
  /** The most tokens that are drawn for a sequence. */
  readonly longest: number;
  readonly seed: number;
}

/** Tokens drawn in one submit: few enough that chunks of training get their turn in between. */
const TOKENS_A_SUBMIT = 8;

export class Sampler {
  readonly #device: Device;
  readonly #memory: Memory;
  readonly #options: SamplerOptions;
  readonly #arena: ArenaLayout;
  readonly #parameters: DeviceBuffer;
  readonly #forward: Program;
  readonly #draw: Program;
  readonly #tokens: DeviceBuffer;
  readonly #cursors: DeviceBuffer;
  readonly #drawn: DeviceBuffer;
  readonly #temperature: DeviceBuffer;
  readonly #logits: Matrix;

  /** Allocates and records; `kernels` must be compiled before `build`, and parameters written or copied before anything is drawn. */
  constructor(device: Device, options: SamplerOptions) {
    const { model, attentionScale, sequences, longest, seed } = options;
    const { context, vocabulary } = model;
    this.#device = device;
    this.#options = options;
    this.#memory = device.memory();
    this.#forward = new Program();
    this.#draw = new Program();
    const memory = this.#memory;
    this.#arena = arenaLayout(parameterLayout(model));
    this.#parameters = memory.storage('sampled parameters', this.#arena.size);
    const rows = sequences * context;
    this.#tokens = memory.storage('sampled window', rows);
    this.#cursors = memory.storage('sampling cursors', sequences * 2);
    this.#drawn = memory.storage('drawn tokens', sequences * longest);
    this.#temperature = memory.storage('temperature', 1);
    const tokens = { buffer: this.#tokens, copyStride: rows, sharing: 1, replicas: 1, sequences, context };
    const network = { spec: model, arena: this.#arena, parameters: this.#parameters, attentionScale };
    const { y } = recordForward(this.#forward, memory, network, { x: null, tokens, purpose: 'evaluation' });
    this.#logits = y;
    this.#draw.add('sample_token', {
      params: { sequences, context, vocabulary, longest, seed, stream: streams.sample },
      tensors: {
        logits: y.buffer,
        temperature: this.#temperature,
        tokens: this.#tokens,
        cursors: this.#cursors,
        drawn: this.#drawn,
      },
      workgroups: [Math.ceil(sequences / THREADS)],
    });
  }

  get kernels(): ReadonlySet<KernelName> {
    return new Set([...this.#forward.kernels, ...this.#draw.kernels]);
  }

  /** Bytes of the device's memory held. */
  get bytes(): number {
    return this.#memory.bytes;
  }

  build(): void {
    this.#forward.build(this.#device, this.#memory);
    this.#draw.build(this.#device, this.#memory);
  }

  /** Takes parameters by name, dense. Throws if one is missing or misshapen. */
  writeParameters(parameters: ReadonlyMap<string, Float32Array>): void {
    const arena = new Float32Array(this.#arena.size);
    packArena(this.#arena, parameters, arena, 0);
    this.#device.write(this.#parameters, arena);
  }

  /** Takes the parameters of a replica of the same model as they are now. */
  copyParameters(arena: DeviceBuffer, replica: number): void {
    const commands = this.#device.commands();
    commands.copy(arena, this.#parameters, replica * this.#arena.size * 4);
    // If this is dropped, what is drawn next is dropped too.
    commands.submit().catch(() => undefined);
  }

  /**
   * Draws `count` tokens after `prompt` (its last `context` tokens) in every sequence, without the prompt. Temperature 0 takes the
   * most probable token each time. The random numbers are those of tokens `from`, `from` + 1, …: another `from` gives other
   * texts.
   */
  async sample(prompt: Uint32Array, count: number, temperature: number, from = 0): Promise<Uint32Array[]> {
    const { sequences } = this.#options;
    const texts = Array.from({ length: sequences }, () => new Uint32Array(count));
    let done = 0;
    for await (const drawn of this.draw(prompt, count, temperature, from)) {
      drawn.forEach((tokens, s) => texts[s].set(tokens, done));
      done += drawn[0].length;
    }
    return texts;
  }

  /** The same, a few tokens at a time as they are drawn; the caller stops it by not asking for more. */
  async *draw(
    prompt: Uint32Array,
    count: number,
    temperature: number,
    from = 0,
  ): AsyncGenerator<Uint32Array[]> {
    const { sequences, longest } = this.#options;
    if (from + count > longest) throw new Error(`expected at most ${longest} tokens, got ${from + count}`);
    const filled = this.#prompt(prompt);
    this.#device.write(this.#cursors, cursorsAt(filled, from, sequences));
    this.#device.write(this.#temperature, Float32Array.of(temperature));
    for (let done = 0; done < count; done += TOKENS_A_SUBMIT) {
      const tokens = Math.min(TOKENS_A_SUBMIT, count - done);
      const commands = this.#device.commands();
      for (let i = 0; i < tokens; i++) {
        this.#forward.replay(commands);
        this.#draw.replay(commands);
      }
      for (let s = 0; s < sequences; s++)
        commands.read(this.#drawn, 4 * (s * longest + from + done), 4 * tokens);
      yield (await commands.submit()).map((drawn) => new Uint32Array(drawn));
    }
  }

  /** Log probability in nats of tokens 1, 2, … of a text of 2 to `context` + 1 tokens, each given those before it. */
  async logProbabilities(text: Uint32Array): Promise<Float64Array> {
    const { context, vocabulary } = this.#options.model;
    if (text.length < 2 || text.length > context + 1)
      throw new Error(`expected 2 to ${context + 1} tokens, got ${text.length}`);
    this.#prompt(text.subarray(0, -1));
    const commands = this.#device.commands();
    this.#forward.replay(commands);
    commands.read(this.#logits.buffer);
    const [content] = await commands.submit();
    const logits = new Float32Array(content);
    const stride = paddedColumns(vocabulary);
    return Float64Array.from({ length: text.length - 1 }, (_, i) =>
      logSoftmax(logits.subarray(i * stride, i * stride + vocabulary), text[i + 1]),
    );
  }

  /** Frees its memory. */
  destroy(): void {
    this.#memory.free();
  }

  /** Writes the last `context` tokens of a prompt into every window; returns how many there are. */
  #prompt(prompt: Uint32Array): number {
    if (prompt.length === 0) throw new Error('expected a prompt of at least one token');
    const { sequences, model } = this.#options;
    const kept = prompt.slice(-model.context);
    const windows = new Uint32Array(sequences * model.context);
    for (let s = 0; s < sequences; s++) windows.set(kept, s * model.context);
    this.#device.write(this.#tokens, windows);
    return kept.length;
  }
}

/** (tokens in the window, tokens drawn) of every sequence. */
function cursorsAt(filled: number, drawn: number, count: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? filled : drawn));
}

function logSoftmax(logits: Float32Array, token: number): number {
  const largest = logits.reduce((a, b) => Math.max(a, b));
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  return logits[token] - largest - Math.log(sum);
}
