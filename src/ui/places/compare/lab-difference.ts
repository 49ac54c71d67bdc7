import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount, formatNumber } from '../../../base/format.js';
import { differenceFigure, type ComparedLaw } from '../../../figures/compare-figure.js';
import type { Figure } from '../../../figures/figure.js';
import { differencesAtSizes, type SizeDifference } from '../../../laws/compare/difference.js';
import {
  compareFamilies,
  comparisonInWords,
  type FamilyComparison,
  type FamilyRun,
} from '../../../laws/compare/multiplier.js';
import '../../charts/figure/lab-figure-chart.js';
import { controls, panel } from '../../parts/controls.js';
import { dataTableStyles, numberTable } from '../../parts/data-table.js';
import { selectStyles } from '../../parts/inputs.js';
import type { Theme } from '../../parts/tokens.js';
import { differenceWords, words } from './words.js';

/** A law that can be chosen. */
export interface ChosenLaw extends ComparedLaw {
  readonly id: string;
  /** Laws of one task learn from the same data, seed by seed. */
  readonly task: string;
  /** What each of its losses cost. */
  readonly runs: readonly FamilyRun[];
}

/** How the losses of two laws differ at each size that both have. */
export function differencesOf([one, other]: readonly [ChosenLaw, ChosenLaw]): SizeDifference[] {
  return differencesAtSizes(one.law.points, other.law.points, one.task === other.task);
}

/**
 * Two of the laws, chosen from lists, and their difference at each size.
 *
 * @fires pair-change - `{pair}`: ids of the two.
 */
@customElement('lab-difference')
export class LabDifference extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    selectStyles,
    dataTableStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        padding: 0.8rem 0.9rem;
      }
      .choice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        color: var(--ink-soft);
        font-size: 0.875rem;
      }
      lab-figure-chart > .choice {
        flex: 1 0 100%;
        order: 1;
      }
      h2 + .choice {
        margin: 0.5rem 0;
      }
      select {
        max-width: min(12rem, 36vw);
      }
      lab-figure-chart {
        --chart-height: 15rem;
        margin: -0.8rem -0.9rem 0;
        border: 0;
        background: none;
        box-shadow: none;
      }
      p {
        text-wrap: pretty;
      }
      .multiplier {
        margin-top: 0.6rem;
      }
      .finding b {
        font-weight: 650;
      }
      .waiting {
        margin: auto;
        padding: 2rem 1rem;
        color: var(--ink-faint);
        text-align: center;
      }
    `,
  ];

  /** All that can be chosen. */
  @property({ attribute: false }) laws: readonly ChosenLaw[] = [];
  /** The two that are; null with fewer than two laws. */
  @property({ attribute: false }) pair: readonly [ChosenLaw, ChosenLaw] | null = null;
  @property() theme: Theme = 'light';

  #differences: readonly SizeDifference[] = [];
  #figure: Figure | null = null;
  #multiplier: FamilyComparison | null = null;
  /** What `#multiplier` is of. */
  #runs: readonly (readonly FamilyRun[])[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('pair')) return;
    const { pair } = this;
    this.#differences = pair ? differencesOf(pair) : [];
    this.#figure =
      pair && this.#differences.length > 0
        ? differenceFigure(this.#differences, pair[0], pair[1].name)
        : null;
    this.#compare();
  }

  /** The multiplier of the first over the second, unless it is known. */
  #compare(): void {
    const runs = (this.pair ?? []).map((law) => law.runs);
    if (runs.length === this.#runs.length && runs.every((each, i) => each === this.#runs[i])) return;
    this.#runs = runs;
    this.#multiplier = null;
    if (!this.pair) return;
    const [one, other] = this.pair;
    this.#multiplier = compareFamilies(other.runs, one.runs, {
      sharesData: one.task === other.task,
      names: { a: other.name, b: one.name },
    });
  }

  protected override render(): TemplateResult {
    const { pair } = this;
    if (!pair) {
      return html`<h2>${words.difference.title}</h2>
        <p class="waiting">${words.difference.tooFew}</p>`;
    }
    const [one, other] = pair;
    const { finding, rest } = differenceWords(one.name, other.name, this.#differences);
    const choice = html`<div class="choice">
      ${this.#list(words.difference.one, one, other, (law) => [law, other])} ${words.difference.against}
      ${this.#list(words.difference.other, other, one, (law) => [one, law])}
    </div>`;
    return html`${
        this.#figure
          ? html`<lab-figure-chart
              .figure=${this.#figure}
              .theme=${this.theme}
              .name=${`difference-${one.id}-${other.id}`}
              >${choice}</lab-figure-chart
            >`
          : html`<h2>${words.difference.title}</h2>
              ${choice}`
      }
      <p class="finding"><b>${finding}</b> ${rest}</p>
      ${this.#cost(one, other)}`;
  }

  /** What the same loss costs in both, each way round. */
  #cost(one: ChosenLaw, other: ChosenLaw): TemplateResult | typeof nothing {
    if (!this.#multiplier) return nothing;
    const { bySize } = this.#multiplier;
    const [first, ...rest] = comparisonInWords(this.#multiplier, { a: other.name, b: one.name });
    return html`<p class="finding multiplier"><b>${first}</b> ${rest.join(' ')}</p>
      ${
        bySize.length > 0
          ? html`<details class="data">
              <summary>${words.difference.bySize}</summary>
              ${numberTable({
                caption: words.difference.bySize,
                heads: words.difference.bySizeHeads(other.name),
                rows: bySize.map(({ cost, value, low, high }) => [
                  formatCount(cost),
                  formatNumber(value),
                  words.difference.range(low, high),
                ]),
              })}
            </details>`
          : nothing
      }`;
  }

  #list(
    label: string,
    chosen: ChosenLaw,
    not: ChosenLaw,
    pairWith: (law: ChosenLaw) => readonly [ChosenLaw, ChosenLaw],
  ): TemplateResult {
    const choose = (event: Event): void => {
      const law = this.laws.find(({ id }) => id === (event.target as HTMLSelectElement).value);
      if (!law) return;
      const pair = pairWith(law).map(({ id }) => id);
      this.dispatchEvent(new CustomEvent('pair-change', { detail: { pair } }));
    };
    return html`<select class="printed" aria-label=${label} .value=${chosen.id} @change=${choose}>
      ${this.laws
        .filter(({ id }) => id !== not.id)
        .map(({ id, name }) => html`<option value=${id} ?selected=${id === chosen.id}>${name}</option>`)}
    </select>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-difference': LabDifference;
  }
}
