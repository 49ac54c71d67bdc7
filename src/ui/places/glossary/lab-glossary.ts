import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { citation, sources } from '../../glossary/sources/words.js';
import { findTerms, termIds, terms, type TermId } from '../../glossary/terms.js';
import { words } from '../../glossary/words.js';
import { controls } from '../../parts/controls.js';
import { keepTogether } from '../../parts/keep-together.js';
import { placeStyles } from '../../parts/place-styles.js';
import { hashOf } from '../../session/address.js';
import { ShortcutController } from '../../session/shortcuts.js';

/** Every technical word of the page, with a search; the address names one of them. */
@customElement('lab-glossary')
export class LabGlossary extends LitElement {
  static override readonly styles = [
    controls,
    placeStyles,
    css`
      .lead {
        max-width: 44rem;
        margin: 0.4rem 0 1rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      .search {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 1rem;
        margin-bottom: 1rem;
      }
      input {
        width: min(24rem, 100%);
        min-height: 2.5rem;
        padding: 0.3rem 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
      .search p {
        color: var(--ink-faint);
        font-size: 0.875rem;
      }
      dl {
        margin: 0;
        columns: 25rem;
        column-gap: 1rem;
      }
      .term {
        margin-bottom: 0.75rem;
        padding: 0.75rem 0.9rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        break-inside: avoid;
        scroll-margin-top: 4.5rem;
      }
      .term.named {
        border-color: var(--focus);
        box-shadow: 0 0 0 1px var(--focus);
      }
      dt {
        font-weight: 650;
      }
      dt a {
        color: inherit;
        text-decoration: none;
      }
      dt a:hover {
        text-decoration: underline;
      }
      dt span {
        color: var(--ink-faint);
        font-weight: 400;
      }
      dd {
        margin: 0.25rem 0 0;
        text-wrap: pretty;
      }
      .more {
        color: var(--ink-soft);
        font-size: 0.875rem;
      }
    `,
  ];

  /** The term that the address names, '' for none. */
  @property() term = '';

  @state() private _search = '';

  constructor() {
    super();
    const toSearch = (): void => this.renderRoot.querySelector('input')?.focus();
    new ShortcutController(this, { '/': toSearch });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('term')) return;
    this.renderRoot.querySelector('.named')?.scrollIntoView({ block: 'center' });
  }

  protected override render(): TemplateResult {
    const found = findTerms(this._search);
    return html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <div class="search" role="search">
        <input
          type="search"
          aria-label=${words.search}
          placeholder=${words.search}
          .value=${this._search}
          @input=${(event: InputEvent) => (this._search = (event.target as HTMLInputElement).value)}
        />
        <p role="status">
          ${found.length > 0 ? words.count(found.length, termIds.length) : words.none(this._search)}
        </p>
        ${
          found.length === 0
            ? html`<button @click=${() => (this._search = '')}>${words.showAll}</button>`
            : nothing
        }
      </div>
      <dl>${found.map((id) => this.#entry(id))}</dl>`;
  }

  #entry(id: TermId): TemplateResult {
    const { name, symbol, said, also, definition, number, source } = terms[id];
    return html`<div class="term ${id === this.term ? 'named' : ''}">
      <dt>
        <a href=${hashOf('glossary', id)}>${symbol === undefined ? name : `${name}, ${symbol}`}</a>
        ${said === undefined ? nothing : html`<span>${words.read(said)}</span>`}
      </dt>
      <dd>${keepTogether(`${definition} ${number ?? ''}`)}</dd>
      ${also === undefined ? nothing : html`<dd class="more">${words.also(also)}</dd>`}
      ${
        source === undefined
          ? nothing
          : html`<dd class="more">
              <a href=${sources[source].url} target="_blank">${citation(sources[source])}</a>
            </dd>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-glossary': LabGlossary;
  }
}
