import { svg, type SVGTemplateResult } from 'lit';
import { html, type TemplateResult } from 'lit';
import { sizeColour } from '../../parts/size-ramp.js';
import type { Theme } from '../../parts/tokens.js';
import type { CardLines, PictureLine } from './card-lines.js';
import { words } from './words.js';

/** Of the picture and of what is drawn in it, in its own units. */
const SIZE = { width: 300, height: 110, left: 14, right: 10, top: 16, bottom: 16 } as const;

/** A small real picture of a card's result. */
export function cardPicture({ lines, labels, isShare }: CardLines, theme: Theme): TemplateResult {
  const all = lines.flatMap(({ line, points }) => [...line, ...points]);
  const x = scaleOf(
    all.map(([at]) => Math.log(at)),
    [SIZE.left, SIZE.width - SIZE.right],
  );
  const height = (value: number): number => (isShare ? value : Math.log(value));
  const y = scaleOf(
    all.map(([, value]) => height(value)),
    [SIZE.height - SIZE.bottom, SIZE.top],
  );
  const place = ([at, value]: readonly [number, number]): string =>
    `${x(Math.log(at)).toFixed(1)},${y(height(value)).toFixed(1)}`;
  return html`<svg
    viewBox="0 0 ${SIZE.width} ${SIZE.height}"
    role="img"
    aria-label=${words.picture(labels.y, labels.x, lines.length)}
  >
    <path
      d="M${SIZE.left - 6} ${SIZE.top - 6}V${SIZE.height - SIZE.bottom + 6}H${SIZE.width - SIZE.right}"
      fill="none"
      stroke="var(--line)"
    />
    <text x="2" y="9">${labels.y}</text>
    <text x=${SIZE.width - SIZE.right} y=${SIZE.height - 1} text-anchor="end">${labels.x}</text>
    ${lines.map((line) => drawn(line, place, theme))}
  </svg>`;
}

function drawn(
  { line, points, colour: [index, count] }: PictureLine,
  place: (point: readonly [number, number]) => string,
  theme: Theme,
): SVGTemplateResult {
  const ink = sizeColour(index, count, theme);
  return svg`<polyline points=${line.map(place).join(' ')} fill="none" stroke=${ink} stroke-width="1.75" />
    ${points.map((point) => {
      const [cx, cy] = place(point).split(',');
      return svg`<circle cx=${cx} cy=${cy} r="3" fill=${ink} />`;
    })}`;
}

function scaleOf(
  values: readonly number[],
  [from, to]: readonly [number, number],
): (value: number) => number {
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const span = high > low ? high - low : 1;
  return (value) => from + ((value - low) / span) * (to - from);
}
