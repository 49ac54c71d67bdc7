import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PointsReading } from '../../laws/table/read-points.js';
import { controls } from '../parts/controls.js';
import type { TableSettings } from './table-settings.js';
import { words } from './words.js';

const said = words.rows;

/** A flag of the table: `marked by outlier`. */
const FLAG = /^marked by (.+)$/;
/** Another column of losses. */
const LOSS = /^another loss/;

/**
 * What of a table is not fitted, and why, with what takes it in.
 *
 * @fires settings-change - `{settings}`: as the visitor has set it now.
 */
@customElement('lab-points-rows')
export class LabPointsRows extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
        font-size: var(--small);
        overflow-wrap: anywhere;
      }
      h2 {
        margin-bottom: 0.4rem;
        color: var(--ink-soft);
        font-size: var(--small);
        font-weight: 650;
      }
      p,
      li {
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      p + p {
        margin-top: 0.3rem;
      }
      ul {
        margin: 0.3rem 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding: 0.15rem 0;
      }
      b {
        color: var(--ink);
        font-weight: 600;
      }
      .text {
        min-height: 0;
        padding: 0;
        border: 0;
        background: none;
        color: var(--link);
        font-size: inherit;
        font-weight: 400;
        text-decoration: underline;
      }
      summary {
        padding: 0.15rem 0;
        cursor: pointer;
      }
      .more {
        margin-top: 0.6rem;
      }
      @media (pointer: coarse) {
        .text {
          min-height: 2.75rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) reading: PointsReading | null = null;
  @property({ attribute: false }) settings: TableSettings = {};

  protected override render(): TemplateResult | typeof nothing {
    const { reading } = this;
    if (!reading) return nothing;
    const { left, ignored, notes, tableNotes } = reading;
    return html`<h2>${said.title}</h2>
      <p>${said.fitted(reading)}</p>
      <ul>
        ${left.map(({ why, count }) => this.#left(why, count))} ${this.#kept()}
        ${ignored.map(({ name, why }) => this.#ignored(reading, name, why))}
      </ul>
      ${problems(reading)}
      <div class="more">${[...notes, ...tableNotes].map((note) => html`<p>${note}</p>`)}</div>`;
  }

  #left(why: string, count: number): TemplateResult {
    const [, flag] = FLAG.exec(why) ?? [];
    const keep = [...(this.settings.keep ?? []), flag];
    return html`<li>
      <b>${said.count(count)}</b> ${why}
      ${flag === undefined ? nothing : html`<button class="text" @click=${() => this.#set({ keep })}>${said.use}</button>`}
    </li>`;
  }

  /** Flags whose rows a visitor has taken in. */
  #kept(): TemplateResult[] {
    const { keep = [] } = this.settings;
    return keep.map((flag) => {
      const others = keep.filter((other) => other !== flag);
      const change = { keep: others.length > 0 ? others : undefined };
      return html`<li>
        ${said.used(flag)} <button class="text" @click=${() => this.#set(change)}>${said.leave}</button>
      </li>`;
    });
  }

  #ignored({ columns }: PointsReading, name: string, why: string): TemplateResult {
    return html`<li>
      <b>${name}</b> ${why}
      ${
        LOSS.test(why)
          ? html`<button
              class="text"
              aria-label=${said.takeOf(name)}
              @click=${() => this.#set({ columns: { ...columns, loss: name } })}
            >
              ${said.take}
            </button>`
          : nothing
      }
    </li>`;
  }

  #set(change: Partial<TableSettings>): void {
    const settings: TableSettings = { ...this.settings, ...change };
    this.dispatchEvent(new CustomEvent('settings-change', { detail: { settings } }));
  }
}

/** The first rows that cannot be read, each with what is wrong. */
function problems({ counts, problems: named, problemCount }: PointsReading): TemplateResult | typeof nothing {
  if (problemCount === 0) return nothing;
  return html`<details>
    <summary>${said.leftOut(problemCount)}</summary>
    <ul>
      ${named.map(({ line, reason }) => html`<li><b>${counts} ${line}</b> ${reason}</li>`)}
      ${problemCount > named.length ? html`<li>${said.more(problemCount - named.length)}</li>` : nothing}
    </ul>
  </details>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-points-rows': LabPointsRows;
  }
}
