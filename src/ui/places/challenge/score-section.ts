import { css, html, nothing, type TemplateResult } from 'lit';
import type { Score } from '../../../lab/challenge/score.js';
import { words } from './words.js';

export const scoreStyles = css`
  .score {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 2.5rem;
    margin: 0;
  }
  .score div {
    display: grid;
  }
  .score dt {
    order: 2;
    color: var(--ink-soft);
    font-size: 0.875rem;
  }
  .score dd {
    margin: 0;
    font-size: 2rem;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    letter-spacing: -0.02em;
    line-height: 1.2;
  }
`;

export interface Final {
  readonly score: Score | null;
  readonly isLive: boolean;
  /** It was cut short. */
  readonly canGoOn: boolean;
  /** What was said of the file last, '' for nothing. */
  readonly said: string;
}

/** The final run, once it is under way: nothing but its end is left to wait for, then the score and the file to hand in. */
export function scoreSection(
  { score, isLive, canGoOn, said }: Final,
  save: () => void,
): TemplateResult | typeof nothing {
  const { title, loss, error, value, off, predicted, none, stopped, about, command } = words.score;
  if (isLive) return nothing;
  return html`<section class="card final" aria-label=${title}>
    <h2>${title}</h2>
    ${
      score
        ? html`<dl class="score">
              <div>
                <dt>${loss}</dt>
                <dd>${value(score)}</dd>
              </div>
              <div>
                <dt>${error}</dt>
                <dd>${off(score)}</dd>
              </div>
            </dl>
            <p>${predicted(score)}</p>`
        : html`<p class="problem">${canGoOn ? stopped : none}</p>`
    }
    <p>${about} <code>${command}</code></p>
    <div class="row">
      <button class="primary save" ?disabled=${score === null && canGoOn} @click=${save}>
        ${words.score.save}
      </button>
      <span role="status">${said}</span>
    </div>
  </section>`;
}
