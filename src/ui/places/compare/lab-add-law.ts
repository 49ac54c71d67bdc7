import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { InputError } from '../../../base/errors.js';
import { experimentTitle, settingsWords } from '../../../lab/share/settings.js';
import { controls } from '../../parts/controls.js';
import { compareHash } from './compare-list.js';
import { compareStyles } from './compare-styles.js';
import type { Comparable, CompareSource } from './sources.js';
import { words } from './words.js';

/** What a source offers to put beside what is there, as a list of links; or a field for what is pasted. */
@customElement('lab-add-law')
export class LabAddLaw extends LitElement {
  static override readonly styles = [controls, compareStyles];

  @property({ attribute: false }) source: CompareSource | null = null;
  /** What is side by side now. */
  @property({ attribute: false }) ids: readonly string[] = [];

  /** Null until the list is opened. */
  @state() private _offers: readonly Comparable[] | null = null;
  /** Why what was pasted cannot be added, '' for nothing. */
  @state() private _problem = '';
  @query('details') private readonly _details!: HTMLDetailsElement;

  protected override render(): TemplateResult | typeof nothing {
    if (!this.source) return nothing;
    if (this.source.read) return this.#form(this.source.label);
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

  /** Where a visitor pastes what is to be added. */
  #form(label: string): TemplateResult {
    const said = words.result;
    return html`<details class="add" @keydown=${this.#onKey}>
      <summary class="button">${words.add(label)}</summary>
      <form @submit=${this.#onSubmit}>
        <label>${said.label}<input name="link" required autocomplete="off" placeholder=${said.hint} /></label>
        <p class="problem" role="alert">${this._problem}</p>
        <button class="primary">${said.add}</button>
      </form>
    </details>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const link = new FormData(form).get('link');
    if (typeof link === 'string') void this.#take(link, form);
  };

  async #take(link: string, form: HTMLFormElement): Promise<void> {
    this._problem = '';
    try {
      const id = await this.source!.read!(link);
      form.reset();
      this._details.open = false;
      location.hash = compareHash([...this.ids, id]);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this._problem = error.message;
    }
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
