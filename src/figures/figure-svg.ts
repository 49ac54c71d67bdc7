// A figure as SVG text, for files and reports. It needs no DOM.

import type { ChartStyle } from './chart-style.js';
import type { Coordinate, Figure, FigureBox, FigureLine, FigureMark, Ink } from './figure.js';
import { chartFrame, line, round, svgDocument, text, type Frame } from './svg-frame.js';

const dashes: Readonly<Record<FigureLine['style'], string>> = {
  solid: '',
  thin: '',
  pale: ' stroke-opacity="0.45"',
  dashed: ' stroke-dasharray="7 5"',
  dotted: ' stroke-dasharray="2 4"',
};
const widths: Readonly<Record<FigureLine['style'], number>> = {
  solid: 1.75,
  thin: 1.25,
  pale: 1,
  dashed: 1.5,
  dotted: 1.5,
};

/** Size of the key's samples, and distances in it, in pixels. */
const KEY = { rowHeight: 17, sample: 22, gap: 6, margin: 10 };

export function figureSvg(figure: Figure, style: ChartStyle): string {
  const { title, bands, lines, boxes = [], marks, summary, notes = [] } = figure;
  const frame = chartFrame(figure, style);
  return svgDocument(frame, style, {
    title,
    description: [summary, ...notes].join('\n'),
    plot: [
      ...bands.map(({ points }) => bandSvg(frame, points, style)),
      ...lines.map(
        ({ points, ink, style: how }) =>
          `<path d="${path(frame, points)}" fill="none" ${strokeOf(ink, how, style)}/>`,
      ),
      ...boxes.map((box) => boxSvg(frame, box, style)),
      ...marks.map((mark) => markSvg(frame, mark, style)),
    ].join(''),
    labels: [...lines.map((each) => labelSvg(frame, each, style)), keySvg(frame, figure, style)].join(''),
  });
}

function colourOf(ink: Ink, style: ChartStyle): string {
  if (typeof ink === 'object') return style.size(ink.index, ink.count);
  return ink === 'faint' ? style.soft : style[ink];
}

function strokeOf(ink: Ink, how: FigureLine['style'], style: ChartStyle): string {
  const opacity = ink === 'ghost' ? ' opacity="0.5"' : '';
  return `stroke="${colourOf(ink, style)}" stroke-width="${widths[how]}"${dashes[how]}${opacity}`;
}

