import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { canonicalJson } from '../../../base/canonical-json.js';
import { groupBy } from '../../../base/group-by.js';
import { InputError } from '../../../base/errors.js';
import { isUnfinished, type LibraryEntry } from '../../../lab/library/entry.js';
import { dayOf } from '../../../lab/share/settings.js';
import { FindingsCache } from '../../library/findings-cache.js';
import type { Library } from '../../library/library.js';
import type { PageView } from '../../page/view.js';
import { download } from '../../parts/browser.js';
import { controls, table } from '../../parts/controls.js';
import { dataTableStyles } from '../../parts/data-table.js';
import { placeStyles } from '../../parts/place-styles.js';
import { SEARCH } from '../../session/address.js';
import { emit } from '../../session/page-events.js';
import { ShortcutController } from '../../session/shortcuts.js';
import { comparedId, compareHash } from '../compare/compare-list.js';
import { forecastsCard } from './forecasts-card.js';
import { historyStyles, linkButton } from './history-styles.js';
import './lab-storage.js';
import { entryName, historyRow, searchedText, type EditedField, type HistoryActions } from './rows.js';
import { secondsLeft, unfinishedBar } from './unfinished.js';
import { entryForecasts, words } from './words.js';

/** Rows that are drawn before more are asked for. */
const PAGE = 100;

/**
 * Everything that was measured in this browser.
 *
 * @fires open-entry - `{id, goOn}`: an experiment to put in sight, and to go on with.
 * @fires discard
 */
@customElement('lab-history')
export class LabHistory extends LitElement {
  static override readonly styles = [
    controls,
    table,
    dataTableStyles,
    placeStyles,
    historyStyles,
    linkButton,
  ];

  @property({ attribute: false }) view: PageView | null = null;
  /** What the address says of it. */
  @property() value = '';

  /** Null until they are read. */
  @state() private _entries: readonly LibraryEntry[] | null = null;
  @state() private _held: ReadonlySet<string> = new Set();
  @state() private _query = '';
  @state() private _most = PAGE;
  @state() private _chosen: ReadonlySet<string> = new Set();
  @state() private _editing: { readonly id: string; readonly field: EditedField } | null = null;
  /** What was deleted last, together. */
  @state() private _deleted: readonly LibraryEntry[] = [];
  @state() private _said = '';

  @query('input[type=search]') private readonly _search!: HTMLInputElement | null;
  @query('button.undo') private readonly _undoButton!: HTMLButtonElement | null;
  @query('.editor') private readonly _editor!: HTMLInputElement | null;

  #library: Library | null = null;
  #isToSearch = false;
  #findings: FindingsCache | null = null;
  /** How often it was asked what there is, and the last answer that is shown. */
  #loads = 0;
  #shownLoad = 0;
  /** Texts to search in, by entry. */
  readonly #texts = new WeakMap<LibraryEntry, string>();

  constructor() {
    super();
    new ShortcutController(this, { '/': () => this._search?.focus() });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    this.#leave();
  }

  /** How many experiments were read to say what they found; for tests. */
  get made(): number {
    return this.#findings?.made ?? 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const library = this.view?.library ?? null;
    if (changed.has('value')) this.#isToSearch = this.value === SEARCH;
    if (!changed.has('view') || library === this.#library) return;
    this.#leave();
    this.#library = library;
    if (!library) return;
    this.#findings = new FindingsCache(library);
    library.addEventListener('change', this.#load);
    this.#load();
  }

  /** The address says that something is looked for: once, when the list is there. */
  protected override updated(): void {
    if (this.#isToSearch && this._search) {
      this.#isToSearch = false;
      this._search.focus();
    }
  }

  #leave(): void {
    this.#library?.removeEventListener('change', this.#load);
    this.#library = null;
    this.#findings?.close();
    this.#findings = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, _entries: entries } = this;
    if (!view) return nothing;
    if (!entries) return html`<h1>${words.title}</h1>`;
    const found = this.#found(entries);
    return html`${this.#head(entries, found)} ${entries.map((entry) => this.#unfinished(view, entry))}
      <section class="card" aria-label=${words.title}>${this.#list(view, entries, found)}</section>
      ${this.#bar()}
      <div class="pair">
        ${forecastsCard(view)}
        <section class="card"><lab-storage .library=${view.library}></lab-storage></section>
      </div>`;
  }

  #head(entries: readonly LibraryEntry[], found: readonly LibraryEntry[]): TemplateResult {
    const about = found.length === entries.length ? words.about(entries.length) : undefined;
    return html`<div class="head">
      <h1>${words.title}</h1>
      <span class="about" aria-live="polite"
        >${entries.length > 0 ? (about ?? words.found(found.length, entries.length)) : nothing}</span
      >
      <input
        type="search"
        aria-label=${words.search}
        placeholder=${words.search}
        .value=${this._query}
        @input=${(event: Event) => this.#searchFor((event.target as HTMLInputElement).value)}
      />
      <button ?disabled=${entries.length === 0} @click=${() => void this.#save(null)}>
        ${words.exportAll}
      </button>
      <label class="button" title=${words.importHint}
        >${words.import}<input type="file" @change=${(event: Event) => void this.#add(event)}
      /></label>
    </div>`;
  }

