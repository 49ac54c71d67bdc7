import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LabPoint } from '../../laws/runs/lab-points.js';
import type { RunRecord } from '../../lab/records/record.js';
import { formatCount, formatNumber, formatWithError } from '../../base/format.js';
import { ladderOf, ladderWords, rungWords, type Ladder } from '../../figures/ladder.js';
import { outcomeWords, runsRows, type RunsRow } from './runs-rows.js';
import { controls, panel, table } from '../parts/controls.js';
import { sizeColour } from '../parts/size-ramp.js';
import type { Theme } from '../parts/tokens.js';
import { emit } from '../session/page-events.js';
import { words } from './words.js';

const said = words.table;

/** Which columns there are beside those of every experiment. */
interface Columns {
  readonly data: boolean;
  readonly accuracy: boolean;
  readonly skip: boolean;
}

/**
 * All configs of the experiment, a row each.
 *
 * @slot - What can be done with the results.
 * @fires skip-run - `{run}`: ends this run early.
 */
@customElement('lab-runs-table')
export class LabRunsTable extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    table,
    css`
      :host {
        padding: 0.8rem 0 0.3rem;
        overflow: hidden;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 1.75rem;
        padding: 0 0.5rem 0.3rem 0.9rem;
      }
      ::slotted(*) {
        flex: none;
      }
      small {
        margin-left: 0.3em;
        color: var(--ink-faint);
        font-size: var(--small);
        font-weight: 400;
      }
      th:first-child,
      td:first-child {
        padding-left: 0.9rem;
      }
      td:last-child,
      th:last-child {
        padding-right: 0.9rem;
      }
      tbody th {
        color: var(--ink);
        font-weight: 550;
      }
      i {
        display: inline-block;
        width: 0.65em;
        height: 0.65em;
        margin-right: 0.5em;
        border-radius: 50%;
        background: var(--colour);
      }
      .outcome {
        min-width: 6rem;
      }
      .outcome.diverged {
        color: var(--danger-ink);
      }
      .outcome.finished {
        color: var(--good);
      }
      .bar {
        display: inline-block;
        width: 2.25rem;
        height: 0.3rem;
        margin-right: 0.5em;
        border-radius: 1rem;
        background: var(--sunken);
        vertical-align: middle;
        overflow: hidden;
      }
      .bar > span {
        display: block;
        height: 100%;
        background: var(--colour);
      }
      .skip {
        width: 1.75rem;
        padding: 0 0.4rem 0 0;
      }
      .skip button {
        width: 1.6rem;
        min-height: 1.6rem;
        padding: 0;
      }
      .skip svg {
        width: 0.7rem;
      }
      p {
        padding: 0.3rem 0.9rem 0.7rem;
        color: var(--ink-faint);
        font-size: 0.875rem;
      }
    `,
  ];

  @property({ attribute: false }) runs: readonly RunRecord[] = [];
  @property({ attribute: false }) points: readonly LabPoint[] = [];
  /** True while runs can be skipped. */
  @property({ type: Boolean }) live = false;
  @property() theme: Theme = 'light';

  protected override render(): TemplateResult {
    const ladder = ladderOf(this.runs);
    const rows = runsRows(this.runs, this.points, ladder);
    if (rows.length === 0) {
      return html`<header><h2>${said.title}</h2></header>
        <p>${said.empty}</p>`;
    }
    const columns: Columns = {
      // Where the ladder is of data sets, they stand in front and the one width goes without saying.
      data: ladder.kind === 'width' && rows.some(({ uniqueSamples }) => uniqueSamples !== null),
      accuracy: rows.some(({ accuracy }) => accuracy !== null),
      skip: this.live,
    };
    const unit = ladder.family === 'mlp' ? 'samples' : 'tokens';
    return html`<header>
        <h2>${said.title} <small>${said.seen(rows[0].samplesSeen, unit)}</small></h2>
        <slot></slot>
      </header>
      <div class="scroll" tabindex="0" role="region" aria-label=${said.title}>
        <table>
          <thead>
            ${heads(ladder, columns)}
          </thead>
          <tbody>
            ${rows.map((row) => this.#row(row, ladder, columns))}
          </tbody>
        </table>
      </div>`;
  }

  #row(row: RunsRow, ladder: Ladder, columns: Columns): TemplateResult {
    const { point, accuracy } = row;
    const hasLoss = point !== null && Number.isFinite(point.loss);
    return html`<tr .style=${`--colour: ${sizeColour(row.rung, ladder.colours, this.theme)}`}>
      <th scope="row">
        <i aria-hidden="true"></i>${ladder.kind === 'width' ? row.width : samplesWords(row)}
      </th>
      <td>${formatCount(row.parameters)}</td>
      ${columns.data ? html`<td>${samplesWords(row)}</td>` : nothing}
      <td>
        ${point ? html`${formatNumber(point.learningRate, 2)}${point.atSweepEdge ? edgeMark() : nothing}` : '–'}
      </td>
      <td>${hasLoss ? formatWithError(point.loss, point.standardError) : '–'}</td>
      ${columns.accuracy ? html`<td>${accuracy === null ? '–' : said.percent(accuracy)}</td>` : nothing}
      ${this.#outcome(row)}
      ${
        columns.skip
          ? html`<td class="skip">${row.status === 'ended' ? nothing : this.#skipButton(row, ladder)}</td>`
          : nothing
      }
    </tr>`;
  }

  #outcome(row: RunsRow): TemplateResult {
    const { status, outcomes, fraction } = row;
    const tone =
      status !== 'ended' ? '' : outcomes.diverged ? 'diverged' : outcomes.finished ? 'finished' : '';
    const bar = html`<span class="bar" aria-hidden="true"
      ><span .style=${`width: ${(100 * fraction).toFixed(1)}%`}></span
    ></span>`;
    return html`<td class="outcome ${tone}">
      ${status === 'running' ? bar : nothing}${outcomeWords(row, this.live)}
    </td>`;
  }

  #skipButton(row: RunsRow, ladder: Ladder): TemplateResult {
    return html`<button
      class="quiet"
      aria-label=${said.skip(rungWords(ladder, row.rung))}
      title=${said.skipHint}
      @click=${() => this.#skip(row)}
    >
      <svg viewBox="0 0 10 10" aria-hidden="true" stroke="currentColor" stroke-width="1.5">
        <path d="M1 1l8 8M9 1l-8 8" />
      </svg>
    </button>`;
  }

  #skip({ skippable }: RunsRow): void {
    for (const run of skippable) emit(this, 'skip-run', { run });
  }
}

function heads(ladder: Ladder, columns: Columns): TemplateResult {
  return html`<tr>
    <th scope="col">${capital(ladderWords(ladder))}</th>
    <th scope="col"><abbr title=${said.parameters}>N</abbr></th>
    ${columns.data ? html`<th scope="col">${said.dataset}</th>` : nothing}
    <th scope="col">${said.rate}</th>
    <th scope="col">${said.loss}</th>
    ${columns.accuracy ? html`<th scope="col">${said.accuracy}</th>` : nothing}
    <th scope="col" class="outcome">${said.outcome}</th>
    ${columns.skip ? html`<td class="skip"></td>` : nothing}
  </tr>`;
}

function edgeMark(): TemplateResult {
  return html`<span title=${said.atEdgeHint}>*<span class="hidden-text">${said.atEdge}</span></span>`;
}

function samplesWords({ uniqueSamples }: RunsRow): string {
  return uniqueSamples === null ? said.endless : formatCount(uniqueSamples);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-runs-table': LabRunsTable;
  }
}
