import type { Range } from '../../../base/log-scale.js';
import type { Figure } from '../../../figures/figure.js';

/** Share of the plot's width and height that words in a corner take. */
const CORNER = { width: 0.5, height: 0.25 };

/**
 * The corner for words, where nothing is drawn: the upper right, which a falling law leaves empty, or else the lower left, which is
 * empty where a law lies high above the last one. Expects log axes.
 */
export function freeCorner({ x, y, lines, marks }: Figure): 'high' | 'low' {
  const share = ([low, high]: Range, at: number): number => Math.log(at / low) / Math.log(high / low);
  const drawn = [...marks.map((mark) => [mark.x, mark.y] as const), ...lines.flatMap(({ points }) => points)];
  const places = drawn.map(([at, loss]) => [share(x.range, at), share(y.range, loss)] as const);
  const { width, height } = CORNER;
  const isHighTaken = places.some(([right, up]) => right > 1 - width && up > 1 - height && up <= 1);
  const isLowTaken = places.some(([right, up]) => right < width && up < height && up >= 0);
  return isHighTaken && !isLowTaken ? 'low' : 'high';
}
