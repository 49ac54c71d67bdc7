// Several laws on one chart, and how two of them differ at each size.
//
// E irreducible loss, L loss, x one of N, D, C.

import { formatCount, formatNumber, formatWithError } from '../base/format.js';
import { positiveExtent, type Range } from '../base/log-scale.js';
import { largest } from '../base/many.js';
import { Z95 } from '../base/maths/statistics.js';
import type { PowerLawFit } from '../fit/power-law/law.js';
import { predictPowerLaw } from '../fit/power-law/predict.js';
import type { SizeDifference } from '../laws/compare/difference.js';
import { drawnLaw, type FoundLaw, type FoundPoint } from '../laws/compare/findings.js';
import {
  linearAxis,
  logAxis,
  logSteps,
  type Figure,
  type FigureAxis,
  type FigureBand,
  type FigureEnd,
  type FigureLine,
  type FigureMark,
  type MarkShape,
} from './figure.js';

/** A law among others. */
export interface ComparedLaw {
  readonly name: string;
  /** What tells it from the others, '' where nothing does. */
  readonly aside: string;
  /** Which of the colours for comparison, each with a mark of its own; the seventh repeats the first. */
  readonly index: number;
  /** What was not measured here is dashed and hollow. */
  readonly measuredHere: boolean;
  readonly law: FoundLaw;
}

/** How laws are drawn. */
export interface CompareView {
  /** Of the losses, '' where it is not known. */
  readonly unit: string;
  /** The loss, or what of it is above the floor of each law. */
  readonly height: 'loss' | 'excess';
  readonly scale: 'log' | 'linear';
  /** Whether the laws have their names at the ends of their lines, or in a key, where that leaves the plot no room. */
  readonly names: 'ends' | 'key';
}

/** The marks of the colours for comparison, in their order. */
export const comparedShapes = ['point', 'square', 'diamond', 'triangle', 'triangle-down', 'plus'] as const;

/** A law is drawn as far beyond its points: on the left a little, on the right ten times its largest size at most. */
const BEYOND = { left: 1.6, right: 10 } as const;
/** A band that reaches zero has no place on a log axis: it is cut this far below the law, out of sight. */
const LEAST_SHARE = 1e-3;

/** Null where none of the laws has a point that can be drawn. */
export function compareFigure(compared: readonly ComparedLaw[], view: CompareView): Figure | null {
  const drawn = compared
    .map((each) => ({ ...each, points: pointsOf(each.law, view), fit: drawnLaw(each.law) }))
    .filter(({ points }) => points.length > 0);
  const sizes = positiveExtent(drawn.flatMap(({ points }) => points.map(({ x }) => x)));
  if (!sizes) return null;
  const [{ law }] = drawn;
  const reach: Range = [sizes[0] / BEYOND.left, sizes[1] * BEYOND.left];
  const lines = drawn.map((each) => lineOf(each, reach, view));
  const heights = drawn.flatMap(({ points }) => points.flatMap(({ y, error }) => [y, y - error, y + error]));
  const all = [...heights, ...lines.flatMap(({ line }) => line.points.map(([, y]) => y))];
  const height = view.height === 'excess' ? 'loss − floor' : 'loss';
  const label = view.unit === '' ? height : `${height} (${view.unit})`;
  return {
    title: 'Laws',
    x: xAxis(law.label, reach, view),
    y: view.scale === 'log' ? logAxis(label, all, 0.06, 0.5) : linearAxis(label, [0, ...all]),
    bands: lines.flatMap(({ band }) => band),
    lines: lines.map(({ line }) => line),
    marks: drawn.flatMap((each) => marksOf(each, law.axis)),
    ends: view.names === 'ends' ? lines.flatMap(({ end }) => end) : [],
    key: [],
    summary: `${drawn.length} laws: ${drawn.map(({ name, fit }) => `${name}, ${fit ? `α = ${formatNumber(fit.alpha)}` : 'no law'}`).join('; ')}.`,
    table: {
      heads: ['name', law.axis, 'loss', 'standard error', 'law', 'law, low', 'law, high'],
      rows: drawn.flatMap(({ name, fit, law: { points } }) =>
        points.map(({ x, loss, standardError }) => {
          const { loss: fitted, band } = fit ? predictPowerLaw(fit, x) : { loss: '', band: ['', ''] };
          return [name, x, loss, standardError ?? '', fitted, ...band];
        }),
      ),
    },
  };
}