  #unfinished(view: PageView, entry: LibraryEntry): TemplateResult | typeof nothing {
    if (!isUnfinished(entry) || this.#isTraining(view, entry)) return nothing;
    return unfinishedBar(
      entry,
      { locked: view.isLive, seconds: secondsLeft(entry, view.device) },
      {
        goOn: () => emit(this, 'open-entry', { id: entry.id, goOn: true }),
        keep: () => void this.#library?.accept(entry.id),
        discard: () => void this.#delete([entry]),
      },
    );
  }

  #list(view: PageView, entries: readonly LibraryEntry[], found: readonly LibraryEntry[]): TemplateResult {
    if (entries.length === 0) {
      return html`<div class="nothing">
        <p>${words.empty}</p>
        <a class="button primary" href="#e">${words.toLab}</a>
      </div>`;
    }
    if (found.length === 0) return html`<p class="nothing">${words.noneFound}</p>`;
    const rest = Math.min(PAGE, found.length - this._most);
    const { heads } = words;
    return html`<table role="table" aria-label=${words.title}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col"><span class="hidden-text">${heads.choose}</span></th>
            <th role="columnheader" scope="col" class="picture">${heads.picture}</th>
            ${[heads.name, heads.experiment, heads.law, heads.when, heads.note].map(
              (head) => html`<th role="columnheader" scope="col">${head}</th>`,
            )}
            <th role="columnheader" scope="col"><span class="hidden-text">${heads.actions}</span></th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${this.#rows(view, found.slice(0, this._most))}
        </tbody>
      </table>
      ${
        rest > 0
          ? html`<div class="more">
              <button @click=${() => this.#showMore()}>${words.more(rest)}</button>
            </div>`
          : nothing
      }`;
  }

  #rows(view: PageView, shown: readonly LibraryEntry[]): unknown {
    const records = view.forecasts?.history.records ?? [];
    const bySpec = groupBy(records, ({ forecast }) => canonicalJson(forecast.experiment));
    const { theme, isLive } = view;
    return repeat(
      shown,
      ({ id }) => id,
      (entry) => {
        const mine = bySpec.size === 0 ? [] : (bySpec.get(canonicalJson(entry.spec)) ?? []);
        const row = {
          entry,
          findings: this.#findings?.known(entry),
          forecasts: mine.length === 0 ? '' : entryForecasts(mine),
          isTraining: this.#isTraining(view, entry),
          isInSight: entry.id === view.entry,
          isChosen: this._chosen.has(entry.id),
          editing: this._editing?.id === entry.id ? this._editing.field : null,
        };
        return historyRow(row, { theme, locked: isLive }, this.#actions);
      },
    );
  }

