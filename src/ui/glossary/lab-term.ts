import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { whenIdle } from '../parts/browser.js';
import { controls } from '../parts/controls.js';
import { keepTogether } from '../parts/keep-together.js';
import { hashOf } from '../session/address.js';
import { citation, sources } from './sources/words.js';
import type { Term } from './terms.js';
import { words } from './words.js';

type Glossary = typeof import('./terms.js');

/** The glossary is loaded once, when the first term is on the page and there is nothing more urgent to do. */
let loading: Promise<Glossary> | null = null;
const load = (): Promise<Glossary> => (loading ??= import('./terms.js'));

/** A pointer on its way from the word to its card, or back, is not to close the card. */
const LINGER_MS = 200;
/** Between the word and its card, and between the card and the edge of the window. */
const GAP_PX = 6;

/**
 * A word of the glossary in a text, with a card that defines it: on hover, focus and tap. Esc closes the card. Its content is what the
 * text calls the word; `name` is the term.
 */
@customElement('lab-term')
export class LabTerm extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: inline;
      }
      button.word {
        display: inline;
        min-height: 0;
        padding: 0 0.1em;
        border: 0;
        border-bottom: 2px dotted var(--line-strong);
        border-radius: 3px 3px 0 0;
        background: none;
        color: inherit;
        font: inherit;
        white-space: normal;
        cursor: help;
      }
      button.word:hover,
      button.word[aria-expanded='true'] {
        background: var(--sunken);
      }
      .card {
        position: fixed;
        inset: auto;
        width: min(22rem, 100vw - 1rem);
        margin: 0;
        padding: 0.75rem 0.85rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface);
        color: var(--ink);
        box-shadow: 0 6px 20px #0003;
        font-size: 0.875rem;
        font-weight: 400;
        line-height: 1.45;
        text-align: left;
        white-space: normal;
      }
      .card p + p {
        margin-top: 0.35rem;
      }
      .name {
        font-size: 0.9375rem;
        font-weight: 650;
      }
      .said {
        color: var(--ink-faint);
        font-weight: 400;
      }
      .links {
        font-size: var(--small);
      }
      a {
        color: var(--link);
      }
      @media print {
        button.word {
          border: 0;
        }
      }
    `,
  ];

  @property() name = '';

  @state() private _glossary: Glossary | null = null;
  @state() private _isOpen = false;

  @query('button') private readonly _word!: HTMLButtonElement;
  @query('.card') private readonly _card!: HTMLElement | null;

  #closing = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    whenIdle(() => void this.#load());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  protected override render(): TemplateResult {
    const term = this.#term;
    return html`<button
        class="word printed"
        aria-describedby=${term ? 'card' : nothing}
        aria-expanded=${this._isOpen ? 'true' : 'false'}
        @click=${this.#open}
        @focus=${this.#open}
        @blur=${this.#onBlur}
        @pointerenter=${this.#onEnter}
        @pointerleave=${this.#onLeave}
      >
        <slot></slot></button
      >${term ? this.#definition(term) : nothing}`;
  }

  /** Null before the glossary is there. */
  get #term(): Term | null {
    const { _glossary: glossary, name } = this;
    return glossary?.isTermId(name) ? glossary.terms[name] : null;
  }

  #definition({ name, symbol, said, definition, number, source }: Term): TemplateResult {
    return html`<div
      class="card"
      id="card"
      popover="manual"
      @focusout=${this.#onBlur}
      @pointerenter=${this.#onEnter}
      @pointerleave=${this.#onLeave}
    >
      <p class="name">
        ${symbol === undefined ? name : `${name}, ${symbol}`}
        ${said === undefined ? nothing : html`<span class="said">${words.read(said)}</span>`}
      </p>
      <p>${keepTogether(definition)}</p>
      ${number === undefined ? nothing : html`<p>${keepTogether(number)}</p>`}
      <p class="links">
        <a href=${hashOf('glossary', this.name)} @click=${this.#close}>${words.toGlossary}</a>${
          source === undefined
            ? nothing
            : html` · <a href=${sources[source].url} target="_blank">${citation(sources[source])}</a>`
        }
      </p>
    </div>`;
  }

  async #load(): Promise<void> {
    try {
      this._glossary = await load();
    } catch {
      // Without the network the word stays a word; it tries again when somebody asks for it.
      loading = null;
    }
  }

  readonly #open = (): void => {
    clearTimeout(this.#closing);
    if (!this._glossary) {
      void this.#load().then(() => this.updateComplete.then(() => this._glossary && this.#open()));
      return;
    }
    if (this._isOpen || !this._card || !this.isConnected) return;
    this._isOpen = true;
    this._card.showPopover();
    this.#place(this._card);
    document.addEventListener('keydown', this.#onKey, true);
    document.addEventListener('pointerdown', this.#onPress);
    window.addEventListener('scroll', this.#close, true);
  };

  readonly #close = (): void => {
    clearTimeout(this.#closing);
    if (!this._isOpen) return;
    this._isOpen = false;
    if (this._card?.isConnected) this._card.hidePopover();
    document.removeEventListener('keydown', this.#onKey, true);
    document.removeEventListener('pointerdown', this.#onPress);
    window.removeEventListener('scroll', this.#close, true);
  };

  /** Below the word, above it where there is no room; within the window. */
  #place(card: HTMLElement): void {
    const { left, top, bottom } = this._word.getBoundingClientRect();
    const { width, height } = card.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const isAbove = bottom + GAP_PX + height > clientHeight && top > height + GAP_PX;
    const x = Math.max(GAP_PX, Math.min(left, clientWidth - width - GAP_PX));
    const y = isAbove ? top - GAP_PX - height : bottom + GAP_PX;
    card.style.left = `${x}px`;
    card.style.top = `${y}px`;
  }

  readonly #onEnter = ({ pointerType }: PointerEvent): void => {
    if (pointerType === 'mouse') this.#open();
  };

  readonly #onLeave = ({ pointerType }: PointerEvent): void => {
    if (pointerType !== 'mouse' || this.shadowRoot?.activeElement) return;
    clearTimeout(this.#closing);
    this.#closing = window.setTimeout(this.#close, LINGER_MS);
  };

  readonly #onBlur = ({ relatedTarget }: FocusEvent): void => {
    if (!this.shadowRoot?.contains(relatedTarget as Node | null)) this.#close();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
  };

  readonly #onPress = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.#close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-term': LabTerm;
  }
}
