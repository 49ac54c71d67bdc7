import { css, html, type TemplateResult } from 'lit';
import { formatNumber } from '../../base/format.js';
import { dataTable } from '../parts/data-table.js';
import { words } from './words.js';

/** A text with how probable a model found each token of it. */
export interface TokenProbabilities {
  readonly tokens: readonly string[];
  /** In nats, of every token but the first. */
  readonly logProbabilities: Float64Array;
}

/** Nats at which a token is shaded fully: one in four hundred. */
const DARKEST = 6;

/** The text with its surprises shaded, and the numbers in a table. Styles: `tokenProbabilitiesStyles`, those of tables. */
export function tokenProbabilities({ tokens, logProbabilities }: TokenProbabilities): TemplateResult {
  const surprises = Array.from(logProbabilities, (value) => -value);
  const mean = surprises.reduce((sum, value) => sum + value, 0) / surprises.length;
  const shaded = tokens.map((token, i) =>
    i === 0
      ? token.trimStart()
      : html`<span
          .style=${`--surprise: ${Math.min(1, surprises[i - 1] / DARKEST).toFixed(3)}`}
          title=${words.probabilities.percent(surprises[i - 1])}
          >${token}</span
        >`,
  );
  return html`<figure class="probabilities">
    <figcaption>${words.probabilities.caption(mean)}</figcaption>
    <p class="written">${shaded}</p>
    ${dataTable({
      caption: words.probabilities.table,
      heads: words.probabilities.heads,
      rows: surprises.map((surprise, i) => [
        JSON.stringify(tokens[i + 1]),
        words.probabilities.percent(surprise),
        formatNumber(surprise),
      ]),
    })}
  </figure>`;
}

export const tokenProbabilitiesStyles = css`
  .probabilities {
    margin: 0.9rem 0 0;
  }
  .probabilities figcaption {
    margin-bottom: 0.35rem;
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .probabilities .written span {
    background: color-mix(in oklab, var(--surprise-fill) calc(var(--surprise) * 100%), transparent);
  }
  .probabilities .written {
    --surprise-fill: light-dark(#f2a65a, #8a4a12);
    line-height: 1.7;
  }
`;