  #bar(): TemplateResult {
    const ids = (this._entries ?? []).map(({ id }) => id).filter((id) => this._chosen.has(id));
    const isEmpty = ids.length === 0 && this._said === '';
    return html`<div class="bar ${isEmpty ? 'idle' : 'card'}">
      ${
        ids.length === 0
          ? nothing
          : html`<b>${words.chosen(ids.length)}</b>
              ${
                ids.length > 1
                  ? html`<a class="button primary" href=${compareHash(ids.map(comparedId))}
                      >${words.compare}</a
                    >`
                  : html`<button disabled title=${words.tooFew}>${words.compare}</button>`
              }
              <button @click=${() => void this.#save(new Set(ids))}>${words.export}</button>
              <button @click=${() => void this.#delete(this._entries!.filter(({ id }) => ids.includes(id)))}>
                ${words.delete}
              </button>`
      }
      <span role="status"
        >${this._said}
        ${
          this._deleted.length > 0
            ? html`<button class="link undo" @click=${() => void this.#undo()}>${words.undo}</button>`
            : nothing
        }</span
      >
    </div>`;
  }

  #isTraining(view: PageView, { id }: LibraryEntry): boolean {
    return this._held.has(id) || (id === view.entry && view.isLive);
  }

  #found(entries: readonly LibraryEntry[]): readonly LibraryEntry[] {
    const asked = this._query.toLowerCase().split(/\s+/).filter(Boolean);
    if (asked.length === 0) return entries;
    return entries.filter((entry) => {
      const text = this.#texts.get(entry) ?? searchedText(entry);
      this.#texts.set(entry, text);
      return asked.every((word) => text.includes(word));
    });
  }

  readonly #load = (): void => {
    const library = this.#library;
    if (!library) return;
    const load = ++this.#loads;
    void Promise.all([library.list(), library.held()]).then(async ([entries, held]) => {
      await this.#findings?.load(entries);
      // What was asked for earlier may come later.
      if (library !== this.#library || load < this.#shownLoad) return;
      this.#shownLoad = load;
      this._entries = entries;
      this._held = held;
      void this.#find();
    });
  };

  /** Says what the entries in sight found, one after another. */
  async #find(): Promise<void> {
    const { view } = this;
    const shown = this.#found(this._entries ?? []).slice(0, this._most);
    for (const entry of shown) {
      const isKnown = this.#findings?.known(entry) !== undefined;
      if (!view || !this.#findings || isKnown || this.#isTraining(view, entry)) continue;
      await this.#findings.of(entry);
      this.requestUpdate();
    }
  }

  #searchFor(text: string): void {
    this._query = text;
    this._most = PAGE;
    void this.#find();
  }

  #showMore(): void {
    this._most += PAGE;
    void this.#find();
  }

  readonly #actions: HistoryActions = {
    choose: ({ id }, isChosen) => {
      const chosen = new Set(this._chosen);
      if (isChosen) chosen.add(id);
      else chosen.delete(id);
      this._chosen = chosen;
    },
    open: ({ id }) => emit(this, 'open-entry', { id }),
    edit: ({ id }, field) => {
      this._editing = { id, field };
      void this.updateComplete.then(() => this._editor?.select());
    },
    edited: (entry, field, value) => void this.#edited(entry, field, value),
    delete: (entry) => void this.#delete([entry]),
  };

  /** A name cannot be empty; a note can. */
  async #edited(entry: LibraryEntry, field: EditedField, value: string | null): Promise<void> {
    // Taking the field away ends the editing once more.
    if (this._editing?.id !== entry.id || this._editing.field !== field) return;
    this._editing = null;
    const library = this.#library!;
    if (value === null || value === (field === 'name' ? entryName(entry) : entry.note)) return;
    if (field === 'note') await library.note(entry.id, value);
    else if (value !== '') await library.rename(entry.id, value);
  }

  /** What trains is not deleted. */
  async #delete(asked: readonly LibraryEntry[]): Promise<void> {
    const view = this.view!;
    const entries = asked.filter((entry) => !this.#isTraining(view, entry));
    if (entries.length === 0) return;
    for (const { id } of entries) {
      if (id === view.entry) emit(this, 'discard');
      await this.#library!.delete(id);
    }
    const gone = new Set(entries.map(({ id }) => id));
    this._chosen = new Set([...this._chosen].filter((id) => !gone.has(id)));
    this._deleted = entries;
    this._said = words.deleted(entries.map(entryName));
    await this.updateComplete;
    // The row that had the focus is gone.
    this._undoButton?.focus();
  }

  async #undo(): Promise<void> {
    const entries = this._deleted;
    this.#say('');
    for (const { id } of entries) await this.#library!.undelete(id);
    this._search?.focus();
  }

  #say(text: string): void {
    this._deleted = [];
    this._said = text;
  }

  /** All entries, or these. */
  async #save(ids: ReadonlySet<string> | null): Promise<void> {
    const exported = await this.#library!.exportAll(ids);
    if (!exported) return;
    download(`${words.fileName}-${dayOf(Date.now())}.lab`, exported.file);
    if (exported.missing.length > 0) this.#say(words.withoutTexts(exported.missing));
  }

  async #add(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    try {
      const { added, total, problem } = await this.#library!.importAll(
        new Uint8Array(await file.arrayBuffer()),
      );
      if (added === null) return this.#say(words.notAdded(file.name, problem ?? ''));
      this.#say(words.added(added, total) + (problem === null ? '' : ` ${words.textsNotKept(problem)}`));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#say(words.notAdded(file.name, error.message));
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    const isInField = target instanceof HTMLElement && target.matches('input, textarea, select');
    if (event.key !== '/' || isInField || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this._search?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-history': LabHistory;
  }
}
