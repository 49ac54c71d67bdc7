import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Condition, PointFilter } from '../../laws/table/filters.js';
import type { PointsReading } from '../../laws/table/read-points.js';
import type { ColumnMapping } from '../../laws/table/point-table.js';
import { controls } from '../parts/controls.js';
import { selectStyles } from '../parts/inputs.js';
import { segmented, segmentedStyles } from '../parts/segmented.js';
import type { TableSettings } from './table-settings.js';
import { words } from './words.js';

const said = words.columns;

const quantities = ['N', 'D', 'C', 'loss'] as const;
type Quantity = (typeof quantities)[number];

/** What a menu of rows stands at: all, only those with a value, all but those. */
type RowsChoice = 'all' | `only:${string}` | `but:${string}`;

/**
 * How a table was read: which column is what, in which unit, what splits it, which rows count.
 *
 * @fires settings-change - `{settings}`: as the visitor has set it now.
 */
@customElement('lab-points-columns')
export class LabPointsColumns extends LitElement {
  static override readonly styles = [
    controls,
    segmentedStyles,
    selectStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }
      section + section {
        padding-top: 1rem;
        border-top: 1px solid var(--line);
      }
      h2,
      .label {
        margin-bottom: 0.4rem;
        padding: 0;
        color: var(--ink-soft);
        font-size: var(--small);
        font-weight: 650;
      }
      .row {
        display: grid;
        grid-template-columns: 5.5rem minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.1rem 0.5rem;
        padding: 0.2rem 0;
        color: var(--ink-soft);
        font-size: 0.875rem;
      }
      .row > label {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .row > p {
        grid-column: 2 / -1;
        margin: 0;
      }
      select {
        width: 100%;
      }
      .row > select:last-of-type:not(:has(+ .scale)) {
        grid-column: 2 / -1;
      }
      .scale {
        display: flex;
        align-items: center;
        gap: 0.2rem;
      }
      .scale input {
        width: 4.2rem;
        min-height: 1.9rem;
        padding: 0 0.3rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-variant-numeric: tabular-nums;
        appearance: textfield;
      }
      .scale input::-webkit-inner-spin-button {
        appearance: none;
      }
      p {
        margin-top: 0.4rem;
        color: var(--ink-faint);
        font-size: var(--tiny);
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
      .why {
        display: grid;
        gap: 0.5rem;
        justify-items: start;
        margin-top: 0.5rem;
        padding: 0.6rem 0.75rem;
        border-radius: var(--radius-small);
        background: var(--info-fill);
        color: var(--info-ink);
        font-size: var(--small);
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
      .why button {
        min-height: 1.75rem;
        border-color: currentColor;
        background: none;
        color: inherit;
        font-size: var(--small);
      }
      @media (pointer: coarse) {
        select,
        .scale input {
          min-height: 2.75rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) reading: PointsReading | null = null;
  @property({ attribute: false }) settings: TableSettings = {};
  /** The law in sight is a surface. */
  @property({ type: Boolean }) surface = false;

  protected override render(): TemplateResult | typeof nothing {
    const { reading } = this;
    if (!reading) return nothing;
    const { names, sizes, tuned } = reading;
    return html`${
      names.length > 0
        ? html`<section>
            <h2>${said.title}</h2>
            ${quantities.map((quantity) => this.#columnRow(reading, quantity))} ${this.#split(reading)}
          </section>`
        : nothing
    }
    ${sizes.length > 1 ? this.#conventions(reading) : nothing} ${this.#rows(reading)}
    ${tuned.length > 0 ? this.#tuning(tuned) : nothing} ${this.surface ? this.#losses() : nothing}`;
  }

  #columnRow(reading: PointsReading, quantity: Quantity): TemplateResult {
    const { columns, names, taken } = reading;
    const chosen = columns[quantity] ?? '';
    const column = taken[quantity];
    const isChosen = this.settings.columns !== undefined;
    const about =
      column?.formula !== undefined
        ? said.computed(column.formula)
        : chosen === ''
          ? null
          : column?.logarithm
            ? said.logarithm
            : isChosen
              ? said.byHand
              : said.byName;
    return html`<div class="row">
      <label for=${quantity} title=${said.full[quantity]}>${said.quantities[quantity]}</label>
      <select
        id=${quantity}
        name=${quantity}
        title=${chosen}
        @change=${(event: Event) => this.#map(reading, quantity, valueOf(event))}
      >
        <option value="" ?selected=${chosen === ''}>${said.none}</option>
        ${names.map((name) => html`<option value=${name} ?selected=${chosen === name}>${name}</option>`)}
      </select>
      ${column && chosen !== '' && !column.logarithm ? this.#scale(quantity, column.scale) : nothing}
      ${about === null ? nothing : html`<p>${about}</p>`}
    </div>`;
  }

  #scale(quantity: Quantity, scale: number): TemplateResult {
    const onChange = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      if (input.valueAsNumber > 0)
        this.#set({ scales: { ...this.settings.scales, [quantity]: input.valueAsNumber } });
      else input.value = String(scale);
    };
    return html`<span class="scale"
      >×<input
        type="number"
        name="scale-${quantity}"
        aria-label=${said.scale(said.full[quantity])}
        min="0"
        step="any"
        .value=${scale >= 1e4 ? scale.toExponential().replace('+', '') : String(Number(scale.toPrecision(4)))}
        @change=${onChange}
    /></span>`;
  }

  /** The column that splits the table, why, and how to have one law for all. */
  #split(reading: PointsReading): TemplateResult | typeof nothing {
    const { split, filters } = reading;
    const columns = [...new Set([...(split ? [split.column] : []), ...filters.map(({ column }) => column)])];
    if (columns.length === 0) return nothing;
    const change = (column: string): void =>
      this.#set({ split: column === '' ? null : column, choice: undefined });
    return html`<div class="row">
        <label for="split">${said.split}</label>
        <select id="split" name="split" @change=${(event: Event) => change(valueOf(event))}>
          <option value="" ?selected=${split === null}>${said.oneLaw}</option>
          ${columns.map((name) => html`<option value=${name} ?selected=${split?.column === name}>${name}</option>`)}
        </select>
      </div>
      ${
        split
          ? html`<div class="why">
              <span>${split.words}</span>
              <button @click=${() => change('')}>${said.forAll}</button>
            </div>`
          : nothing
      }`;
  }

  #conventions({ sizes, columns }: PointsReading): TemplateResult {
    return html`<section>
      ${segmented({
        legend: said.counts,
        name: 'convention',
        showLegend: true,
        options: sizes.map(({ convention, column }) => ({
          value: column,
          label: said.conventions[convention],
        })),
        value: columns.N ?? '',
        change: (N) => this.#set({ columns: { ...columns, N } }),
      })}
      <p>${said.countsMore}</p>
    </section>`;
  }

  /** A menu for each column of a few values: all rows, only some, all but some. */
  #rows(reading: PointsReading): TemplateResult | typeof nothing {
    const filters = [...reading.filters, ...this.#chosenFilters(reading)];
    if (filters.length === 0) return nothing;
    return html`<section>
      <h2>${said.rows}</h2>
      ${filters.map((filter) => this.#filterRow(reading, filter))}
    </section>`;
  }

  /** Columns that rows are chosen by, and that have one value since. */
  #chosenFilters({ filters }: PointsReading): PointFilter[] {
    const shown = new Set(filters.map(({ column }) => column));
    const conditions = (this.settings.where ?? []).filter(({ column }) => !shown.has(column));
    return conditions.map(({ column, value }) => ({ column, values: [value], isText: true }));
  }

