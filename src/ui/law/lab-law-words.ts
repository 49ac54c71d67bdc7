import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatWithInterval, formatCount, formatNumber } from '../../base/format.js';
import { groupBy } from '../../base/group-by.js';
import type { PowerLawFit } from '../../fit/power-law/law.js';
import { heldOutFacts } from '../../laws/held-out.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import type { LawSoFar } from '../../laws/runs/law-so-far.js';
import { endlessFloorInWords, lawInWords } from '../../laws/runs/words.js';
import { controls, panel } from '../parts/controls.js';
import { facts, factsStyles, remarkStyles, type Fact } from '../parts/facts.js';
import { refusalWords, words } from './words.js';

/** The law in words and figures: the exponent with its interval, what theory says, how far to trust it, what was left out. */
@customElement('lab-law-words')
export class LabLawWords extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    factsStyles,
    remarkStyles,
    css`
      :host {
        padding: 0.8rem 0.9rem 0.9rem;
        container-type: inline-size;
      }
      .alpha {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.1rem 0.6rem;
        margin: 0.35rem 0 0.2rem;
        font-variant-numeric: tabular-nums;
      }
      .alpha strong {
        font-size: clamp(1.3rem, 7cqi, 1.75rem);
        font-weight: 600;
        letter-spacing: -0.03em;
        line-height: 1.1;
      }
      .so-far strong {
        color: var(--ink-soft);
      }
      .alpha span {
        color: var(--ink-soft);
      }
      .sentence {
        max-width: 44rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      .sentence + .sentence {
        margin-top: 0.4rem;
      }
      .facts {
        margin-top: 0.9rem;
        padding-top: 0.8rem;
        border-top: 1px solid var(--line);
      }
      .waiting {
        margin-top: 0.35rem;
        color: var(--ink-faint);
        font-size: 0.875rem;
      }
    `,
  ];

  @property({ attribute: false }) law: Law | null = null;

  protected override render(): TemplateResult {
    const { law } = this;
    return html`<h2>${words.title}</h2>
      ${law === null ? html`<p class="waiting">${words.none}</p>` : [this.#finding(law), this.#remarks(law)]}`;
  }

  #finding(law: Law): TemplateResult {
    if (law.fit.type === 'fit') return this.#fitted(law, law.fit);
    return html`${law.soFar ? this.#soFar(law.soFar) : nothing}
      <p class="waiting">${refusalWords(law)}</p>`;
  }

  #fitted(law: Law, fit: PowerLawFit): TemplateResult {
    const { alpha, intervals } = fit;
    const endless = endlessFloorInWords(law);
    return html`<p class="alpha">
        <strong>${words.exponent(alpha, intervals.alpha)}</strong>
        ${law.theory === null ? nothing : html`<span>${words.theory(law.theory)}</span>`}
      </p>
      <p class="sentence">${lawInWords(law)}</p>
      ${endless === null ? nothing : html`<p class="sentence">${endless}</p>`}
      ${facts(factsOf(law.axis, fit))}`;
  }

  /** What the sizes under way say; it moves, so it is said in fewer words. */
  #soFar({ fit: { alpha, intervals }, step, steps }: LawSoFar): TemplateResult {
    return html`<p class="alpha so-far">
      <strong>${words.exponent(alpha, intervals.alpha)}</strong>
      <span>${words.soFar({ step, steps })}</span>
    </p>`;
  }

  #remarks({ axis, fit, points, ...law }: Law): TemplateResult | typeof nothing {
    const warnings = [...new Set([...law.warnings, ...(fit.type === 'fit' ? fit.warnings : [])])];
    const leftOut = groupBy(
      points.filter(({ excluded }) => excluded !== null),
      ({ excluded }) => excluded!,
    );
    if (warnings.length + leftOut.size === 0) return nothing;
    return html`<ul class="remarks">
      ${warnings.map((warning) => html`<li class="remark">${warning}</li>`)}
      ${[...leftOut].map(([reason, left]) => {
        const sizes = left.map(({ width, x }) => (axis === 'N' ? String(width) : formatCount(x)));
        return html`<li class="remark note">${words.leftOut(axis, sizes, reason)}</li>`;
      })}
    </ul>`;
  }
}

function factsOf(
  axis: Law['axis'],
  { E, intervals, floor, r2, rollingOrigin, pointCount, decades }: PowerLawFit,
): Fact[] {
  const said = words.facts;
  const floors = {
    none: said.noFloor,
    fixed: formatNumber(E),
    free: formatWithInterval(E, intervals.E),
  };
  return [
    { name: said.exponent, value: said.interval(intervals.alpha) },
    { name: said.floor[floor.type], value: floors[floor.type] },
    { name: said.fit, value: said.r2(r2) },
    ...heldOutFacts(axis, rollingOrigin),
    { name: said.from, value: said.points(pointCount, decades) },
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-law-words': LabLawWords;
  }
}
