import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount } from '../../base/format.js';
import { groupBy } from '../../base/group-by.js';
import { samplePrompt } from '../../data/prompt.js';
import type { Task } from '../../data/task.js';
import { hasTokenizedText } from '../../data/text/tokenized-text.js';
import type { StartSpec } from '../../lab/experiment/experiment.js';
import { addWeights } from '../../lab/weights/given-weights.js';
import {
  textCodecOf,
  type TextCodec,
  type TakeTokens,
  type WriteOptions,
  type Writer,
} from '../../lab/weights/text-codec.js';
import { weightsFromFile, weightsToFile } from '../../lab/weights/weights-file.js';
import { taskOf } from '../../data/tasks/tasks.js';
import { parameterCounts } from '../../models/parameters.js';
import { dataTableStyles } from '../parts/data-table.js';
import { dial, dialStyles } from '../parts/dial.js';
import { download } from '../parts/browser.js';
import { controls, panel, table } from '../parts/controls.js';
import { emit } from '../session/page-events.js';
import { writtenStyles } from './samples-styles.js';
import { weightsStyles } from './weights-styles.js';
import {
  tokenProbabilities,
  tokenProbabilitiesStyles,
  type TokenProbabilities,
} from './token-probabilities.js';
import type { TrainedModel } from './trained-models.js';
import { writtenText } from './written-text.js';

/** Who computes: the session, by its worker. */
export interface TextGenerator {
  write(writer: Writer, prompt: Uint32Array, options: WriteOptions, take: TakeTokens): Promise<void>;
  logProbabilities(writer: Writer, text: Uint32Array): Promise<Float64Array>;
}

const LARGEST_FILE_BYTES = 2 ** 28;
const MOST_TOKENS = 256;
/** Group of models that come from files. */
const OPENED = 'Opened';

/**
 * Trained models: save and open their weights, train on from them; of those that write, go on from a prompt and see what they find
 * probable.
 *
 * @fires open-weights - weights were given: an experiment may have waited for them.
 * @fires start-from - `{start, weights}`: the visitor wants an experiment that starts from them.
 */
