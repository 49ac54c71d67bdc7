import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { InputError } from '../../base/errors.js';
import { customElement, property, state } from 'lit/decorators.js';
import { groupBy } from '../../base/group-by.js';
import type { StartSpec } from '../../lab/experiment/experiment.js';
import { addWeights } from '../../lab/weights/given-weights.js';
import { weightsFromFile, weightsToFile } from '../../lab/weights/weights-file.js';
import { parameterCounts } from '../../models/parameters.js';
import { download } from '../parts/browser.js';
import { cardStyles, controls, panel, splitStyles, table } from '../parts/controls.js';
import { dataTableStyles } from '../parts/data-table.js';
import { dial, dialStyles } from '../parts/dial.js';
import { remarkStyles } from '../parts/facts.js';
import { fieldStyles } from '../parts/fields.js';
import { selectStyles } from '../parts/inputs.js';
import { emit } from '../session/page-events.js';
import { codecOf, Generation, usualPrompt, type TextGenerator } from './generation.js';
import { writtenText } from './lab-samples.js';
import { writtenStyles } from './samples-styles.js';
import { tokenProbabilities, tokenProbabilitiesStyles } from './token-probabilities.js';
import type { TrainedModel } from './trained-models.js';
import { weightsStyles } from './weights-styles.js';
import { words } from './words.js';

const said = words.models;
const LARGEST_FILE_BYTES = 2 ** 28;

/**
 * Trained models: save and open their weights, train on from them; of those that write, continue a prompt and see what they find
 * probable.
 *
 * @fires open-weights - weights were given: an experiment may have waited for them.
 * @fires start-from - `{start, weights}`: makes an experiment that starts from them.
 */
@customElement('lab-weights')
export class LabWeights extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    cardStyles,
    splitStyles,
    table,
    selectStyles,
    dialStyles,
    fieldStyles,
    remarkStyles,
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

  readonly #generation = new Generation(this);

  protected override render(): TemplateResult {
    const model = this.#chosen;
    const { problem } = this.#generation;
    return html`<header>
        <h2>${said.title}</h2>
        <label class="button quiet"
          >${said.open}<input class="hidden-text" type="file" accept=".safetensors" @change=${this.#onOpen}
        /></label>
      </header>
      ${problem ? html`<p class="remark danger" role="alert">${problem}</p>` : nothing}
      ${
        model
          ? html`${this.#choice(model)}
            ${model.weights.model.family === 'transformer' ? this.#writing(model) : nothing}`
          : html`<p class="waiting">${said.none}</p>`
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
        ><span>${said.model}</span
        ><select @change=${this.#onChoose}>
          ${groups.map(
            ([group, models]) =>
              html`<optgroup label=${group}>
                ${models.map(
                  ({ key, label, best }) =>
                    html`<option value=${key} ?selected=${key === model.key}>
                      ${said.option(group, label, best)}
                    </option>`,
                )}
              </optgroup>`,
          )}
        </select></label
      >
      <span class="size">${said.parameters(parameterCounts(model.weights.model).total)}</span>
      <button @click=${() => save(model)} title=${said.saveHint}>${said.save}</button>
      <button ?disabled=${this.locked} title=${said.startFromHint} @click=${() => this.#startFrom(model)}>
        ${said.startFrom}
      </button>
    </div>`;
  }

  #writing(model: TrainedModel): TemplateResult {
    const { busy, written, probabilities } = this.#generation;
    const ask = words.writing;
    return html`<div class="split">
        <form @submit=${(event: SubmitEvent) => this.#write(event, model)}>
          <label for="prompt">${ask.prompt}</label>
          <textarea
            id="prompt"
            rows="2"
            placeholder=${codecOf(model).decode(usualPrompt(model)).trim()}
            .value=${this._prompt}
            @input=${(event: Event) => (this._prompt = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
          ${dial({
            id: 'temperature',
            label: ask.temperature,
            help: ask.temperatureHelp,
            minimum: 0,
            maximum: 2,
            step: 0.05,
            value: this._temperature,
            change: (temperature) => (this._temperature = temperature),
          })}
          ${this.#actions(model)}
        </form>
        <div class="result" aria-live="polite" aria-busy=${busy === 'writing' ? 'true' : 'false'}>
          ${written ? writtenText(written.prompt, written.text) : html`<p class="waiting">${ask.empty}</p>`}
        </div>
      </div>
      ${probabilities ? tokenProbabilities(probabilities) : nothing}`;
  }

  #actions(model: TrainedModel): TemplateResult {
    const { busy } = this.#generation;
    const ask = words.writing;
    const isDisabled = busy !== null || !this.generator;
    return html`<span class="actions"
      >${
        busy === 'writing'
          ? html`<button type="button" class="stop" @click=${() => this.#generation.stop()}>
              ${ask.stop}
            </button>`
          : html`<button class="primary" ?disabled=${isDisabled}>${busy ? ask.computing : ask.write}</button>`
      }<button
        type="button"
        ?disabled=${isDisabled}
        @click=${() => this.generator && void this.#generation.read(this.generator, model)}
      >
        ${ask.probabilities}
      </button></span
    >`;
  }

  #write(event: SubmitEvent, model: TrainedModel): void {
    event.preventDefault();
    if (this.generator) void this.#generation.write(this.generator, model, this._prompt, this._temperature);
  }

  #startFrom({ key, group, label, weights }: TrainedModel): void {
    const name = group === said.opened ? label : `${key}.safetensors`;
    const start: StartSpec = { weightsId: addWeights(weights), name };
    emit(this, 'start-from', { start, weights });
  }

  readonly #onChoose = (event: Event): void => {
    this._key = (event.target as HTMLSelectElement).value;
    this.#generation.clear();
  };

  readonly #onOpen = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    this.#generation.complain('');
    try {
      if (file.size > LARGEST_FILE_BYTES) throw new Error(said.tooLarge(file.name));
      const weights = weightsFromFile(new Uint8Array(await file.arrayBuffer()));
      const key = `opened-${this._opened.length + 1}`;
      const opened = { key, group: said.opened, label: file.name, best: false, weights };
      this._opened = [...this._opened, opened];
      this._key = key;
      addWeights(weights);
      emit(this, 'open-weights');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#generation.complain(error instanceof InputError ? `${file.name}: ${reason}` : reason);
    }
  };
}

function save({ key, weights }: TrainedModel): void {
  download(`${key}.safetensors`, new Blob([weightsToFile(weights)]));
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-weights': LabWeights;
  }
}
