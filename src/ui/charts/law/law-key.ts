import { css, html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../../../base/format.js';
import type { ForecastRecord } from '../../../laws/forecast/score-card.js';
import type { Law } from '../../../laws/lab-laws.js';

/** Dashes of theory's line and of the floor's. */
export const DASH = [7, 5];
export const DOTS = [2, 4];

/** What each line of the law chart is; only those that are there. */
export function lawKey(law: Law | null, ghost: Law | null, forecast: ForecastRecord | null): TemplateResult {
  const line = (stroke: string, dash: readonly number[] = [], width = 2): TemplateResult =>
    html`<svg viewBox="0 0 26 12" aria-hidden="true">
      <line
        x1="0"
        y1="6"
        x2="26"
        y2="6"
        stroke=${stroke}
        stroke-width=${width}
        stroke-dasharray=${dash.join(' ')}
      />
    </svg>`;
  const fit = law?.fit.type === 'fit' ? law.fit : null;
  return html`<ul class="key" aria-label="Lines of the chart">
    ${
      fit
        ? html`<li>${line('var(--ink)')}fit</li>
            <li>
              <svg viewBox="0 0 26 12" aria-hidden="true">
                <rect width="26" height="12" rx="2" fill="var(--ink)" opacity="0.14" /></svg
              >95 %
            </li>`
        : law?.soFar
          ? html`<li>${line('var(--ink-faint)')}so far, all sizes still training</li>`
          : nothing
    }
    ${
      typeof law?.theory === 'number' && law.points.length > 1
        ? html`<li>${line('var(--ink-faint)', DASH, 1.5)}theory, slope −${formatNumber(law.theory, 3)}</li>`
        : nothing
    }
    ${
      typeof law?.knownFloor === 'number' && law.knownFloor > 0
        ? html`<li>${line('var(--ink-faint)', DOTS, 1.5)}floor ${formatNumber(law.knownFloor)}</li>`
        : nothing
    }
    ${
      ghost?.fit.type === 'fit'
        ? html`<li>${line('var(--line-strong)')}last law, α ${formatNumber(ghost.fit.alpha, 2)}</li>`
        : nothing
    }
    ${
      forecast
        ? html`<li>
            <svg viewBox="0 0 26 12" aria-hidden="true">
              <path d="M7 1h12v10H7zM7 6h12" fill="none" stroke="var(--ink)" stroke-width="1.5" /></svg
            >forecast, ${forecast.measured ? (forecast.measured.hit ? 'hit' : 'missed') : 'sealed'}
          </li>`
        : nothing
    }
  </ul>`;
}

export const lawKeyStyles = css`
  .key {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem 0.9rem;
    min-height: 1.9rem;
    margin: 0.25rem 0 0;
    padding: 0;
    color: var(--ink-soft);
    font-size: var(--small);
    list-style: none;
  }
  .key li {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
  }
  .key svg {
    width: 1.6em;
    height: 0.8em;
  }
`;
