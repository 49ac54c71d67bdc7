import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { InputError } from '../../base/errors.js';
import { controls } from '../parts/controls.js';
import { remarkStyles } from '../parts/facts.js';
import { emit } from '../session/page-events.js';
import { textOfFile } from './given-file.js';
import { words } from './words.js';

const said = words.source;

/**
 * Where tables come from: a file dropped or picked, a table pasted. Its slot is for other ways.
 *
 * @fires open-table - `{name, input}`: what was given.
 */
@customElement('lab-points-source')
export class LabPointsSource extends LitElement {
  static override readonly styles = [
    controls,
    remarkStyles,
    css`
      :host {
        display: block;
      }
      .drop {
        display: grid;
        gap: 0.6rem;
        justify-items: start;
        color: var(--ink-soft);
        font-size: 0.9375rem;
        text-wrap: pretty;
      }
      :host(:not([compact])) .drop {
        padding: 1.5rem;
        border: 1.5px dashed var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .drop.over {
        border-color: var(--focus);
        background: var(--info-fill);
        color: var(--info-ink);
      }
      h2 {
        font-size: 1.0625rem;
        font-weight: 650;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      :host([compact]) button {
        min-height: 1.9rem;
        padding: 0 0.7em;
      }
      .paste {
        display: grid;
        gap: 0.5rem;
        justify-items: start;
        width: 100%;
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
      .remark {
        width: 100%;
      }
      @media (pointer: coarse) {
        :host([compact]) button {
          min-height: 2.75rem;
        }
      }
    `,
  ];

  /** Beside a table that is open: buttons alone. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private _over = false;
  @state() private _pasting = false;
  @state() private _complaint: string | null = null;

  @query('input') private readonly _input!: HTMLInputElement;
  @query('textarea') private readonly _area!: HTMLTextAreaElement | null;

  protected override render(): TemplateResult {
    return html`<div
      class="drop ${this._over ? 'over' : ''}"
      @dragover=${this.#onDrag}
      @dragleave=${() => (this._over = false)}
      @drop=${this.#onDrop}
    >
      ${
        this.compact
          ? nothing
          : html`<h2>${this._over ? said.release : said.drop}</h2>
              <p>${said.dropMore}</p>`
      }
      <div class="buttons">
        <button class=${this.compact ? '' : 'primary'} @click=${() => this._input.click()}>
          ${this.compact ? said.another : said.pick}
        </button>
        <button aria-expanded=${this._pasting ? 'true' : 'false'} @click=${this.#togglePaste}>
          ${said.paste}
        </button>
        <slot></slot>
      </div>
      <input
        hidden
        type="file"
        aria-label=${said.fileLabel}
        accept=".csv,.tsv,.txt,.md,.tex,.json,.jsonl,.parquet,text/csv,application/json"
        @change=${this.#onPick}
      />
      ${this._complaint === null ? nothing : html`<p class="remark" role="alert">${this._complaint}</p>`}
      ${
        this._pasting
          ? html`<div class="paste">
              <textarea
                aria-label=${said.tableLabel}
                spellcheck="false"
                placeholder=${said.example}
              ></textarea>
              <button class="primary" @click=${this.#onPaste}>${said.fitPasted}</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  readonly #togglePaste = async (): Promise<void> => {
    this._pasting = !this._pasting;
    await this.updateComplete;
    this._area?.focus();
  };

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
    const input = this._area?.value ?? '';
    if (input.trim() === '') {
      this._complaint = said.nothingPasted;
      return;
    }
    this._pasting = false;
    this._complaint = null;
    emit(this, 'open-table', { name: said.pastedName, input });
  };

  async #read(file: File | undefined): Promise<void> {
    if (!file) return;
    try {
      const input = await textOfFile(file);
      this._complaint = null;
      emit(this, 'open-table', { name: file.name, input });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this._complaint = words.refusedFile(file.name, error.message);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-points-source': LabPointsSource;
  }
}
