// Generates a short sample from a fixed prompt after each evaluation of a run, between the chunks of training, with the parameters
// of that evaluation.

import { ENOUGH_SENTENCES, roundsWritten, samplePrompt, sequencesWritten } from '../data/prompt.js';
import type { SentenceCount, Task } from '../data/task.js';
import type { Device } from '../engine/device.js';
import { Sampler } from '../engine/training/sampler.js';
import type { Trainer } from '../engine/training/trainer.js';
import type { Sample } from '../lab/records/record.js';
import type { ModelSpec } from '../models/model-spec.js';

/** What a model has generated. */
export type Written = Pick<Sample, 'prompt' | 'texts' | 'rightShare' | 'sentences'>;

/** Temperature of samples: the model's own distribution. For an answer the most probable tokens are taken. */
const TEMPERATURE = 1;

export class SampleWriter {
  readonly sampler: Sampler;
  readonly #task: Task;
  readonly #prompt: Uint32Array;
  readonly #count: number;
  readonly #temperature: number;

  constructor(device: Device, model: ModelSpec, attentionScale: number, task: Task) {
    if (model.family !== 'transformer' || !task.sequence)
      throw new Error(
        `expected a transformer and a task of sequences, got ${model.family}, ${task.spec.type}`,
      );
    const { context, scored } = task.sequence;
    const answers = scored < context;
    this.#task = task;
    this.#prompt = samplePrompt(task);
    this.#count = answers ? scored : context;
    this.#temperature = answers ? 0 : TEMPERATURE;
    const sequences = sequencesWritten(task);
    this.sampler = new Sampler(device, {
      model,
      attentionScale,
      sequences,
      longest: this.#count * roundsWritten(task),
      seed: task.spec.seed,
    });
  }

  /** Takes a replica's parameters as they are after what was submitted so far, for `write`. */
  take(trainer: Trainer, replica: number): void {
    trainer.lendParameters(this.sampler, replica);
  }

  /** Generates `count` tokens. At the `end` of a run further texts are judged, until there are enough sentences for a share. */
  async write(end: boolean, count = this.#count): Promise<Written> {
    const texts = await this.#texts(0, count);
    let sentences = this.#judged(texts);
    const rounds = end ? roundsWritten(this.#task) : 1;
    for (let round = 1; sentences && sentences.count < ENOUGH_SENTENCES && round < rounds; round++)
      sentences = sumOf([sentences, this.#judged(await this.#texts(round, count)) ?? NONE]);
    const rightShare = sentences && sentences.count > 0 ? sentences.right / sentences.count : null;
    return { prompt: this.#prompt, texts, rightShare, sentences };
  }

  #texts(round: number, count: number): Promise<Uint32Array[]> {
    return this.sampler.sample(this.#prompt, count, this.#temperature, round * count);
  }

  #judged(texts: readonly Uint32Array[]): SentenceCount | null {
    const { judge } = this.#task.sequence ?? {};
    return judge ? sumOf(texts.map((text) => judge([...this.#prompt, ...text]))) : null;
  }
}

const NONE: SentenceCount = { right: 0, count: 0 };

function sumOf(counts: readonly SentenceCount[]): SentenceCount {
  return counts.reduce(
    (sum, { right, count }) => ({ right: sum.right + right, count: sum.count + count }),
    NONE,
  );
}
