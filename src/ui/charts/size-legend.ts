import { css, html, nothing, type TemplateResult } from 'lit';
import { formatCount, formatPercent } from '../../base/format.js';
import { ladderWords, rungWords, type Ladder } from '../../figures/ladder.js';
import { sizeColour } from '../parts/size-ramp.js';
import type { Theme } from '../parts/tokens.js';
import { words } from './words.js';

/** One button a size, in its colour: a click hides or shows it, a click with Shift (or a double click) shows it alone, and all again. */
export function sizeLegend({
  ladder,
  hidden,
  progress = null,
  theme,
  change,
}: {
  readonly ladder: Ladder;
  /** Indices of the hidden ones. */
  readonly hidden: ReadonlySet<number>;
  /** Share of its training that is done, by rung; null where nothing trains. */
  readonly progress?: readonly number[] | null;
  readonly theme: Theme;
  readonly change: (hidden: ReadonlySet<number>) => void;
}): TemplateResult {
  const count = ladder.rungs.length;
  if (count === 0) return html`<div class="legend"></div>`;
  return html`<div class="legend" role="group" aria-label=${words.sizes}>
    <span class="legend-title" aria-hidden="true">${ladderWords(ladder)}</span>
    ${ladder.rungs.map(
      (rung, index) =>
        html`<button
          class="quiet size printed"
          aria-pressed=${hidden.has(index) ? 'false' : 'true'}
          aria-label=${progress ? nothing : rungWords(ladder, index)}
          title=${words.hideSize}
          .style=${`--colour: ${sizeColour(index, ladder.colours, theme)}; --share: ${progress?.[index] ?? 0}`}
          @click=${(event: MouseEvent) =>
            change(event.shiftKey ? soloed(hidden, index, count) : toggled(hidden, index))}
          @dblclick=${() => change(soloed(hidden, index, count))}
        >
          <i aria-hidden="true"></i>${Number.isFinite(rung) ? formatCount(rung) : '∞'}
          ${progress ? html`<span class="share">${formatPercent(progress[index] ?? 0)}</span>` : nothing}
        </button>`,
    )}
  </div>`;
}

export function toggled(hidden: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(hidden);
  if (!next.delete(index)) next.add(index);
  return next;
}

/** Only `index` shown; all of them if it is the only one already. */
export function soloed(hidden: ReadonlySet<number>, index: number, count: number): ReadonlySet<number> {
  const alone = hidden.size === count - 1 && !hidden.has(index);
  return new Set(alone ? [] : Array.from({ length: count }, (_, i) => i).filter((i) => i !== index));
}

export const legendStyles = css`
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.1rem;
    min-height: 1.9rem;
    margin: 0.25rem 0 0;
  }
  .legend-title {
    margin-right: 0.3rem;
    color: var(--ink-faint);
    font-size: var(--small);
  }
  .legend .size {
    gap: 0.35em;
    padding: 0 0.4em;
    font-variant-numeric: tabular-nums;
  }
  .legend i {
    forced-color-adjust: none;
    width: 0.7em;
    height: 0.7em;
    border-radius: 50%;
    background: var(--colour);
    box-shadow: inset 0 0 0 2px var(--colour);
  }
  .legend .size:has(.share) {
    background: linear-gradient(var(--colour) 0 0) 0.4em 100% / calc((100% - 0.8em) * var(--share)) 3px
      no-repeat;
  }
  .share {
    min-width: 2.7em;
    color: var(--ink-faint);
    font-size: 0.75rem;
    text-align: right;
  }
  .legend [aria-pressed='false'] {
    color: var(--ink-faint);
    text-decoration: line-through;
  }
  .legend [aria-pressed='false'] i {
    background: none;
  }
`;
