import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../parts/controls.js';
import type { Theme } from '../parts/tokens.js';
import { toolbarKeys } from '../parts/toolbar.js';
import { hashOf, type Place } from '../session/address.js';
import { emit } from '../session/page-events.js';
import { areKeysOn, ShortcutController, switchKeys } from '../session/shortcuts.js';
import { words } from './words.js';

/** The places of the header, in their order. */
const shown = ['lab', 'gallery', 'lessons', 'compare', 'tables', 'history'] as const;
/** In which of them a place lies. */
const homes: Readonly<Record<Place, (typeof shown)[number]>> = {
  lab: 'lab',
  design: 'lab',
  gallery: 'gallery',
  lessons: 'lessons',
  glossary: 'lessons',
  why: 'lessons',
  board: 'lessons',
  compare: 'compare',
  tables: 'tables',
  history: 'history',
  challenge: 'lab',
};

/**
 * The top of the page: its name, its places, its tools.
 *
 * @fires toggle-present
 * @fires start-tour
 * @fires open-search
 * @fires toggle-theme
 */
@customElement('lab-header')
export class LabHeader extends LitElement {
  static override readonly styles = [
    controls,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        height: 3.25rem;
        padding: 0 1.25rem;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .name {
        display: flex;
        align-items: center;
        gap: 0.55rem;
        margin-right: 1rem;
        font-weight: 650;
        letter-spacing: -0.015em;
        white-space: nowrap;
      }
      .name svg {
        width: 1.5rem;
        height: 1.5rem;
      }
      nav {
        display: flex;
        flex: 1;
        gap: 0.25rem;
      }
      nav :is(a, span),
      summary {
        padding: 0.3rem 0.7rem;
        border-radius: var(--radius-small);
        color: var(--ink-soft);
        font-size: 0.9375rem;
        text-decoration: none;
      }
      nav a:hover {
        background: var(--sunken);
        color: var(--ink);
      }
      nav :is(span, [aria-current='true']) {
        background: var(--sunken);
        color: var(--ink);
        font-weight: 600;
      }
      details {
        display: none;
        position: relative;
        flex: 1;
      }
      summary {
        width: max-content;
        min-height: 2.75rem;
        padding: 0.6rem 0.7rem;
        color: var(--ink);
        font-weight: 600;
        list-style: none;
        cursor: pointer;
      }
      details nav {
        position: absolute;
        z-index: 2;
        display: grid;
        min-width: 12rem;
        padding: 0.4rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: 0 8px 24px #0003;
      }
      details nav :is(a, span) {
        padding: 0.7rem;
      }
      .tools {
        display: flex;
        flex: none;
        align-items: center;
        gap: 0.25rem;
      }
      .tools button {
        gap: 0.45em;
        min-height: 2.25rem;
        padding: 0 0.6em;
        font-size: 0.9375rem;
      }
      .tools svg {
        width: 1.1rem;
        height: 1.1rem;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.6;
      }
      dialog {
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
      }
      dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: 0.4rem 1.25rem;
        margin: 0.5rem 0 1rem;
      }
      dd {
        margin: 0;
      }
      h2 {
        font-size: 1.2rem;
      }
      h3 {
        margin-top: 1rem;
        font-size: 0.9375rem;
        font-weight: 600;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 0.75rem;
      }
      .ways a {
        color: inherit;
        text-decoration: none;
      }
      .switch {
        display: block;
        margin-bottom: 1rem;
      }
      kbd {
        padding: 0.05rem 0.4rem;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        font-family: var(--mono);
        font-size: var(--small);
      }
      :host([presented]) :is(nav, details, .theme) {
        display: none;
      }
      :host([presented]) .tools {
        margin-left: auto;
      }
      @media (forced-colors: active) {
        nav span {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
        .tools button {
          border-color: Canvas;
        }
      }
      @media (max-width: 1000px) {
        .label {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @media (max-width: 760px) {
        header {
          padding: 0 1rem;
        }
        .name {
          margin: 0;
        }
        header > nav,
        .name b {
          display: none;
        }
        details {
          display: block;
        }
      }
    `,
  ];

  @property() theme: Theme = 'light';
  @property() place: Place = 'lab';
  /** On a projector nothing is chosen. */
  @property({ type: Boolean, reflect: true }) presented = false;
  /** The hash of the experiment of the dials, which the link to the lab opens. */
  @property() labHash = '';

  @state() private _areKeysOn = areKeysOn();

  @query('details') private readonly _menu!: HTMLDetailsElement;
  @query('dialog') private readonly _help!: HTMLDialogElement;

  constructor() {
    super();
    new ShortcutController(this, {
      p: () => emit(this, 'toggle-present'),
      '?': () => this._help.showModal(),
      // The history and the glossary have a search of their own.
      '/': () => this.place !== 'history' && this.place !== 'glossary' && emit(this, 'open-search'),
    });
  }

  protected override render(): TemplateResult {
    const home = homes[this.place];
    const links = shown.map((place) =>
      place === home && place === this.place
        ? html`<span aria-current="page">${words.places[place]}</span>`
        : html`<a
            href=${place === 'lab' ? this.labHash || '#e' : hashOf(place)}
            aria-current=${place === home ? 'true' : 'false'}
            @click=${() => (this._menu.open = false)}
            >${words.places[place]}</a
          >`,
    );
    return html`<header>
      <div class="name">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M4 5v23h24" fill="none" stroke="var(--line-strong)" stroke-width="2" />
          <path d="M7 8l20 17" stroke="var(--ink)" stroke-width="2.5" />
          <g fill="var(--ink)">
            <circle cx="9.5" cy="10" r="2.6" />
            <circle cx="17" cy="16.5" r="2.6" />
            <circle cx="24.5" cy="23" r="2.6" />
          </g></svg
        ><b>${words.header.name}</b>
      </div>
      <nav aria-label=${words.header.places}>${links}</nav>
      <details>
        <summary>${words.places[home]} ▾</summary>
        <nav aria-label=${words.header.places}>${links}</nav>
      </details>
      <div class="tools" role="toolbar" aria-label=${words.header.tools} @keydown=${toolbarKeys}>
        <button class="quiet" title=${words.header.presentHint} @click=${() => emit(this, 'toggle-present')}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M2.5 4h15v9h-15zM10 13v4M6.5 17h7" />
          </svg>
          <span class="label">${this.presented ? words.header.leave : words.header.present}</span>
        </button>
        <button
          class="quiet"
          tabindex="-1"
          title=${words.header.helpHint}
          @click=${() => this._help.showModal()}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="7.5" />
            <path d="M7.8 8a2.2 2.2 0 1 1 3.3 2c-.7.4-1.1.9-1.1 1.7M10 14v.6" />
          </svg>
          <span class="label">${words.header.help}</span>
        </button>
        <button
          class="quiet theme"
          tabindex="-1"
          aria-label=${words.header.toTheme[this.theme === 'dark' ? 'light' : 'dark']}
          @click=${() => emit(this, 'toggle-theme')}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="6.5" />
            <path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
          </svg>
        </button>
      </div>
      ${this.#dialog()}
    </header>`;
  }

  #dialog(): TemplateResult {
    const said = words.header;
    const close = (): void => this._help.close();
    return html`<dialog aria-labelledby="help">
      <h2 id="help">${said.help}</h2>
      <p class="ways">
        <button
          @click=${() => {
            close();
            emit(this, 'start-tour');
          }}
        >
          ${said.tour}
        </button>
        <a class="button" href=${hashOf('glossary')} @click=${close}>${said.glossary}</a>
        <a class="button" href=${hashOf('why')} @click=${close}>${said.why}</a>
      </p>
      <h3>${said.keys}</h3>
      <dl>
        ${words.keys.map(
          ([key, what]) =>
            html`<dt><kbd>${key}</kbd></dt>
              <dd>${what}</dd>`,
        )}
      </dl>
      <label class="switch"
        ><input
          type="checkbox"
          .checked=${this._areKeysOn}
          @change=${(event: Event) => {
            this._areKeysOn = (event.target as HTMLInputElement).checked;
            switchKeys(this._areKeysOn);
          }}
        />
        ${said.keysAreOn}</label
      >
      <form method="dialog"><button>${words.actions.close}</button></form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-header': LabHeader;
  }
}