/** How the loss of one differs from that of another at each size that both have, in per cent. */
export function differenceFigure(
  differences: readonly SizeDifference[],
  {
    name,
    index,
    measuredHere,
    law,
  }: Pick<ComparedLaw, 'name' | 'index' | 'measuredHere'> & {
    readonly law: Pick<FoundLaw, 'axis' | 'label'>;
  },
  other: string,
): Figure {
  const percents = differences.map(({ x, share, interval }) => ({
    x,
    y: 100 * share,
    bar: interval && ([100 * interval[0], 100 * interval[1]] as const),
  }));
  const heights = percents.flatMap(({ y, bar }) => [y, ...(bar ?? [])]);
  const x = logAxis(
    law.label,
    differences.map((each) => each.x),
    0.12,
    0.5,
  );
  return {
    title: 'Difference at each size',
    x,
    // Above the line at 0 its words have room.
    y: linearAxis('difference of the loss, %', [0, largest(heights.map(Math.abs)) / 6, ...heights], 2),
    bands: [],
    lines: [
      {
        points: [
          [x.range[0], 0],
          [x.range[1], 0],
        ],
        ink: 'ink',
        style: 'thin',
        name: null,
        label: `below 0, ${name} has the lower loss`,
      },
    ],
    marks: percents.map(({ x: at, y, bar }) => ({
      x: at,
      y,
      ink: { law: index },
      shape: shapeOf(index, measuredHere),
      error: null,
      bar,
      words: `${law.axis} ${formatCount(at)} · ${signedPercent(y)}${bar ? `, 95 %: ${signedPercent(bar[0])} to ${signedPercent(bar[1])}` : ''}`,
    })),
    key: [],
    summary: `${name} against ${other}: the difference of their losses at ${differences.length} sizes, in per cent.`,
    table: {
      heads: [law.axis, 'difference, %', 'low', 'high', 'paired by seed'],
      rows: differences.map(({ x: at, paired }, i) => [
        at,
        percents[i].y,
        ...(percents[i].bar ?? ['', '']),
        paired ? 'yes' : 'no',
      ]),
    },
  };
}

interface DrawnPoint {
  readonly x: number;
  readonly y: number;
  /** Half of its 95 % bar, 0 where it has none. */
  readonly error: number;
  readonly point: FoundPoint;
}

/** The points of the fit; all of them while there is none. */
function pointsOf(law: FoundLaw, { height, scale }: CompareView): DrawnPoint[] {
  const floor = height === 'excess' ? floorOf(law) : 0;
  const some = law.points.filter(({ inFit }) => inFit);
  return (some.length > 0 ? some : law.points)
    .map((point) => ({
      x: point.x,
      y: point.loss - floor,
      error: Z95 * (point.standardError ?? 0),
      point,
    }))
    .filter(({ y }) => Number.isFinite(y) && (scale === 'linear' || y > 0));
}

/** What a law assumes or finds as its floor; 0 without one. */
function floorOf(law: FoundLaw): number {
  return drawnLaw(law)?.E ?? law.knownFloor ?? 0;
}

interface DrawnLine {
  readonly line: FigureLine;
  readonly band: readonly FigureBand[];
  readonly end: readonly FigureEnd[];
}

/** The line of a law with its band and its label; without a fit its label stands at its last point. */
function lineOf(
  {
    name,
    aside,
    index,
    measuredHere,
    law,
    points,
    fit,
  }: ComparedLaw & { points: DrawnPoint[]; fit: PowerLawFit | null },
  [low, high]: Range,
  { height, scale, names }: CompareView,
): DrawnLine {
  const ink = { law: index };
  const floor = height === 'excess' ? floorOf(law) : 0;
  const style = measuredHere ? (index < comparedShapes.length ? 'solid' : 'long-dashed') : 'dashed';
  const own = { ink, style, name: names === 'key' ? name : null, label: null } as const;
  const last = points[points.length - 1];
  const end = (x: number, y: number): FigureEnd[] => [{ x, y, ink, name, aside }];
  if (!fit) return { line: { ...own, points: [] }, band: [], end: end(last.x, last.y) };
  const range: Range = [
    Math.max(low, fit.xRange[0] / BEYOND.right),
    Math.min(high, fit.xRange[1] * BEYOND.right),
  ];
  const predicted = logSteps(range).map((x) => ({ x, ...predictPowerLaw(fit, x) }));
  const isDrawn = ({ loss }: { readonly loss: number }): boolean => scale === 'linear' || loss > floor;
  const along = predicted.filter(isDrawn);
  const least = (loss: number): number => (scale === 'log' ? loss * LEAST_SHARE : -Infinity);
  const line = along.map(({ x, loss }) => [x, loss - floor] as const);
  const band = along.map(
    ({ x, loss, band: [from, to] }) =>
      [x, Math.max(from - floor, least(loss - floor)), Math.max(to - floor, least(loss - floor))] as const,
  );
  const [x, y] = line[line.length - 1] ?? [last.x, last.y];
  return { line: { ...own, points: line }, band: [{ points: band, name: null, ink }], end: end(x, y) };
}

function marksOf(
  { name, index, measuredHere, points }: ComparedLaw & { points: DrawnPoint[] },
  axis: string,
): FigureMark[] {
  return points.map(({ x, y, error, point: { loss, standardError } }) => ({
    x,
    y,
    ink: { law: index },
    shape: shapeOf(index, measuredHere),
    error,
    words: `${name} · ${axis} ${formatCount(x)} · loss ${formatWithError(loss, standardError)}`,
  }));
}

/** The mark of a colour for comparison. */
export function shapeOf(index: number, measuredHere: boolean): MarkShape {
  const shape = comparedShapes[index % comparedShapes.length];
  if (measuredHere) return shape;
  return shape === 'point' ? 'hollow' : `hollow-${shape}`;
}

function xAxis(label: string, reach: Range, { scale }: CompareView): FigureAxis {
  return scale === 'log' ? { label, scale, range: reach } : { label, scale, range: [0, reach[1]] };
}

function signedPercent(value: number): string {
  const text = Math.abs(value).toFixed(Math.abs(value) < 10 ? 1 : 0);
  return `${value < 0 ? '−' : '+'}${text} %`;
}
