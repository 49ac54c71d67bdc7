import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { InputError } from '../../../base/errors.js';
import type { TableOutlook } from '../../../laws/outlook/table-outlook.js';
import { createFitsClient, type FitsClient } from '../../../worker/fits/client.js';
import { keptTables, type KeptTables } from '../../library/kept-tables.js';
import type { PageView } from '../../page/view.js';
import { controls } from '../../parts/controls.js';
import { notice, noticeStyles } from '../../parts/notice.js';
import { placeStyles } from '../../parts/place-styles.js';
import '../../points/lab-points.js';
import '../../points/lab-points-source.js';
import type { OpenTable } from '../../points/points-controller.js';
import type { TableSettings } from '../../points/table-settings.js';
import { hashOf } from '../../session/address.js';
import { emit } from '../../session/page-events.js';
import { compareHash } from '../compare/compare-list.js';
import { tableId } from '../compare/table-source.js';
import './lab-table-start.js';
import { keepingOf, sourceOf, tableOf } from './open-tables.js';
import { packedSettings, tableLinks, tableValue, unpackedSettings, type TableLink } from './table-link.js';
import { words } from './words.js';

/** A table of the address: on its way, open, or a sentence why not. */
interface Shown {
  readonly link: TableLink;
  readonly table: OpenTable | null;
  readonly settings: TableSettings;
  readonly complaint: string | null;
}

/**
 * Tables of points: those that can be opened, one, or two side by side.
 *
 * @fires show-table - `{value, replaces}`: another sight of this place.
 * @fires open-table - `{name, input}`: a table was given.
 */
@customElement('lab-tables')
export class LabTables extends LitElement {
  static override readonly styles = [
    controls,
    placeStyles,
    noticeStyles,
    css`
      :host(:not([start])) {
        max-width: none;
        padding: 0;
      }
      .lead {
        max-width: 60rem;
        margin: 0.3rem 0 1rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      .two {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      .two > * + * {
        border-left: 1px solid var(--line);
      }
      .second {
        padding: 1rem 1.25rem 2rem;
      }
      .second h1 {
        margin-bottom: 0.75rem;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      .tools .button {
        min-height: 1.9rem;
        padding: 0 0.7em;
      }
      .keeping {
        margin-top: 0.2rem;
        color: var(--ink-soft);
        font-size: var(--small);
        text-wrap: pretty;
      }
      .opening {
        padding: 2rem;
        color: var(--ink-faint);
      }
      .complaint {
        padding: 1rem 1.25rem;
      }
      @media (max-width: 1100px) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
        .two > * + * {
          border-top: 1px solid var(--line);
          border-left: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) view: PageView | null = null;
  /** The tables of the address. */
  @property() value = '';
  @property({ attribute: false }) kept: KeptTables = keptTables;
  /** Makes what fits each table. */
  @property({ attribute: false }) makeFits: () => FitsClient = createFitsClient;
  /** Nothing is open. */
  @property({ type: Boolean, reflect: true }) start = true;

  @state() private _shown: readonly Shown[] = [];
  readonly #fits: FitsClient[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) void this.#read();
    this.start = this._shown.length === 0;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, _shown: shown } = this;
    if (!view) return nothing;
    if (shown.length === 0) {
      return html`<h1>${words.title}</h1>
        <p class="lead">${words.lead}</p>
        ${this.#start(hashFor)}`;
    }
    const places = shown.map((each, i) => this.#place(view, each, i));
    return shown.length === 1 ? html`${places}` : html`<div class="two">${places}</div>`;
  }

  #start(hash: (source: string) => string): TemplateResult {
    return html`<lab-table-start
      .library=${this.view?.library ?? null}
      .kept=${this.kept}
      .hash=${hash}
    ></lab-table-start>`;
  }

