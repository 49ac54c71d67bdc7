// Lets a run under way write: after each of its evaluations a short sample from a fixed prompt, drawn between the chunks of
// training, with the parameters as they were at that evaluation.

import { samplePrompt, sequencesWritten } from '../data/prompt.js';
import type { Task } from '../data/task.js';
import type { Device } from '../engine/device.js';
import { Sampler } from '../engine/sampler.js';
import type { Trainer } from '../engine/trainer.js';
import type { Sample } from '../lab/store.js';
import type { ModelSpec } from '../models/model-spec.js';

/** Temperature of samples: the model's own distribution. An answer is the most probable one. */
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
      longest: this.#count,
      seed: task.spec.seed,
    });
  }

  /** Takes a replica's parameters as they are after what was submitted so far; `write` then uses them. */
  take(trainer: Trainer, replica: number): void {
    trainer.lendParameters(this.sampler, replica);
  }

  /** Writes `count` tokens. */
  async write(count = this.#count): Promise<Pick<Sample, 'prompt' | 'texts' | 'rightShare'>> {
    const texts = await this.sampler.sample(this.#prompt, count, this.#temperature);
    const { judge } = this.#task.sequence ?? {};
    const shares = judge ? texts.map((text) => judge([...this.#prompt, ...text])) : [];
    const known = shares.filter((share) => share !== null);
    const mean = known.reduce((sum, share) => sum + share, 0) / known.length;
    return { prompt: this.#prompt, texts, rightShare: known.length > 0 ? mean : null };
  }
}
