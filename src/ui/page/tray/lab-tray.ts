import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls, panel } from '../../parts/controls.js';
import { toolbarKeys } from '../../parts/toolbar.js';
import { ShortcutController } from '../../session/shortcuts.js';
import { trayTabs, words, type TrayTab } from './words.js';

/**
 * What belongs to the figure, as tabs, or all of it in a stack. Its parts stay where they are in the page: each is in the slot of its
 * tab.
 *
 * @slot - The parts, each in the slot of its tab.
 */
@customElement('lab-tray')
export class LabTray extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    css`
      :host {
        min-width: 0;
        min-height: 13rem;
      }
      header {
        display: flex;
        min-width: 0;
        align-items: center;
        gap: 0.5rem;
        min-height: 2.75rem;
        padding: 0 0.75rem;
        border-bottom: 1px solid var(--line);
      }
      .tabs {
        display: flex;
        flex: 1;
        gap: 0.15rem;
        min-width: 0;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .tabs button {
        flex: none;
        height: 2.75rem;
        padding: 0 0.7rem;
        border: 0;
        border-bottom: 2px solid transparent;
        border-radius: 0;
        background: none;
        color: var(--ink-soft);
        font-size: 0.9375rem;
        font-weight: 400;
      }
      .tabs [aria-selected='true'] {
        border-bottom-color: var(--ink);
        color: var(--ink);
        font-weight: 600;
      }
      .panel[hidden] {
        display: none;
      }
      .panel {
        padding: 0.9rem 1rem 1rem;
      }
      .stacked + .stacked {
        border-top: 1px solid var(--line);
      }
      .paper {
        display: none;
      }
      .panel h2 {
        margin-bottom: 0.4rem;
        font-size: 1rem;
        font-weight: 650;
      }
      @media print {
        header {
          display: none;
        }
        :host {
          border: 0;
          box-shadow: none;
        }
        .panel,
        .panel[hidden] {
          display: block;
          padding: 0.75rem 0;
          border-top: 1px solid var(--line);
        }
        h2.paper {
          display: block;
        }
      }
      @media (forced-colors: active) {
        .tabs [role='tab'] {
          border-bottom-color: Canvas;
        }
        .tabs [role='tab'][aria-selected='true'] {
          border-bottom-color: Highlight;
        }
      }
    `,
  ];

  @property() selected: TrayTab = 'words';
  @property({ attribute: false }) tabs: readonly TrayTab[] = trayTabs;
  /** Called with the tabs that are in sight now. */
  @property({ attribute: false }) seen: (tabs: readonly TrayTab[]) => void = () => undefined;
  @state() private _isStacked = false;

  constructor() {
    super();
    new ShortcutController(
      this,
      Object.fromEntries(trayTabs.map((_, i) => [String(i + 1), () => this.#select(i)])),
    );
  }

  protected override render(): TemplateResult {
    return html`<header>
        ${
          this._isStacked
            ? html`<div class="tabs"></div>`
            : html`<div class="tabs" role="tablist" aria-label=${words.label} @keydown=${toolbarKeys}>
                ${this.tabs.map((tab) => this.#tab(tab))}
              </div>`
        }
        <button class="quiet" @click=${() => (this._isStacked = !this._isStacked)}>
          ${this._isStacked ? words.asTabs : words.all}
        </button>
      </header>
      ${this.tabs.map((tab) => this.#panel(tab))}`;
  }

  protected override updated(): void {
    this.seen(this._isStacked ? this.tabs : [this.selected]);
  }

  #select(index: number): void {
    this.selected = this.tabs[index] ?? this.selected;
  }

  #tab(tab: TrayTab): TemplateResult {
    const isSelected = tab === this.selected;
    return html`<button
      role="tab"
      id="tab-${tab}"
      aria-selected=${isSelected ? 'true' : 'false'}
      aria-controls="panel-${tab}"
      tabindex=${isSelected ? 0 : -1}
      @click=${() => (this.selected = tab)}
      @focus=${() => (this.selected = tab)}
    >
      ${words.tabs[tab]}
    </button>`;
  }

  #panel(tab: TrayTab): TemplateResult {
    if (this._isStacked) {
      return html`<section class="panel stacked">
        <h2>${words.tabs[tab]}</h2>
        <slot name=${tab}></slot>
      </section>`;
    }
    return html`<div
      class="panel"
      role="tabpanel"
      id="panel-${tab}"
      aria-labelledby="tab-${tab}"
      ?hidden=${tab !== this.selected}
    >
      <h2 class="paper" aria-hidden="true">${words.tabs[tab]}</h2>
      <slot name=${tab}></slot>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-tray': LabTray;
  }
}
