import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SizeColumn } from '../../laws/table/size-columns.js';
import type { ColumnMapping } from '../../laws/table/point-table.js';
import { segmented, segmentedStyles } from '../parts/segmented.js';
import { controls } from '../parts/controls.js';
import { selectStyles } from '../parts/inputs.js';
import type { FilterChoice, PointFilter } from '../../laws/table/filters.js';
import { words } from './words.js';

const said = words.columns;

const quantities = ['N', 'D', 'C', 'loss'] as const;
type Quantity = (typeof quantities)[number];

/**
 * Which column of a table is what, what N counts, and which rows count.
 *
 * @fires columns-change - `{columns}`: another mapping.
 * @fires robust-change - `{robust}`: whether the surface is fitted by Huber's loss.
 * @fires choice-change - `{column, value}`: only rows with this value, or all for null.
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
      label.row {
        display: grid;
        grid-template-columns: 5.5rem minmax(0, 1fr);
        align-items: center;
        gap: 0.5rem;
        min-height: 2.3rem;
        color: var(--ink-soft);
        font-size: 0.875rem;
      }
      label.row > span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      select {
        width: 100%;
      }
      p {
        margin-top: 0.4rem;
        color: var(--ink-faint);
        font-size: var(--tiny);
        text-wrap: pretty;
      }
      @media (pointer: coarse) {
        select {
          min-height: 2.75rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) names: readonly string[] = [];
  @property({ attribute: false }) columns: ColumnMapping = {};
  @property({ attribute: false }) sizes: readonly SizeColumn[] = [];
  @property({ attribute: false }) filters: readonly PointFilter[] = [];
  @property({ attribute: false }) choice: FilterChoice = {};
  @property({ type: Boolean }) robust = false;
  /** The law in sight is a surface. */
  @property({ type: Boolean }) surface = false;

  protected override render(): TemplateResult {
    return html`${
      this.names.length > 0
        ? html`<section>
            <h2>${said.title}</h2>
            ${quantities.map((quantity) => this.#columnRow(quantity))}
          </section>`
        : nothing
    }
    ${this.sizes.length > 1 ? this.#conventions() : nothing}
    ${
      this.filters.length > 0
        ? html`<section>
            <h2>${said.rows}</h2>
            ${this.filters.map((filter) => this.#filterRow(filter))}
          </section>`
        : nothing
    }
    ${this.surface ? this.#losses() : nothing}`;
  }

  #columnRow(quantity: Quantity): TemplateResult {
    const chosen = this.columns[quantity] ?? '';
    return html`<label class="row"
      ><span title=${said.full[quantity]}>${said.quantities[quantity]}</span>
      <select
        name=${quantity}
        title=${chosen}
        @change=${(event: Event) => this.#map(quantity, valueOf(event))}
      >
        <option value="" ?selected=${chosen === ''}>${said.none}</option>
        ${this.names.map((name) => html`<option value=${name} ?selected=${chosen === name}>${name}</option>`)}
      </select>
    </label>`;
  }

  #conventions(): TemplateResult {
    const { sizes } = this;
    return html`<section>
      ${segmented({
        legend: said.counts,
        name: 'convention',
        showLegend: true,
        options: sizes.map(({ convention, column }) => ({
          value: column,
          label: said.conventions[convention],
        })),
        value: this.columns.N ?? '',
        change: (column) => this.#map('N', column),
      })}
      <p>${said.countsMore}</p>
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
        value: this.robust ? 'huber' : 'squares',
        change: (value) =>
          this.dispatchEvent(new CustomEvent('robust-change', { detail: { robust: value === 'huber' } })),
      })}
      <p>${said.lossesMore}</p>
    </section>`;
  }

  #filterRow({ column, values }: PointFilter): TemplateResult {
    const chosen = this.choice[column];
    const change = (event: Event): void => {
      const at = Number(valueOf(event));
      const value = at < 0 ? null : values[at];
      this.dispatchEvent(new CustomEvent('choice-change', { detail: { column, value } }));
    };
    return html`<label class="row"
      ><span title=${column}>${column}</span>
      <select name="filter-${column}" @change=${change}>
        <option value="-1" ?selected=${chosen === undefined}>${said.all}</option>
        ${values.map(
          (value, i) =>
            html`<option value=${i} ?selected=${chosen === value}>${value || said.emptyCell}</option>`,
        )}
      </select>
    </label>`;
  }

  #map(quantity: Quantity, name: string): void {
    const columns: ColumnMapping = { ...this.columns, [quantity]: name || undefined };
    this.dispatchEvent(new CustomEvent('columns-change', { detail: { columns } }));
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
