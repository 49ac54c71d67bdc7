import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatCount } from '../../base/format.js';
import type { TextSpec } from '../../data/tasks/text.js';
import { createTokenizer } from '../../data/text/tokenizers/create-tokenizer.js';
import type { GivenText } from '../../data/text/given-text.js';
import type { TextState } from './text-library.js';
import { fetchText } from './fetch-text.js';
import { controls, panel } from '../parts/controls.js';
import { emit } from '../session/page-events.js';
import { textSourceStyles } from './text-source-styles.js';

const tokenWords = { character: 'characters', byte: 'bytes', bpe: 'byte pairs' } as const;
/** Tokens of the text that are shown as they were cut. */
const SHOWN_TOKENS = 48;

/**
 * Where the text of an experiment comes from and what it became. Nothing of it leaves the page.
 *
 * @fires give-text - `{file, name}`: a text, as a Blob.
 * @fires refuse-text - `{message}`: what the visitor gave could not be had.
 * @fires forget-text - the visitor wants the text gone.
 */
@customElement('lab-text-source')
export class LabTextSource extends LitElement {
  static override readonly styles = [controls, panel, textSourceStyles];

  @property({ attribute: false }) task: TextSpec | null = null;
  @property({ attribute: false }) text: TextState = { type: 'absent' };
  /** While an experiment runs its text stays. */
  @property({ type: Boolean }) locked = false;

  /** A file hovers over the panel. */
  @state() private _hovered = false;
  @state() private _fetching = false;
  /** The visitor wants another text than the one that is there. */
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
        <h2>Text</h2>
        ${text.type === 'ready' ? this.#tools() : nothing}
      </header>
      ${text.type === 'ready' && !this._another ? this.#result(text.given) : this.#asking(task, text)}`;
  }

  #tools(): TemplateResult {
    return html`<span class="tools"
      ><button class="quiet" ?disabled=${this.locked} @click=${() => (this._another = !this._another)}>
        ${this._another ? 'Keep this text' : 'Another text'}</button
      ><button
        class="quiet"
        ?disabled=${this.locked}
        title="Removes the text from this page and from the browser's storage"
        @click=${() => emit(this, 'forget-text')}
      >
        Forget
      </button></span
    >`;
  }

  #asking(task: TextSpec, text: TextState): TemplateResult {
    if (text.type === 'reading') {
      return html`<p class="reading" role="status">
        <span>Making tokens of ${text.name} …</span>
        <progress max="1" .value=${text.share} aria-label="Tokens made"></progress>
      </p>`;
    }
    const isMissing = text.type === 'absent' && task.textId !== '';
    return html`${
        isMissing
          ? html`<p class="wanted">
              This experiment is about <strong>${task.name}</strong>, which is not here: texts stay where they
              were given and are no part of links. Give it again, or another one.
            </p>`
          : nothing
      }
      ${text.type === 'refused' ? html`<p class="refusal" role="alert">${text.message}</p>` : nothing}
      <div
        class="drop ${this._hovered ? 'hovered' : ''}"
        @dragover=${this.#onHover}
        @dragleave=${() => (this._hovered = false)}
        @drop=${this.#onDrop}
      >
        <p>
          <label class="button primary"
            >Pick a file<input
              class="hidden-text"
              type="file"
              ?disabled=${this.locked}
              @change=${this.#onPick}
          /></label>
          or drop one here. It stays on this page and in your browser; nothing is sent anywhere.
        </p>
        <form class="paste" @submit=${this.#onPaste}>
          <label for="pasted">Or paste a text</label>
          <textarea id="pasted" rows="3" required ?disabled=${this.locked}></textarea>
          <button ?disabled=${this.locked}>Use this text</button>
        </form>
        <form class="address" @submit=${this.#onAddress}>
          <label for="address">Or name its address</label>
          <input id="address" type="url" placeholder="https://…" required ?disabled=${this.locked} />
          <button ?disabled=${this.locked || this._fetching}>
            ${this._fetching ? 'Fetching …' : 'Fetch'}
          </button>
        </form>
      </div>`;
  }

  #result({ text, characters, notes }: GivenText): TemplateResult {
    const { source, tokenizer, tokens, trainingTokens } = text;
    const { vocabulary, textOf } = createTokenizer(tokenizer);
    const shown = [...tokens.subarray(0, SHOWN_TOKENS)];
    const facts: readonly (readonly [string, string])[] = [
      ['Characters', formatCount(characters)],
      [`Tokens (${tokenWords[source.tokens]})`, formatCount(tokens.length)],
      ['Different tokens', formatCount(vocabulary)],
      ['To train on', formatCount(trainingTokens)],
      ['Held out', formatCount(tokens.length - trainingTokens)],
    ];
    return html`<div class="result">
      <dl>
        <div class="name">
          <dt>Name</dt>
          <dd title=${source.name}>${source.name}</dd>
        </div>
        ${facts.map(
          ([term, value]) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <p class="tokens" aria-label="The first tokens of the text">
        ${shown.map((token) => html`<span>${visible(textOf(token))}</span>`)}…
      </p>
      ${
        notes.length > 0
          ? html`<ul class="notes">
              ${notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
          : nothing
      }
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
    this.#give(new Blob([this._pasted.value]), 'The pasted text');
  };

  readonly #onAddress = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    this._fetching = true;
    try {
      const { file, name } = await fetchText(this._address.value);
      this.#give(file, name);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      emit(this, 'refuse-text', { message });
    } finally {
      this._fetching = false;
    }
  };

  #give(file: Blob, name: string): void {
    emit(this, 'give-text', { file, name });
  }
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
