import { css, html, nothing, type TemplateResult } from 'lit';

import { formula } from './formula.js';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** What stands beside the value, in small. */
  readonly aside?: string;
  /** The whole value, where there may be no room for it. */
  readonly title?: string;
}

/** Names and values in columns. Styles: `factsStyles`; `--fact-width` is the width of a column at least. */
export function facts(entries: readonly Fact[]): TemplateResult {
  return html`<dl class="facts">
    ${entries.map(
      ({ name, value, aside = '', title }) =>
        html`<div>
          <dt>${formula(name)}</dt>
          <dd title=${title ?? nothing}>${value}${aside ? html` <span>${aside}</span>` : nothing}</dd>
        </div>`,
    )}
  </dl>`;
}

export const factsStyles = css`
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(var(--fact-width, 8.5rem), 1fr));
    gap: 0.6rem 1rem;
    margin: 0;
    font-size: 0.875rem;
  }
  .facts > div {
    min-width: 0;
  }
  .facts dt {
    color: var(--ink-faint);
    font-size: var(--tiny);
  }
  .facts dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
  .facts dd[title] {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .facts dd span {
    color: var(--ink-soft);
    font-size: var(--small);
  }
`;

/** Warnings, one a line, nothing for none. Styles: `remarkStyles`. */
export function remarks(warnings: readonly string[]): TemplateResult | typeof nothing {
  if (warnings.length === 0) return nothing;
  return html`<ul class="remarks">
    ${warnings.map((warning) => html`<li class="remark">${warning}</li>`)}
  </ul>`;
}

/** A remark warns; with the class `note` it says something, with `danger` that something went wrong. */
export const remarkStyles = css`
  .remarks {
    display: grid;
    gap: 0.3rem;
    margin: 0.8rem 0 0;
    padding: 0;
    list-style: none;
  }
  .remark {
    padding: 0.35rem 0.6rem;
    border-radius: var(--radius-small);
    background: var(--warning-fill);
    color: var(--warning-ink);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  .remark.note {
    background: var(--notice-fill);
    color: var(--notice-ink);
  }
  .remark.danger {
    background: var(--danger-fill);
    color: var(--danger-ink);
  }
`;
