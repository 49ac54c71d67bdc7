import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { groupBy } from '../../base/group-by.js';
import type { PowerLawFit } from '../../fit/power-law/law.js';
import { endlessFloorInWords, lawInWords } from '../../laws/runs/words.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import type { LawSoFar } from '../../laws/runs/law-so-far.js';
import { formatCount, formatNumber, formatWithError } from '../../base/format.js';
import { halfWidth } from '../../base/maths/statistics.js';
import { refusalWords } from './words.js';
import { controls, panel } from '../parts/controls.js';

/** The law in words and figures: the exponent with its interval, what theory says, how far to trust it, what was left out. */
@customElement('lab-law-words')
export class LabLawWords extends LitElement {
  static override readonly styles = [
    controls,
    panel,
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
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
        gap: 0.6rem 1rem;
        margin: 0.9rem 0 0;
        padding-top: 0.8rem;
        border-top: 1px solid var(--line);
        font-size: 0.875rem;
      }
      dt {
        color: var(--ink-faint);
        font-size: var(--tiny);
      }
      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
      }
      ul {
        margin: 0.8rem 0 0;
        padding: 0;
        list-style: none;
        font-size: 0.875rem;
      }
      li {
        padding: 0.35rem 0.6rem;
        border-radius: var(--radius-small);
        background: var(--warning-fill);
        color: var(--warning-ink);
        text-wrap: pretty;
      }
      li + li {
        margin-top: 0.3rem;
      }
      .left-out {
        background: var(--notice-fill);
        color: var(--notice-ink);
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
    return html`<h2>The law</h2>
      ${
        law === null
          ? html`<p class="waiting">Start an experiment: its law is written here, with its errors.</p>`
          : html`${
              law.fit.type === 'fit'
                ? this.#fitted(law, law.fit)
                : html`${law.soFar ? this.#soFar(law.soFar) : nothing}
                    <p class="waiting">${refusalWords(law)}</p>`
            }
            ${this.#remarks(law)}`
      }`;
  }

  #fitted(law: Law, fit: PowerLawFit): TemplateResult {
    const { alpha, intervals, floor } = fit;
    const endless = endlessFloorInWords(law);
    return html`<p class="alpha">
        <strong>α = ${formatWithError(alpha, halfWidth(intervals.alpha))}</strong>
        ${law.theory === null ? nothing : html`<span>theory: ${formatNumber(law.theory)}</span>`}
      </p>
      <p class="sentence">${lawInWords(law)}</p>
      ${endless === null ? nothing : html`<p class="sentence">${endless}</p>`}
      <dl>
        <div>
          <dt>Exponent α, 95 %</dt>
          <dd>${formatNumber(intervals.alpha[0])} to ${formatNumber(intervals.alpha[1])}</dd>
        </div>
        <div>
          <dt>Floor E${floor.type === 'fixed' ? ', known' : floor.type === 'none' ? '' : ', fitted'}</dt>
          <dd>
            ${
              floor.type === 'none'
                ? 'none assumed'
                : floor.type === 'fixed'
                  ? formatNumber(fit.E)
                  : formatWithError(fit.E, halfWidth(intervals.E))
            }
          </dd>
        </div>
        <div>
          <dt>Fit</dt>
          <dd>R² ${fit.r2.toFixed(fit.r2 > 0.999 ? 5 : 4)}</dd>
        </div>
        ${
          fit.rollingOrigin.length > 0
            ? html`<div>
                <dt>Predicts its largest point${fit.rollingOrigin.length > 1 ? 's' : ''} within</dt>
                <dd>
                  ${fit.rollingOrigin.map((error) => `${(100 * Math.abs(error)).toFixed(1)} %`).join(', ')}
                </dd>
              </div>`
            : nothing
        }
        <div>
          <dt>From</dt>
          <dd>${fit.pointCount} points over ${fit.decades.toFixed(1)} decades</dd>
        </div>
      </dl>`;
  }

  /** What the sizes under way say; it moves, so it is said in fewer words. */
  #soFar({ fit: { alpha, intervals }, step, steps }: LawSoFar): TemplateResult {
    return html`<p class="alpha so-far">
      <strong>α = ${formatWithError(alpha, halfWidth(intervals.alpha))}</strong>
      <span>so far, after ${formatCount(step)} of ${formatCount(steps)} steps</span>
    </p>`;
  }

  #remarks(law: Law): TemplateResult | typeof nothing {
    const warnings = [...new Set([...law.warnings, ...(law.fit.type === 'fit' ? law.fit.warnings : [])])];
    const leftOut = groupBy(
      law.points.filter(({ excluded }) => excluded !== null),
      ({ excluded }) => excluded!,
    );
    if (warnings.length + leftOut.size === 0) return nothing;
    return html`<ul>
      ${warnings.map((warning) => html`<li>${warning}</li>`)}
      ${[...leftOut].map(
        ([reason, points]) =>
          html`<li class="left-out">
            Left out: ${law.axis === 'N' ? 'width' : 'data set'}
            ${points.map(({ width, x }) => (law.axis === 'N' ? width : formatCount(x))).join(', ')}: ${reason}
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-law-words': LabLawWords;
  }
}
