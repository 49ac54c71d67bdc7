// What the crosshair of a figure says.

import { formatCount, formatNumber } from '../../../base/format.js';
import type { Figure, FigureAxis } from '../../../figures/figure.js';
import type { Crosshair } from '../plot-controller.js';

/** How near the crosshair must come to a mark to name it, as a share of the axes. */
const NEAR = 0.035;

/** The nearest mark, or else where the crosshair is. */
export function readoutAt({ x, y, marks }: Figure, cursor: Crosshair | null): string {
  if (!cursor) return '';
  const left = share(x, cursor.x);
  const top = cursor.y === null ? null : share(y, cursor.y);
  let best = { distance: NEAR, words: '' };
  for (const mark of marks) {
    const distance = Math.hypot(share(x, mark.x) - left, top === null ? 0 : share(y, mark.y) - top);
    if (distance < best.distance) best = { distance, words: mark.words };
  }
  if (best.words) return best.words;
  const at = `${symbol(x)} ${formatCount(cursor.x)}`;
  return cursor.y === null ? at : `${at} · ${symbol(y)} ${formatNumber(cursor.y)}`;
}

/** Where a value lies along an axis, from 0 to 1. */
function share({ scale, range: [low, high] }: FigureAxis, value: number): number {
  if (scale === 'linear') return (value - low) / (high - low);
  return Math.log(value / low) / Math.log(high / low);
}

/** An axis in short: what stands before its first comma. */
function symbol({ label }: FigureAxis): string {
  return label.split(',')[0];
}
