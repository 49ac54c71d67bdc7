import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatCount } from '../../../base/format.js';
import type { TextSpec } from '../../../data/tasks/text.js';
import type { GivenText } from '../../../data/text/given-text.js';
import { createTokenizer } from '../../../data/text/tokenizers/create-tokenizer.js';
import { cardStyles, controls, panel } from '../../parts/controls.js';
import { facts, factsStyles, remarks, remarkStyles, type Fact } from '../../parts/facts.js';
import { fieldStyles, progressStyles } from '../../parts/fields.js';
import { emit } from '../../session/page-events.js';
import { fetchText } from './fetch-text.js';
import type { TextState } from './text-library.js';
import { textSourceStyles } from './text-source-styles.js';
import { words } from './words.js';

const said = words.text;
/** Tokens of the text that are shown as they were cut. */
const SHOWN_TOKENS = 48;

/**
 * Where the text of an experiment comes from and what it became. Nothing of it leaves the page.
 *
 * @fires give-text - `{file, name}`: a text, as a Blob.
 * @fires refuse-text - `{message}`: what the visitor gave could not be had.
 * @fires forget-text
 */
@customElement('lab-text-source')
export class LabTextSource extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    cardStyles,
    factsStyles,
    remarkStyles,
    fieldStyles,
    progressStyles,
    textSourceStyles,
  ];

  @property({ attribute: false }) task: TextSpec | null = null;
  @property({ attribute: false }) text: TextState = { type: 'absent' };
  /** While an experiment runs its text stays. */
  @property({ type: Boolean }) locked = false;

  /** A file hovers over the panel. */
  @state() private _hovered = false;
  @state() private _fetching = false;
  /** The visitor asked for another text than the one that is there. */
  @state() private _another = false;

  @query('#pasted') private readonly _pasted!: HTMLTextAreaElement;
  @query('#address') private readonly _address!: HTMLInputElement;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('text') && this.text.type === 'reading') this._another = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { task, text } = this;
    if (!task) return nothing;
    return html`<header>
        <h2>${said.title}</h2>
        ${text.type === 'ready' ? this.#tools() : nothing}
      </header>
      ${text.type === 'ready' && !this._another ? result(text.given) : this.#asking(task, text)}`;
  }

  #tools(): TemplateResult {
    return html`<span class="tools"
      ><button class="quiet" ?disabled=${this.locked} @click=${() => (this._another = !this._another)}>
        ${this._another ? said.keep : said.another}</button
      ><button
        class="quiet"
        ?disabled=${this.locked}
        title=${said.forgetHint}
        @click=${() => emit(this, 'forget-text')}
      >
        ${said.forget}
      </button></span
    >`;
  }

  #asking(task: TextSpec, text: TextState): TemplateResult {
    if (text.type === 'reading') {
      return html`<p class="reading" role="status">
        <span>${said.reading(text.name)}</span>
        <progress max="1" .value=${text.share} aria-label=${said.progress}></progress>
      </p>`;
    }
    const isMissing = text.type === 'absent' && task.textId !== '';
    return html`${isMissing ? html`<p class="remark note">${said.missing(task.name)}</p>` : nothing}
      ${text.type === 'refused' ? html`<p class="remark danger" role="alert">${text.message}</p>` : nothing}
      <div
        class="drop ${this._hovered ? 'hovered' : ''}"
        @dragover=${this.#onHover}
        @dragleave=${() => (this._hovered = false)}
        @drop=${this.#onDrop}
      >
        <p>
          <label class="button primary"
            >${said.pick}<input
              class="hidden-text"
              type="file"
              ?disabled=${this.locked}
              @change=${this.#onPick}
          /></label>
          ${said.drop}
        </p>
        <form class="paste" @submit=${this.#onPaste}>
          <label for="pasted">${said.paste}</label>
          <textarea id="pasted" rows="3" required ?disabled=${this.locked}></textarea>
          <button ?disabled=${this.locked}>${said.usePasted}</button>
        </form>
        <form class="address" @submit=${this.#onAddress}>
          <label for="address">${said.address}</label>
          <input
            id="address"
            type="url"
            placeholder="https://…"
            aria-describedby="fetch-hint"
            required
            ?disabled=${this.locked}
          />
          <button ?disabled=${this.locked || this._fetching}>
            ${this._fetching ? said.fetching : said.fetch}
          </button>
          <p id="fetch-hint">${said.fetchHint}</p>
        </form>
      </div>`;
  }

  // What is dropped here is a text, not the table of points that the rest of the page takes it for.
  readonly #onHover = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this._hovered = !this.locked;
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this._hovered = false;
    const file = event.dataTransfer?.files[0];
    if (file && !this.locked) this.#give(file, file.name);
  };

  readonly #onPick = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) this.#give(file, file.name);
    // The same file may be picked again once it was mended.
    input.value = '';
  };

  readonly #onPaste = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#give(new Blob([this._pasted.value]), said.pastedName);
  };

  readonly #onAddress = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    this._fetching = true;
    try {
      const { file, name } = await fetchText(this._address.value);
      this.#give(file, name);
    } catch (error) {
      emit(this, 'refuse-text', { message: error instanceof Error ? error.message : String(error) });
    } finally {
      this._fetching = false;
    }
  };

  #give(file: Blob, name: string): void {
    emit(this, 'give-text', { file, name });
  }
}

/** What a text became. */
function result({ text, characters, notes }: GivenText): TemplateResult {
  const { source, tokenizer, tokens, trainingTokens } = text;
  const { vocabulary, textOf } = createTokenizer(tokenizer);
  const shown = [...tokens.subarray(0, SHOWN_TOKENS)];
  const counts: readonly Fact[] = [
    { name: said.name, value: source.name, title: source.name },
    { name: said.characters, value: formatCount(characters) },
    { name: said.tokens(source.tokens), value: formatCount(tokens.length) },
    { name: said.vocabulary, value: formatCount(vocabulary) },
    { name: said.training, value: formatCount(trainingTokens) },
    { name: said.heldOut, value: formatCount(tokens.length - trainingTokens) },
  ];
  return html`${facts(counts)}
    <p class="tokens" aria-label=${said.firstTokens}>
      ${shown.map((token) => html`<span>${visible(textOf(token))}</span>`)}…
    </p>
    ${remarks(notes)}`;
}

/** A token with what would not be seen made visible. */
function visible(token: string): string {
  return token.replaceAll('\n', '↵').replaceAll('\t', '⇥').replaceAll(' ', '\u00a0');
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-text-source': LabTextSource;
  }
}
