import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isUnfinished, type LibraryEntry } from '../../../lab/library/entry.js';
import { experimentTitle } from '../../../lab/share/settings.js';
import { exampleIds } from '../../../laws/examples/example-tables.js';
import type { KeptTable, KeptTables } from '../../library/kept-tables.js';
import type { Library } from '../../library/library.js';
import { controls } from '../../parts/controls.js';
import { formula } from '../../parts/formula.js';
import { when } from '../../parts/when.js';
import '../../points/lab-points-source.js';
import { exampleSource, runSource } from './open-tables.js';
import { words } from './words.js';

/** As many of one's own are listed. */
const MOST = 8;

/** What can be opened: a file, an example, one's own runs, what was open before. */
@customElement('lab-table-start')
export class LabTableStart extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.5rem;
      }
      h2 {
        font-size: 1rem;
        font-weight: 650;
      }
      .more {
        margin: 0.15rem 0 0.6rem;
        color: var(--ink-soft);
        font-size: var(--small);
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
        gap: 0.75rem;
      }
      a {
        color: var(--link);
      }
      .cards a {
        display: grid;
        gap: 0.2rem;
        align-content: start;
        padding: 0.75rem 0.9rem 0.9rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink-soft);
        font-size: var(--small);
        text-decoration: none;
      }
      .cards a:hover {
        border-color: var(--line-strong);
      }
      strong {
        color: var(--ink);
        font-size: 0.9375rem;
        font-weight: 600;
      }
      .truth span:first-child {
        color: var(--ink-faint);
      }
      .own {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr));
        gap: 1.5rem 2rem;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 0.75rem;
        align-items: baseline;
        min-height: 2.25rem;
        padding: 0.25rem 0;
        border-top: 1px solid var(--line);
        font-size: 0.9375rem;
      }
      li a {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      li span {
        color: var(--ink-faint);
        font-size: var(--small);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) library: Library | null = null;
  @property({ attribute: false }) kept: KeptTables | null = null;
  /** The hash that opens a source. */
  @property({ attribute: false }) hash: (source: string) => string = (source) => `#table=${source}`;

  @state() private _runs: readonly LibraryEntry[] = [];
  @state() private _opened: readonly KeptTable[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  protected override render(): TemplateResult {
    return html`<lab-points-source></lab-points-source>
      <section>
        <h2>${words.examples}</h2>
        <p class="more">${words.examplesMore}</p>
        <div class="cards">
          ${exampleIds.map((id) => {
            const { question, about, truth } = words.example[id];
            return html`<a href=${this.hash(exampleSource(id))}
              ><strong>${question}</strong> <span>${about}</span>
              <span class="truth"><span>${words.truth}:</span> ${formula(truth)}</span></a
            >`;
          })}
        </div>
      </section>
      <div class="own">${this.#ownRuns()} ${this._opened.length > 0 ? this.#openedBefore() : nothing}</div>`;
  }

  #ownRuns(): TemplateResult {
    return html`<section>
      <h2>${words.runs}</h2>
      ${
        this._runs.length === 0
          ? html`<p class="more">${words.noRuns} <a href="#e">${words.toLab}</a></p>`
          : html`<p class="more">${words.runsMore}</p>
              <ul>
                ${this._runs.map(
                  ({ id, name, spec, updated }) =>
                    html`<li>
                      <a href=${this.hash(runSource(id))}>${name} · ${experimentTitle(spec)}</a>
                      <span>${when(updated)}</span>
                    </li>`,
                )}
              </ul>`
      }
    </section>`;
  }

  #openedBefore(): TemplateResult {
    return html`<section>
      <h2>${words.opened}</h2>
      <p class="more">${words.openedMore}</p>
      <ul>
        ${this._opened.map(
          ({ key, source, name, opened }) =>
            html`<li>
              <a href=${this.hash(source)}>${name}</a> <span>${when(opened)}</span>
              <button class="quiet" aria-label=${words.forgetOf(name)} @click=${() => void this.#forget(key)}>
                ${words.forget}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  async #forget(key: string): Promise<void> {
    await this.kept?.forget(key);
    await this.#read();
  }

  async #read(): Promise<void> {
    const entries = (await this.library?.list()) ?? [];
    this._runs = entries.filter((entry) => entry.ended > 0 && !isUnfinished(entry)).slice(0, MOST);
    const tables = (await this.kept?.list()) ?? [];
    this._opened = tables.filter(({ source }) => !source.startsWith('run-')).slice(0, MOST);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-table-start': LabTableStart;
  }
}