function path(frame: Frame, points: readonly Coordinate[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${frame.x(x)} ${frame.y(y)}`).join('');
}

function bandSvg(frame: Frame, points: Figure['bands'][number]['points'], style: ChartStyle): string {
  const upper = points.map(([at, , high]): Coordinate => [at, high]);
  const lower = points.map(([at, low]): Coordinate => [at, low]).reverse();
  return `<path d="${path(frame, [...upper, ...lower])}Z" fill="${style.ink}" opacity="0.1"/>`;
}

function boxSvg(frame: Frame, { x, low, middle, high, ink }: FigureBox, style: ChartStyle): string {
  const left = round(frame.x(x) - 9);
  const [top, across, bottom] = [high, middle, low].map((value) => heightOf(frame, value));
  const size = `width="18" height="${round(Math.max(1, bottom - top))}"`;
  const colour = colourOf(ink, style);
  return (
    `<rect x="${left}" y="${top}" ${size} fill="none" stroke="${colour}" stroke-width="1.75"/>` +
    line(left, across, left + 18, across, colour, 'stroke-width="1.75"')
  );
}

function markSvg(frame: Frame, { x, y, shape, error, ink }: FigureMark, style: ChartStyle): string {
  const [at, height] = [frame.x(x), frame.y(y)];
  const colour = colourOf(ink, style);
  const bar = error === null || !(error > 0) ? '' : barSvg(frame, at, [y - error, y + error], colour);
  return bar + shapeSvg(shape, [at, height], ink, style);
}

/** A bar with caps, cut off at the edges of the plot. */
function barSvg(frame: Frame, at: number, interval: readonly [number, number], colour: string): string {
  const [low, high] = interval.map((value) => heightOf(frame, value));
  const bar = (x1: number, y1: number, x2: number, y2: number): string =>
    line(round(x1), y1, round(x2), y2, colour, 'stroke-width="1.5"');
  return bar(at, low, at, high) + bar(at - 4, low, at + 4, low) + bar(at - 4, high, at + 4, high);
}

/** Height of a value in pixels, kept within the plot; a log axis has no place for values below zero. */
function heightOf({ top, bottom, y }: Frame, value: number): number {
  const height = y(value);
  return Number.isFinite(height) ? Math.min(bottom, Math.max(top, height)) : bottom;
}

function shapeSvg(shape: FigureMark['shape'], [at, height]: Coordinate, ink: Ink, style: ChartStyle): string {
  const colour = colourOf(ink, style);
  const isHollow = shape === 'hollow' || shape === 'hollow-diamond';
  const look = `fill="${isHollow ? style.surface : colour}" stroke="${colour}" stroke-width="1.5"`;
  if (shape === 'diamond' || shape === 'hollow-diamond') {
    const corners = [
      [0, -6],
      [6, 0],
      [0, 6],
      [-6, 0],
    ].map(([dx, dy]) => `${round(at + dx)},${round(height + dy)}`);
    return `<polygon points="${corners.join(' ')}" ${look}/>`;
  }
  const opacity = ink === 'ghost' ? 0.5 : 0.7;
  const dot = shape === 'dot' ? `r="2.5" fill="${colour}" opacity="${opacity}"` : `r="4.5" ${look}`;
  return `<circle cx="${at}" cy="${height}" ${dot}/>`;
}

/** A line's label at its end. */
function labelSvg(frame: Frame, { points, label, ink }: FigureLine, style: ChartStyle): string {
  const end = points.at(-1);
  if (label === null || !end) return '';
  return text(frame.x(end[0]) - 4, frame.y(end[1]) - 5, label, colourOf(ink, style), 'end');
}

/** What lines, bands, boxes and marks are, in the upper right corner. */
function keySvg({ right, top }: Frame, { lines, bands, boxes = [], key }: Figure, style: ChartStyle): string {
  const end = right - KEY.margin;
  const start = end - KEY.sample;
  const rectangle = (y: number, look: string): string =>
    `<rect x="${start}" y="${y - 5}" width="${KEY.sample}" height="10" ${look}/>`;
  const named = new Map(lines.map((each) => [each.name, each]));
  named.delete(null);
  const entries: readonly (readonly [name: string | null, sample: (y: number) => string])[] = [
    ...[...named].map(([name, { ink, style: how }]) => {
      const stroke = strokeOf(ink, how, style);
      return [
        name,
        (y: number) => `<line x1="${start}" x2="${end}" y1="${y}" y2="${y}" ${stroke}/>`,
      ] as const;
    }),
    ...bands.map(
      ({ name }) => [name, (y: number) => rectangle(y, `fill="${style.ink}" opacity="0.1"`)] as const,
    ),
    ...boxes.map(({ name, ink }) => {
      const look = `fill="none" stroke="${colourOf(ink, style)}" stroke-width="1.75"`;
      return [name, (y: number) => rectangle(y, look)] as const;
    }),
    ...key.map(({ name, shape }) => {
      const middle = (start + end) / 2;
      return [
        name,
        (y: number) => (shape === null ? '' : shapeSvg(shape, [middle, y], 'soft', style)),
      ] as const;
    }),
  ];
  return entries
    .flatMap(([name, sample]) => (name === null ? [] : [{ name, sample }]))
    .map(({ name, sample }, i) => {
      const y = top + 14 + KEY.rowHeight * i;
      return sample(y) + text(start - KEY.gap, y + 4, name, style.soft, 'end');
    })
    .join('');
}
