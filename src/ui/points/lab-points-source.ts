import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { decodeText } from '../../laws/table/text/decode-text.js';
import { controls } from '../parts/controls.js';
import { words } from './words.js';

const said = words.source;

/**
 * Where points come from: a file dropped or picked, a table pasted.
 *
 * @fires text-read - `{name, text}`: what was given.
 */
@customElement('lab-points-source')
export class LabPointsSource extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .drop {
        display: grid;
        gap: 0.6rem;
        padding: 1rem;
        border: 1.5px dashed var(--line-strong);
        border-radius: var(--radius);
        color: var(--ink-soft);
        font-size: 0.875rem;
        text-wrap: pretty;
      }
      .over {
        border-color: var(--focus);
        background: var(--sunken);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      textarea {
        width: 100%;
        min-height: 9rem;
        padding: 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface);
        color: var(--ink);
        font: var(--small) / 1.5 var(--mono);
        resize: vertical;
      }
    `,
  ];

  /** Name of the file at hand, '' before there is one. */
  @property() file = '';

  @state() private _over = false;
  @state() private _pasting = false;

  @query('input') private readonly _input!: HTMLInputElement;
  @query('textarea') private readonly _area!: HTMLTextAreaElement | null;

  protected override render(): TemplateResult {
    return html`<div
      class="drop ${this._over ? 'over' : ''}"
      @dragover=${this.#onDrag}
      @dragleave=${() => (this._over = false)}
      @drop=${this.#onDrop}
    >
      <p>${this.file ? html`<strong>${this.file}</strong>` : said.drop}</p>
      <div class="buttons">
        <button class=${this.file ? '' : 'primary'} @click=${() => this._input.click()}>
          ${this.file ? said.another : said.pick}
        </button>
        <button
          aria-expanded=${this._pasting ? 'true' : 'false'}
          @click=${() => (this._pasting = !this._pasting)}
        >
          ${said.paste}
        </button>
      </div>
      <input
        hidden
        type="file"
        aria-label=${said.fileLabel}
        accept=".csv,.tsv,.txt,.md,.json,.jsonl,text/csv,application/json"
        @change=${this.#onPick}
      />
      ${
        this._pasting
          ? html`<textarea
                aria-label=${said.tableLabel}
                spellcheck="false"
                placeholder=${said.example}
              ></textarea>
              <button class="primary" @click=${this.#onPaste}>${said.fitPasted}</button>`
          : ''
      }
    </div>`;
  }

  readonly #onDrag = (event: DragEvent): void => {
    event.preventDefault();
    this._over = true;
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this._over = false;
    void this.#read(event.dataTransfer?.files[0]);
  };

  readonly #onPick = (): void => {
    const [file] = this._input.files ?? [];
    // The same file may be picked again after it was changed.
    this._input.value = '';
    void this.#read(file);
  };

  readonly #onPaste = (): void => {
    const text = this._area?.value ?? '';
    this._pasting = false;
    this.#give(said.pastedName, text);
  };

  async #read(file: File | undefined): Promise<void> {
    if (file) this.#give(file.name, decodeText(new Uint8Array(await file.arrayBuffer())));
  }

  #give(name: string, text: string): void {
    this.dispatchEvent(new CustomEvent('text-read', { detail: { name, text } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-points-source': LabPointsSource;
  }
}
