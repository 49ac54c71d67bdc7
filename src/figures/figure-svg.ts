// A figure as SVG text, for a file.

import type { Coordinate, Figure, FigureMark, Ink } from './figure.js';
import { line, logFrame, round, svgDocument, text, type ChartStyle, type Frame } from './svg-frame.js';

const dashes = { solid: '', thin: '', dashed: ' stroke-dasharray="7 5"', dotted: ' stroke-dasharray="2 4"' };

export function figureSvg(figure: Figure, style: ChartStyle): string {
  const { x, y, title, bands, lines, marks } = figure;
  const linear = { x: x.scale === 'linear', y: y.scale === 'linear' };
  const axes = { x: x.range, y: y.range, xTitle: x.label, yTitle: y.label, linear };
  const frame = logFrame(axes, style);
  const colourOf = (ink: Ink): string =>
    typeof ink === 'object'
      ? style.size(ink.index, ink.count)
      : { ink: style.ink, soft: style.soft, faint: style.soft }[ink];
  const named = new Map(lines.flatMap((each) => (each.name === null ? [] : [[each.name, each]])));
  return svgDocument(
    frame,
    title,
    [
      ...bands.map(({ points }) => {
        const upper = points.map(([at, , high]): Coordinate => [at, high]);
        const lower = points.map(([at, low]): Coordinate => [at, low]).reverse();
        return `<path d="${path(frame, [...upper, ...lower])}Z" fill="${style.ink}" opacity="0.1"/>`;
      }),
      ...lines.map(({ points, ink, style: how }) => {
        const width = how === 'thin' ? 1.25 : 1.75;
        return `<path d="${path(frame, points)}" fill="none" stroke="${colourOf(ink)}" stroke-width="${width}"${dashes[how]}/>`;
      }),
      ...marks.map((mark) => markSvg(frame, mark, colourOf(mark.ink), style.surface)),
      ...lines.flatMap(({ points, label, ink }) => {
        const [end] = points.slice(-1);
        if (label === null || !end) return [];
        return [text(frame.x(end[0]) - 4, frame.y(end[1]) - 5, label, colourOf(ink), 'end')];
      }),
      ...[...named].map(([name], i) =>
        text(frame.right - 10, frame.top + 18 + 17 * i, name, colourOf(named.get(name)?.ink ?? 'ink'), 'end'),
      ),
    ],
    style,
    figure.notes,
  );
}

function path(frame: Frame, points: readonly Coordinate[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${frame.x(x)} ${frame.y(y)}`).join('');
}

function markSvg(frame: Frame, { x, y, shape, error }: FigureMark, colour: string, surface: string): string {
  const [at, height] = [frame.x(x), frame.y(y)];
  const isHollow = shape === 'hollow' || shape === 'hollow-diamond';
  const look = `fill="${isHollow ? surface : colour}" stroke="${colour}" stroke-width="1.5"`;
  const bar =
    error === null
      ? ''
      : line(at, frame.y(Math.max(y - error, y / 20)), at, frame.y(y + error), colour, 'stroke-width="1.5"');
  if (shape === 'diamond' || shape === 'hollow-diamond') {
    const corners = [
      [0, -6],
      [6, 0],
      [0, 6],
      [-6, 0],
    ].map(([dx, dy]) => `${round(at + dx)},${round(height + dy)}`);
    return `<polygon points="${corners.join(' ')}" ${look}/>`;
  }
  const dot = shape === 'dot' ? `r="2.5" fill="${colour}" opacity="0.7"` : `r="4.5" ${look}`;
  return `${bar}<circle cx="${at}" cy="${height}" ${dot}/>`;
}
