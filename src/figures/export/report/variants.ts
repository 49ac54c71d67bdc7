// A chart on each of its axes, with the values that its script says.

import { formatCount, formatNumber } from '../../../base/format.js';
import type { ChartStyle } from '../../chart-style.js';
import type { Figure, FigureMark } from '../../figure.js';
import { figureSvg } from '../../figure-svg.js';
import { chartFrame, escapeXml } from '../../svg-frame.js';
import type { LossScale } from '../../shown-result.js';

export interface VariantOptions {
  readonly caption: string;
  /** What may be subtracted from the loss, 0 for nothing. */
  readonly floor: number;
  readonly style: ChartStyle;
}

/** A place in a chart in pixels, and what is said there. */
type Place = readonly [x: number, y: number, words: string];

/** A figure of HTML with all forms of a chart. */
export function chartVariants(
  figureOn: (axes: LossScale) => Figure,
  { caption, floor, style }: VariantOptions,
): string {
  const floors = floor > 0 ? [0, floor] : [0];
  const variants = floors.flatMap((subtracted) =>
    (['log', 'linear'] as const).map((scale) => {
      const kind = subtracted > 0 ? 'excess' : `whole${floor > 0 ? ' floored' : ''}`;
      return variant(figureOn({ scale, minus: subtracted }), scale, { kind, style });
    }),
  );
  return `<figure>${variants.join('')}<output></output><figcaption>${escapeXml(caption)}</figcaption></figure>`;
}

function variant(
  figure: Figure,
  scale: LossScale['scale'],
  { kind, style }: { readonly kind: string; readonly style: ChartStyle },
): string {
  const frame = chartFrame(figure, style);
  const place = (x: number, y: number, words: string): Place => [frame.x(x), frame.y(y), words];
  const isInside = ([x, y]: Place): boolean =>
    x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom;
  const symbol = figure.x.label.split(',')[0];
  const values = {
    marks: figure.marks
      .map((mark) => place(mark.x, mark.y, markWords(mark, symbol)))
      .filter(isInside)
      .sort((a, b) => a[0] - b[0]),
    law: figure.bands
      .flatMap(({ points }) => points)
      .map(([x, low, high]) =>
        place(
          x,
          Math.sqrt(Math.max(low, 1e-300) * high),
          `${symbol} ${formatCount(x)} · law, 95 %: ${formatNumber(low)} to ${formatNumber(high)}`,
        ),
      )
      .filter(isInside),
  };
  const data = JSON.stringify(values).replaceAll('<', '\\u003c');
  return (
    `<div class="variant ${scale} ${kind}" tabindex="0" role="group" aria-label="${escapeXml(`${figure.title}. ${figure.summary}`)}">` +
    `${figureSvg(figure, style)}<script type="application/json">${data}</script></div>`
  );
}

function markWords({ words, x, y }: FigureMark, symbol: string): string {
  // Points of laws say their loss; dots on curves only which curve they are on.
  if (words.includes('loss')) return words;
  return [words, `${symbol} ${formatCount(x)}`, `loss ${formatNumber(y)}`].filter(Boolean).join(' · ');
}