  #place(
    { theme, device, forecasts }: PageView,
    { link, table, settings, complaint }: Shown,
    at: number,
  ): TemplateResult {
    if (link.source === '') {
      return html`<section class="second">
        <h1>${words.chooseSecond}</h1>
        ${this.#start((source) => this.#hashWith(at, source))}
      </section>`;
    }
    if (complaint !== null) {
      return html`<div class="complaint">
        ${notice(
          { tone: 'warning', title: words.links.title, text: complaint },
          html`<a class="button" href="#table">${words.tables}</a>`,
        )}
      </div>`;
    }
    if (!table) return html`<p class="opening" role="status">${words.opening}</p>`;
    this.#fits[at] ??= this.makeFits();
    return html`<lab-points
      .fits=${this.#fits[at]}
      .table=${table}
      .settings=${settings}
      .theme=${theme}
      .device=${device}
      .forecasts=${forecasts?.history ?? null}
      @settings-change=${({ detail }: CustomEvent<{ settings: TableSettings }>) =>
        void this.#set(at, detail.settings)}
      @fitted=${({ detail }: CustomEvent<{ outlook: TableOutlook }>) =>
        void this.kept.keepFound(table.key, detail.outlook)}
    >
      <p class="keeping" slot="keeping">${this.#keeping(link)}</p>
      <div slot="tools">${this.#tools(at)}</div>
    </lab-points>`;
  }

  #keeping({ source }: TableLink): string {
    const { problem } = this.kept;
    const keeping = keepingOf(source);
    return keeping === 'kept' && problem !== null ? words.keeping.notKept(problem) : words.keeping[keeping];
  }

  #tools(at: number): TemplateResult {
    const { _shown: shown } = this;
    const links = shown.map(({ link }) => link);
    const others = links.filter((_, i) => i !== at);
    const ids = shown.flatMap(({ table }) => (table ? [tableId(table.key)] : []));
    return html`<lab-points-source
      compact
      @open-table=${(event: CustomEvent<{ name: string; input: string }>) => this.#given(event, at)}
    >
      <a class="button" href="#table">${words.tables}</a>
      ${
        links.length === 1
          ? html`<a class="button" href=${hashFor(tableValue([...links, { source: '', settings: '' }]))}
              >${words.beside}</a
            >`
          : html`<a class="button" href=${hashFor(tableValue(others))}>${words.alone}</a>`
      }
      ${ids.length === 2 ? html`<a class="button" href=${compareHash(ids)}>${words.compare}</a>` : nothing}
    </lab-points-source>`;
  }

  /** A table that was given takes the place of the one beside which it was given. Results of the lab open in the lab. */
  #given(event: CustomEvent<{ name: string; input: string }>, at: number): void {
    if (this._shown.length < 2) return;
    event.stopPropagation();
    const { name, input } = event.detail;
    void sourceOf(name, input, this.kept).then((source) => {
      emit(this, 'show-table', { value: this.#valueWith(at, source), replaces: false });
    });
  }

  #valueWith(at: number, source: string): string {
    return tableValue(this._shown.map(({ link }, i) => (i === at ? { source, settings: '' } : link)));
  }

  #hashWith(at: number, source: string): string {
    return hashFor(this.#valueWith(at, source));
  }

  async #set(at: number, settings: TableSettings): Promise<void> {
    const packed = await packedSettings(settings);
    this._shown = this._shown.map((shown, i) =>
      i === at ? { ...shown, settings, link: { ...shown.link, settings: packed } } : shown,
    );
    emit(this, 'show-table', { value: tableValue(this._shown.map(({ link }) => link)), replaces: true });
  }

  /** Opens what the address names; what is open already stays. */
  async #read(): Promise<void> {
    const links = tableLinks(this.value);
    const before = this._shown;
    this._shown = links.map((link, i) => {
      const same =
        before[i]?.link.source === link.source
          ? before[i]
          : before.find((each) => each.link.source === link.source);
      return same
        ? { ...same, link, settings: same.link.settings === link.settings ? same.settings : {} }
        : { link, table: null, settings: {}, complaint: null };
    });
    await Promise.all(links.map((link) => this.#open(link)));
  }

  async #open(link: TableLink): Promise<void> {
    const { library } = this.view ?? {};
    if (link.source === '' || !library) return;
    const now = this._shown.find((each) => each.link === link);
    try {
      const [table, settings] = await Promise.all([
        now?.table ?? tableOf(link.source, this.kept, library),
        unpackedSettings(link.settings),
      ]);
      this.#put(link, { table, settings, complaint: null });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#put(link, { table: null, settings: {}, complaint: error.message });
    }
  }

  #put(link: TableLink, found: Omit<Shown, 'link'>): void {
    this._shown = this._shown.map((each) => (each.link === link ? { link, ...found } : each));
  }
}

/** A tilde and a point need no code in a hash. */
function hashFor(value: string): string {
  return hashOf('tables', value);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-tables': LabTables;
  }
}