@customElement('lab-weights')
export class LabWeights extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    table,
    dialStyles,
    dataTableStyles,
    writtenStyles,
    tokenProbabilitiesStyles,
    weightsStyles,
  ];

  @property({ attribute: false }) models: readonly TrainedModel[] = [];
  @property({ attribute: false }) generator: TextGenerator | null = null;
  /** While an experiment runs there is no other to make. */
  @property({ type: Boolean }) locked = false;

  /** Key of the model that the visitor chose, '' for the best of the largest. */
  @state() private _key = '';
  @state() private _opened: readonly TrainedModel[] = [];
  @state() private _prompt = '';
  @state() private _temperature = 0.8;
  @state() private _busy: 'writing' | 'reading' | null = null;
  @state() private _problem = '';
  @state() private _written: { readonly prompt: string; readonly text: string } | null = null;
  @state() private _probabilities: TokenProbabilities | null = null;
  /** Held-out lines looked at so far: each look is at another one. */
  #line = 0;
  #seed = 0;
  /** No more is to be written. */
  #stopped = false;

  protected override render(): TemplateResult {
    const model = this.#chosen;
    return html`<header>
        <h2>Trained models</h2>
        <label class="button quiet"
          >Open weights<input class="hidden-text" type="file" accept=".safetensors" @change=${this.#onOpen}
        /></label>
      </header>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      ${
        model
          ? html`${this.#choice(model)}
            ${model.weights.model.family === 'transformer' ? this.#writing(model) : nothing}`
          : html`<p class="empty">
              Weights are here once a run has ended, until the page is left; or open a file of them.
            </p>`
      }`;
  }

  /** All there are, those of the experiment first. */
  get #all(): readonly TrainedModel[] {
    return [...this.models, ...this._opened];
  }

  get #chosen(): TrainedModel | undefined {
    const all = this.#all;
    return all.find(({ key }) => key === this._key) ?? this.models.findLast(({ best }) => best) ?? all.at(-1);
  }

  #choice(model: TrainedModel): TemplateResult {
    const groups = [...groupBy(this.#all, ({ group }) => group)];
    return html`<div class="model">
      <label
        ><span>Model</span
        ><select @change=${this.#onChoose}>
          ${groups.map(
            ([group, models]) =>
              html`<optgroup label=${group}>
                ${models.map(
                  ({ key, label, best }) =>
                    html`<option value=${key} ?selected=${key === model.key}>
                      ${group}: ${label}${best ? ' (best)' : ''}
                    </option>`,
                )}
              </optgroup>`,
          )}
        </select></label
      >
      <span class="size">${formatCount(parameterCounts(model.weights.model).total)} parameters</span>
      <button @click=${() => this.#save(model)} title="PyTorch's names, safetensors">Save weights</button>
      <button
        ?disabled=${this.locked}
        title="Makes an experiment of this one size that starts from these weights instead of from chance"
        @click=${() => this.#startFrom(model)}
      >
        Train on from it
      </button>
    </div>`;
  }

  #writing(model: TrainedModel): TemplateResult {
    const busy = this._busy !== null;
    return html`<div class="writing">
        <form @submit=${(event: SubmitEvent) => void this.#write(event, model)}>
          <label for="prompt">Prompt</label>
          <textarea
            id="prompt"
            rows="2"
            placeholder=${this.#codec(model).decode(this.#usualPrompt(model)).trim()}
            .value=${this._prompt}
            @input=${(event: Event) => (this._prompt = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
          ${dial({
            id: 'temperature',
            label: 'Temperature',
            help: '0 takes the most probable token each time, 1 draws as the model thinks, more is bolder.',
            minimum: 0,
            maximum: 2,
            step: 0.05,
            value: this._temperature,
            change: (temperature) => (this._temperature = temperature),
          })}
          <span class="actions"
            >${
              this._busy === 'writing'
                ? html`<button type="button" class="stop" @click=${() => (this.#stopped = true)}>
                    Stop
                  </button>`
                : html`<button class="primary" ?disabled=${busy || !this.generator}>
                    ${busy ? 'Computing …' : 'Write on'}
                  </button>`
            }<button
              type="button"
              ?disabled=${busy || !this.generator}
              @click=${() => void this.#showProbabilities(model)}
            >
              Weigh a held-out line
            </button></span
          >
        </form>
        <div class="result" aria-live="polite" aria-busy=${this._busy === 'writing' ? 'true' : 'false'}>
          ${
            this._written
              ? writtenText(this._written.prompt, this._written.text)
              : html`<p class="empty">What the model writes appears here.</p>`
          }
        </div>
      </div>
      ${this._probabilities ? tokenProbabilities(this._probabilities) : nothing}`;
  }

  #codec({ weights: { task, tokenizer } }: TrainedModel): TextCodec {
    return textCodecOf(task, tokenizer);
  }

  /** What the samples of training go on from; a text may not be here. */
  #usualPrompt(model: TrainedModel): Uint32Array {
    const task = taskIfHere(model);
    return task ? samplePrompt(task) : this.#codec(model).encode('The ');
  }

  async #write(event: SubmitEvent, model: TrainedModel): Promise<void> {
    event.preventDefault();
    this.#stopped = false;
    await this.#compute('writing', async (generator) => {
      const codec = this.#codec(model);
      const prompt = this._prompt === '' ? this.#usualPrompt(model) : codec.encode(this._prompt);
      if (prompt.length === 0) throw new Error('This prompt has no token that the model knows.');
      const options = { count: lengthOf(model), temperature: this._temperature, seed: this.#seed++ };
      const tokens: number[] = [];
      await generator.write(model.weights, prompt, options, (more) => {
        tokens.push(...more);
        // What comes after a stop, or of a model that is no longer in sight, is not for the visitor.
        if (this.#stopped) return false;
        this._written = { prompt: codec.decode(prompt), text: codec.decode(tokens) };
        return true;
      });
    });
  }

  async #showProbabilities(model: TrainedModel): Promise<void> {
    await this.#compute('reading', async (generator) => {
      const line = heldOutLine(model, this.#line++);
      if (!line) throw new Error('The text of these weights is not here: give it, to weigh a line of it.');
      const { textOf } = this.#codec(model);
      const logProbabilities = await generator.logProbabilities(model.weights, line);
      this._probabilities = { tokens: Array.from(line, textOf), logProbabilities };
    });
  }

  /** One at a time; what goes wrong is said. */
  async #compute(
    what: NonNullable<typeof this._busy>,
    work: (generator: TextGenerator) => Promise<void>,
  ): Promise<void> {
    if (!this.generator || this._busy) return;
    this._busy = what;
    this._problem = '';
    try {
      await work(this.generator);
    } catch (error) {
      this._problem = error instanceof Error ? error.message : String(error);
    } finally {
      this._busy = null;
    }
  }

  #save({ key, weights }: TrainedModel): void {
    download(`${key}.safetensors`, new Blob([weightsToFile(weights)]));
  }

  #startFrom({ key, group, label, weights }: TrainedModel): void {
    const name = group === OPENED ? label : `${key}.safetensors`;
    const start: StartSpec = { weightsId: addWeights(weights), name };
    emit(this, 'start-from', { start, weights });
  }

  readonly #onChoose = (event: Event): void => {
    this._key = (event.target as HTMLSelectElement).value;
    this.#stopped = true;
    this._written = null;
    this._probabilities = null;
  };

  readonly #onOpen = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    this._problem = '';
    try {
      if (file.size > LARGEST_FILE_BYTES)
        throw new Error(`${file.name} is too large for weights of this lab.`);
      const weights = weightsFromFile(new Uint8Array(await file.arrayBuffer()));
      const key = `opened-${this._opened.length + 1}`;
      const opened = { key, group: OPENED, label: file.name, best: false, weights };
      this._opened = [...this._opened, opened];
      this._key = key;
      addWeights(weights);
      emit(this, 'open-weights');
    } catch (error) {
      this._problem = error instanceof Error ? error.message : String(error);
    }
  };
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
  return Uint32Array.of(...x, (y as Uint32Array).at(-1) ?? 0);
}

/** Tokens to write: an answer, or twice what the model reads at once. */
function lengthOf(model: TrainedModel): number {
  const { context, scored } = taskIfHere(model)?.sequence ?? { context: MOST_TOKENS, scored: MOST_TOKENS };
  return scored < context ? scored : Math.min(MOST_TOKENS, 2 * context);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-weights': LabWeights;
  }
}
