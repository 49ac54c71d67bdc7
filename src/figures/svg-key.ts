import type { ChartStyle } from './chart-style.js';
import type { Figure } from './figure.js';
import { text, type Frame } from './svg-frame.js';
import { colourOf, shapeSvg, strokeOf } from './svg-looks.js';

/** Size of the key's samples, and distances in it, in pixels. */
const KEY = { rowHeight: 17, sample: 22, gap: 6, margin: 10 };

/** An entry of the key; its sample is drawn around a height. */
interface Entry {
  readonly name: string | null;
  readonly sample: (y: number) => string;
}

/** The headline of a figure, and what its lines, bands, boxes and marks are, in the upper right corner of the plot. */
export function keySvg(
  { right, top }: Frame,
  { lines, bands, boxes = [], key, headline = null }: Figure,
  style: ChartStyle,
): string {
  const end = right - KEY.margin;
  const start = end - KEY.sample;
  const rectangle = (y: number, look: string): string =>
    `<rect x="${start}" y="${y - 5}" width="${KEY.sample}" height="10" ${look}/>`;
  const named = new Map(lines.map((line) => [line.name, line]));
  const entries: readonly Entry[] = [
    ...[...named].map(([name, { ink, style: how }]): Entry => {
      const stroke = strokeOf(ink, how, style);
      return { name, sample: (y) => `<line x1="${start}" x2="${end}" y1="${y}" y2="${y}" ${stroke}/>` };
    }),
    ...bands.map(({ name }): Entry => ({
      name,
      sample: (y) => rectangle(y, `fill="${style.ink}" opacity="0.1"`),
    })),
    ...boxes.map(({ name, ink }): Entry => {
      const look = `fill="none" stroke="${colourOf(ink, style)}" stroke-width="1.75"`;
      return { name, sample: (y) => rectangle(y, look) };
    }),
    ...key.map(({ name, shape }): Entry => ({
      name,
      sample: (y) => (shape === null ? '' : shapeSvg(shape, [(start + end) / 2, y], 'soft', style)),
    })),
  ];
  const title = headline === null ? '' : text([end, top + 18], headline, style.ink, 'end');
  const first = top + 14 + (headline === null ? 0 : KEY.rowHeight);
  const rows = entries
    .filter(({ name }) => name !== null)
    .map((entry, i) => ({ ...entry, y: first + KEY.rowHeight * i }));
  const words = rows.map(({ name, y }) => text([start - KEY.gap, y + 4], name ?? '', style.soft, 'end'));
  // A halo of paper keeps words legible above lines.
  const halo = `stroke="${style.surface}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`;
  return `${rows.map(({ sample, y }) => sample(y)).join('')}<g ${halo}>${title}${words.join('')}</g>`;
}
