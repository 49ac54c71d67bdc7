import { css, html, type TemplateResult } from 'lit';
import { words } from './words.js';

type Cell = string | TemplateResult;

/** A row of a table; the first cell is its head. */
export type TableRow = readonly Cell[] | { readonly class: string; readonly cells: readonly Cell[] };

export interface TableSettings {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly TableRow[];
}

/** A table of numbers that scrolls within its panel. Styles: `table` of the controls, `dataTableStyles`. */
export function numberTable({ caption, heads, rows }: TableSettings): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="hidden-text">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(tableRow)}
      </tbody>
    </table>
  </div>`;
}

function tableRow(row: TableRow): TemplateResult {
  const { class: name, cells } = 'cells' in row ? row : { class: '', cells: row };
  const [first, ...rest] = cells;
  return html`<tr class=${name}>
    <th scope="row">${first}</th>
    ${rest.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}

/** The numbers of a chart as a table under it, for screen readers and for anyone who reads them off. */
export function dataTable(settings: TableSettings): TemplateResult {
  return html`<details class="data">
    <summary>${words.dataTable}</summary>
    ${numberTable(settings)}
  </details>`;
}

export const dataTableStyles = css`
  details.data {
    color: var(--ink-faint);
    font-size: var(--small);
  }
  details.data summary {
    width: fit-content;
    padding: 0.2rem 0;
    cursor: pointer;
  }
  details.data .scroll {
    max-height: 14rem;
    overflow: auto;
    color: var(--ink);
  }
`;
