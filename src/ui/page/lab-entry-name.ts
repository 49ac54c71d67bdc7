import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../parts/controls.js';
import { emit } from '../session/page-events.js';
import { ShortcutController } from '../session/shortcuts.js';
import { words } from './words.js';

const LONGEST_NAME = 200;

/**
 * What the experiment in sight is called, in a field once it is pressed. Keys rename it, and put its law beside others.
 *
 * @fires rename-entry
 * @fires add-to-compare
 */
@customElement('lab-entry-name')
export class LabEntryName extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: flex;
        min-width: 0;
      }
      .name {
        min-width: 0;
        min-height: 1.75rem;
        padding: 0 0.7em;
        border-color: transparent;
        border-radius: 1rem;
        background: var(--sunken);
        color: var(--ink-soft);
        font-size: var(--tiny);
        font-weight: 400;
      }
      .name svg {
        flex: none;
        width: 0.8em;
        height: 0.8em;
        margin-left: 0.5em;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.75;
      }
      .name span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      input {
        box-sizing: border-box;
        width: 12rem;
        max-width: 100%;
        min-height: 1.75rem;
        padding: 0 0.7em;
        border: 1px solid var(--line-strong);
        border-radius: 1rem;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-size: var(--small);
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  /** Of the experiment in sight, '' where it has none. */
  @property() name = '';
  /** There is a law to put beside others. */
  @property({ type: Boolean }) comparable = false;

  @state() private _isEdited = false;

  @query('input') private readonly _field!: HTMLInputElement | null;
  @query('.name') private readonly _chip!: HTMLElement | null;

  constructor() {
    super();
    new ShortcutController(this, { n: () => this.#edit(), c: () => this.#compare() });
  }

  protected override render(): TemplateResult | typeof nothing {
    const said = words.figure;
    if (this.name === '') return nothing;
    if (this._isEdited)
      return html`<input
        aria-label=${said.nameOf}
        maxlength=${LONGEST_NAME}
        .value=${this.name}
        @keydown=${this.#onKey}
        @blur=${() => this.#take()}
      />`;
    return html`<button class="name" title=${said.rename} @click=${() => this.#edit()}>
      <span>“${this.name}”</span
      ><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 14l1-4 8-8 3 3-8 8z" /></svg>
    </button>`;
  }

  #edit(): void {
    if (this.name === '') return;
    this._isEdited = true;
    void this.updateComplete.then(() => this._field?.select());
  }

  #compare(): void {
    if (this.comparable) emit(this, 'add-to-compare');
  }

  readonly #onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') this.#close();
    if (key === 'Enter') {
      this.#take();
      this.#close();
    }
  };

  /** A name cannot be empty. */
  #take(): void {
    const name = this._isEdited ? (this._field?.value.trim() ?? '') : '';
    this._isEdited = false;
    if (name !== '' && name !== this.name) emit(this, 'rename-entry', { name });
  }

  /** The focus goes back to the name. */
  #close(): void {
    this._isEdited = false;
    void this.updateComplete.then(() => this._chip?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-entry-name': LabEntryName;
  }
}
