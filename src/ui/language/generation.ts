import { append } from '../../base/many.js';
import { sentence } from '../../base/sentence.js';
import type { ReactiveControllerHost } from 'lit';
import { samplePrompt } from '../../data/prompt.js';
import type { Task } from '../../data/task.js';
import { taskOf } from '../../data/tasks/tasks.js';
import { hasTokenizedText } from '../../data/text/tokenized-text.js';
import {
  textCodecOf,
  type TakeTokens,
  type TextCodec,
  type WriteOptions,
  type Writer,
} from '../../lab/weights/text-codec.js';
import type { TokenProbabilities } from './token-probabilities.js';
import type { TrainedModel } from './trained-models.js';
import { words } from './words.js';

/** Who computes: the worker, by its client. */
export interface TextGenerator {
  write(writer: Writer, prompt: Uint32Array, options: WriteOptions, take: TakeTokens): Promise<void>;
  logProbabilities(writer: Writer, text: Uint32Array): Promise<Float64Array>;
}

const MOST_TOKENS = 256;

/** What a trained model is asked: to continue a prompt, or how probable it finds a held-out line. One thing at a time. */
export class Generation {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  #busy: 'writing' | 'reading' | null = null;
  #problem = '';
  #written: { readonly prompt: string; readonly text: string } | null = null;
  #probabilities: TokenProbabilities | null = null;
  /** Held-out lines looked at so far: each look is at another one. */
  #line = 0;
  #seed = 0;
  /** No more is to be written. */
  #isStopped = false;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>) {
    this.#host = host;
  }

  get busy(): 'writing' | 'reading' | null {
    return this.#busy;
  }

  /** What went wrong, '' for nothing. */
  get problem(): string {
    return this.#problem;
  }

  /** What was written last, and what it continues. */
  get written(): { readonly prompt: string; readonly text: string } | null {
    return this.#written;
  }

  get probabilities(): TokenProbabilities | null {
    return this.#probabilities;
  }

  /** Writes after a prompt, '' for the usual one, until it is stopped. */
  write(generator: TextGenerator, model: TrainedModel, text: string, temperature: number): Promise<void> {
    this.#isStopped = false;
    return this.#compute('writing', async () => {
      const codec = codecOf(model);
      const given = codec.encode(text);
      // Of white space alone some models read nothing.
      const prompt = given.length > 0 ? given : usualPrompt(model);
      const options = { count: lengthOf(model), temperature, seed: this.#seed++ };
      const tokens: number[] = [];
      await generator.write(model.weights, prompt, options, (more) => {
        append(tokens, more);
        // What comes after a stop, or of a model that is no longer in sight, is not for the visitor.
        if (this.#isStopped) return false;
        this.#written = { prompt: codec.decode(prompt), text: codec.decode(tokens) };
        this.#host.requestUpdate();
        return true;
      });
    });
  }

  /** Asks for the probability of each token of another held-out line. */
  read(generator: TextGenerator, model: TrainedModel): Promise<void> {
    return this.#compute('reading', async () => {
      const line = heldOutLine(model, this.#line++);
      if (!line) throw new Error(words.writing.noText);
      const { textOf } = codecOf(model);
      const logProbabilities = await generator.logProbabilities(model.weights, line);
      this.#probabilities = { tokens: Array.from(line, textOf), logProbabilities };
    });
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Another model is in sight: what the last one wrote goes. */
  clear(): void {
    this.stop();
    this.#written = null;
    this.#probabilities = null;
    this.#host.requestUpdate();
  }

  /** Says what went wrong elsewhere in the panel, '' for nothing. */
  complain(problem: string): void {
    this.#problem = problem;
    this.#host.requestUpdate();
  }

  async #compute(what: 'writing' | 'reading', work: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = what;
    this.complain('');
    try {
      await work();
    } catch (error) {
      this.#problem = sentence(error instanceof Error ? error.message : String(error));
    }
    this.#busy = null;
    this.#host.requestUpdate();
  }
}

export function codecOf({ weights: { task, tokenizer } }: TrainedModel): TextCodec {
  return textCodecOf(task, tokenizer);
}

/** What the samples of training continue; a text may not be here. */
export function usualPrompt(model: TrainedModel): Uint32Array {
  const task = taskIfHere(model);
  if (task) return samplePrompt(task);
  const codec = codecOf(model);
  // A text in another script has other characters.
  return codec.encode(['The ', 'the '].find(codec.canEncode) ?? codec.textOf(0));
}

/** What a model learned; null for a text that is not here. */
function taskIfHere({ weights: { task } }: TrainedModel): Task | null {
  return task.type === 'text' && !hasTokenizedText(task) ? null : taskOf(task);
}

/** Tokens of a sample of the evaluation set with the target of its last; null where its text is not here. */
function heldOutLine(model: TrainedModel, id: number): Uint32Array | null {
  const task = taskIfHere(model);
  if (!task) return null;
  const { x, y } = task.sample('evaluation', task.spec.seed, id);
  return Uint32Array.from([...x, (y as Uint32Array).at(-1) ?? 0]);
}

/** Tokens to write: an answer, or twice what the model reads at once. */
function lengthOf(model: TrainedModel): number {
  const { context, scored } = taskIfHere(model)?.sequence ?? { context: MOST_TOKENS, scored: MOST_TOKENS };
  return scored < context ? scored : Math.min(MOST_TOKENS, 2 * context);
}