  #filterRow(reading: PointsReading, { column, values }: PointFilter): TemplateResult {
    const only = reading.choice[column];
    const but = this.settings.where?.find((condition) => condition.column === column);
    const all = [...new Set([...values, ...(but ? [but.value] : [])])];
    const chosen: RowsChoice = but ? `but:${but.value}` : only === undefined ? 'all' : `only:${only}`;
    const option = (value: RowsChoice, label: string): TemplateResult =>
      html`<option value=${value} ?selected=${value === chosen}>${label}</option>`;
    const name = (value: string): string => value || said.emptyCell;
    return html`<div class="row">
      <label for="rows-${column}" title=${column}>${column}</label>
      <select
        id="rows-${column}"
        name="filter-${column}"
        @change=${(event: Event) => this.#choose(reading, column, valueOf(event) as RowsChoice)}
      >
        ${option('all', said.all)} ${all.map((value) => option(`only:${value}`, said.only(name(value))))}
        ${all.map((value) => option(`but:${value}`, said.but(name(value))))}
      </select>
    </div>`;
  }

  #choose({ choice }: PointsReading, column: string, chosen: RowsChoice): void {
    const others = Object.entries(choice).filter(([name]) => name !== column);
    const where: Condition[] = (this.settings.where ?? []).filter((condition) => condition.column !== column);
    const at = chosen.indexOf(':');
    const value = chosen.slice(at + 1);
    if (chosen.startsWith('but:')) where.push({ column, value, isNot: true });
    const only = chosen.startsWith('only:') ? [[column, value] as const] : [];
    this.#set({
      choice: Object.fromEntries([...others, ...only]),
      where: where.length > 0 ? where : undefined,
    });
  }

  #tuning(tuned: readonly string[]): TemplateResult {
    return html`<section>
      ${segmented({
        legend: said.tuning,
        name: 'tuning',
        showLegend: true,
        options: [
          { value: 'best', label: said.best },
          { value: 'interpolate', label: said.interpolate },
        ],
        value: this.settings.tuning ?? 'best',
        change: (tuning) => this.#set({ tuning: tuning === 'interpolate' ? tuning : undefined }),
      })}
      <p>${said.tunedOver(tuned)}</p>
    </section>`;
  }

  #losses(): TemplateResult {
    return html`<section>
      ${segmented({
        legend: said.losses,
        name: 'robust',
        showLegend: true,
        options: [
          { value: 'squares', label: said.squares },
          { value: 'huber', label: said.huber },
        ],
        value: this.settings.robust ? 'huber' : 'squares',
        change: (value) => this.#set({ robust: value === 'huber' || undefined }),
      })}
      <p>${said.lossesMore}</p>
    </section>`;
  }

  #map({ columns }: PointsReading, quantity: Quantity, name: string): void {
    const mapping: ColumnMapping = { ...columns, [quantity]: name || undefined };
    // The unit of one column is not that of another.
    const scales = Object.entries(this.settings.scales ?? {}).filter(([of]) => of !== quantity);
    this.#set({ columns: mapping, scales: scales.length > 0 ? Object.fromEntries(scales) : undefined });
  }

  #set(change: Partial<TableSettings>): void {
    const settings: TableSettings = { ...this.settings, ...change };
    this.dispatchEvent(new CustomEvent('settings-change', { detail: { settings } }));
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLSelectElement).value;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-points-columns': LabPointsColumns;
  }
}
