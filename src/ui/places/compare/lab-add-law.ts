import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { experimentTitle, settingsWords } from '../../../lab/share/settings.js';
import { controls } from '../../parts/controls.js';
import { compareHash } from './compare-list.js';
import { compareStyles } from './compare-styles.js';
import type { Comparable, CompareSource } from './sources.js';
import { words } from './words.js';

/** What a source offers to put beside what is there, as a list of links. */
@customElement('lab-add-law')
export class LabAddLaw extends LitElement {
  static override readonly styles = [controls, compareStyles];

  @property({ attribute: false }) source: CompareSource | null = null;
  /** What is side by side now. */
  @property({ attribute: false }) ids: readonly string[] = [];

  /** Null until the list is opened. */
  @state() private _offers: readonly Comparable[] | null = null;
  @query('details') private readonly _details!: HTMLDetailsElement;

  protected override render(): TemplateResult | typeof nothing {
    if (!this.source) return nothing;
    const offers = this._offers?.filter(({ id }) => !this.ids.includes(id));
    return html`<details class="add" @toggle=${() => void this.#load()} @keydown=${this.#onKey}>
      <summary class="button">${words.add(this.source.label)}</summary>
      <ul>
        ${offers?.map(
          ({ id, name, spec }) =>
            html`<li>
              <a href=${compareHash([...this.ids, id])} @click=${() => (this._details.open = false)}
                ><b>${name}</b
                ><small>${spec ? `${experimentTitle(spec)} · ${settingsWords(spec)}` : words.file}</small></a
              >
            </li>`,
        )}
        ${offers?.length === 0 ? html`<li><p>${words.nothingMore}</p></li>` : nothing}
      </ul>
    </details>`;
  }

  async #load(): Promise<void> {
    if (this._details.open) this._offers = (await this.source?.list()) ?? [];
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    this._details.open = false;
    this._details.querySelector('summary')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-add-law': LabAddLaw;
  }
}
