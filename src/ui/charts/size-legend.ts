import { css, html, type TemplateResult } from 'lit';
import { formatCount } from '../../base/format.js';
import { ladderWords, rungWords, type Ladder } from '../../figures/ladder.js';
import { sizeColour } from '../parts/size-ramp.js';
import type { Theme } from '../parts/tokens.js';
import { words } from './words.js';

/** One button a size, in its colour: a click hides or shows it, a click with Shift (or a double click) shows it alone, and all again. */
export function sizeLegend({
  ladder,
  hidden,
  theme,
  change,
}: {
  readonly ladder: Ladder;
  /** Indices of the hidden ones. */
  readonly hidden: ReadonlySet<number>;
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
          class="quiet size"
          aria-pressed=${hidden.has(index) ? 'false' : 'true'}
          aria-label=${rungWords(ladder, index)}
          title=${words.hideSize}
          .style=${`--colour: ${sizeColour(index, count, theme)}`}
          @click=${(event: MouseEvent) =>
            change(event.shiftKey ? soloed(hidden, index, count) : toggled(hidden, index))}
          @dblclick=${() => change(soloed(hidden, index, count))}
        >
          <i aria-hidden="true"></i>${Number.isFinite(rung) ? formatCount(rung) : '∞'}
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
    width: 0.7em;
    height: 0.7em;
    border-radius: 50%;
    background: var(--colour);
    box-shadow: inset 0 0 0 2px var(--colour);
  }
  .legend [aria-pressed='false'] {
    color: var(--ink-faint);
    text-decoration: line-through;
  }
  .legend [aria-pressed='false'] i {
    background: none;
  }
`;
