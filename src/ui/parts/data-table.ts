import { css, html, type TemplateResult } from 'lit';

/** The numbers of a chart as a table under it, for screen readers and for anyone who wants to read them off. */
export function dataTable({
  caption,
  heads,
  rows,
}: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}): TemplateResult {
  return html`<details class="data">
    <summary>Data as a table</summary>
    <div class="scroll" tabindex="0" role="region" aria-label=${caption}>
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
          ${rows.map(
            ([first, ...rest]) =>
              html`<tr>
                <th scope="row">${first}</th>
                ${rest.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
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
