import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SizeColumn, SizeConvention } from '../../laws/table/size-columns.js';
import type { ColumnMapping } from '../../laws/table/point-table.js';
import { segmented, segmentedStyles } from '../parts/segmented.js';
import { controls } from '../parts/controls.js';
import { selectStyles } from '../parts/rows.js';
import type { FilterChoice, PointFilter } from '../../laws/table/filters.js';

type Quantity = 'N' | 'D' | 'C' | 'loss';

const quantities: readonly { readonly quantity: Quantity; readonly label: string }[] = [
  { quantity: 'N', label: 'N, parameters' },
  { quantity: 'D', label: 'D, tokens or samples' },
  { quantity: 'C', label: 'C, training FLOPs' },
  { quantity: 'loss', label: 'Loss' },
];

const conventionLabels: Readonly<Record<SizeConvention, string>> = {
  total: 'Total',
  active: 'Active',
  'non-embedding': 'Non-embedding',
  'without-head': 'Without head',
  given: 'As given',
};

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
        gap: 1.1rem;
      }
      h3,
      .label {
        margin-bottom: 0.3rem;
        padding: 0;
        font-size: 0.875rem;
        font-weight: 500;
      }
      label.row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        align-items: center;
        gap: 0.5rem;
        min-height: 2.3rem;
        color: var(--ink-soft);
        font-size: 0.875rem;
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

  protected override render(): TemplateResult {
    return html`${
      this.names.length > 0
        ? html`<section>
            <h3>Columns</h3>
            ${quantities.map(({ quantity, label }) => this.#columnRow(quantity, label))}
          </section>`
        : nothing
    }
    ${this.sizes.length > 1 ? this.#conventions() : nothing}
    ${
      this.filters.length > 0
        ? html`<section>
            <h3>Rows</h3>
            ${this.filters.map((filter) => this.#filterRow(filter))}
          </section>`
        : nothing
    }
    ${this.columns.N && this.columns.D ? this.#losses() : nothing}`;
  }

  #columnRow(quantity: Quantity, label: string): TemplateResult {
    const chosen = this.columns[quantity] ?? '';
    return html`<label class="row"
      >${label}
      <select name=${quantity} @change=${(event: Event) => this.#map(quantity, valueOf(event))}>
        <option value="" ?selected=${chosen === ''}>–</option>
        ${this.names.map((name) => html`<option value=${name} ?selected=${chosen === name}>${name}</option>`)}
      </select>
    </label>`;
  }

  #conventions(): TemplateResult {
    const { sizes } = this;
    return html`<section>
      ${segmented({
        legend: 'What N counts',
        name: 'convention',
        showLegend: true,
        options: sizes.map(({ convention, column }) => ({
          value: column,
          label: conventionLabels[convention],
        })),
        value: this.columns.N ?? '',
        change: (column) => this.#map('N', column),
      })}
      <p>
        The exponent depends on it: embeddings are a large share of a small model and a small share of a large
        one, so each count stretches the axis differently.
      </p>
    </section>`;
  }

  #losses(): TemplateResult {
    return html`<section>
      ${segmented({
        legend: 'Surface fitted by',
        name: 'robust',
        showLegend: true,
        options: [
          { value: 'squares', label: 'Least squares' },
          { value: 'huber', label: 'Huber loss' },
        ],
        value: this.robust ? 'huber' : 'squares',
        change: (value) =>
          this.dispatchEvent(new CustomEvent('robust-change', { detail: { robust: value === 'huber' } })),
      })}
      <p>Least squares is best when noise is normal. Huber loss (δ = 0.001) gives outliers little weight.</p>
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
      >${column}
      <select name="filter-${column}" @change=${change}>
        <option value="-1" ?selected=${chosen === undefined}>all</option>
        ${values.map(
          (value, i) => html`<option value=${i} ?selected=${chosen === value}>${value || '(empty)'}</option>`,
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
