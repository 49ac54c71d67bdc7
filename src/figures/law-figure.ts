// A law of one variable as a chart: points with their error bars, the fitted line and its band, the line that theory expects, a known
// floor, an earlier law behind it, and a forecast.
//
// alpha exponent, E irreducible loss, L loss, x one of N, D, C.

import { padded, positiveExtent, type Range } from '../base/log-scale.js';
import { Z95 } from '../base/maths/statistics.js';
import type { LawPoint } from '../fit/power-law/law.js';
import { theoryLine } from '../laws/runs/theory-line.js';
import { LOSS_RANGE, sizeRange } from './empty-law-figure.js';
import {
  logSteps,
  type Coordinate,
  type Figure,
  type FigureBand,
  type FigureBox,
  type FigureLine,
  type FigureMark,
  type Ink,
} from './figure.js';

/** A point of a law in a chart. */
export interface LawFigurePoint extends LawPoint {
  readonly inFit: boolean;
  readonly ink: Ink;
  /** What it is, where the crosshair is near. */
  readonly words: string;
}

/** The fitted law at every x, with its 95 % band. */
export interface DrawnFit {
  readonly lossAt: (x: number) => number;
  readonly bandAt: (x: number) => readonly [low: number, high: number];
  readonly E: number;
  /** Sizes that it was fitted to. */
  readonly xRange: Range;
}

/** A line of a law: its loss at every x, and its name in the key. */
export interface LawLine {
  readonly name: string;
  readonly lossAt: (x: number) => number;
}

/** What a chart of a law shows, whether its points come from the lab's runs or from a table. */
export interface LawView {
  /** Symbol of x. */
  readonly axis: string;
  readonly labels: { readonly x: string; readonly y: string };
  readonly points: readonly LawFigurePoint[];
  /** What points are that are not in the fit. */
  readonly hollow: string;
  readonly fit: {
    readonly law: DrawnFit;
    readonly name: string;
    /** Its parameters, for the headline; null where the name has them. */
    readonly parameters: string | null;
    /** A law of models that still train: it moves until they end. */
    readonly provisional: boolean;
  } | null;
  /** Laws of other forms through the same points. */
  readonly others: readonly LawLine[];
  /** The slope that theory expects; null without a claim. */
  readonly theory: { readonly slope: number; readonly name: string } | null;
  readonly floor: { readonly E: number; readonly name: string } | null;
  /** An earlier law behind this one. */
  readonly ghost: {
    readonly points: readonly Pick<LawPoint, 'x' | 'loss'>[];
    readonly fit: Pick<DrawnFit, 'lossAt' | 'xRange'> | null;
    readonly name: string;
  } | null;
  readonly forecast: FigureBox | null;
  /** Sizes that the axis must hold although they have no point yet. */
  readonly sizes: readonly number[];
  /** The axis goes on past the largest size, so that a forecast does not change it; null where it does not. */
  readonly beyond: {
    /** What nothing was measured of yet. */
    readonly name: string;
    /** What doubles along x: `the parameters`. */
    readonly doubles: string;
  } | null;
  /** The least height of the chart in decades of loss, so that noise does not fill it. */
  readonly leastHeight: number;
}

/** A band that reaches zero has no place on a log axis: it is cut this far below the law, out of sight. */
const LEAST_SHARE = 1e-3;

/** The axis of a law that can be forecast holds runs this many times as large as the largest. */
const REACH = 10;
/** What lies this many times beyond the largest size counts as not measured. */
const MEASURED = 1.35;

export function lawFigure(view: LawView): Figure {
  const { axis, labels, points, fit, ghost, sizes, forecast, beyond } = view;
  const shown = points.filter(({ loss }) => loss > 0 && Number.isFinite(loss));
  const behind = (ghost?.points ?? []).filter(({ loss }) => loss > 0);
  const trained = [...shown.map(({ x }) => x), ...sizes];
  const farthest = positiveExtent(trained)?.[1] ?? null;
  const reach = beyond && farthest !== null ? farthest * REACH : null;
  const end = beyond && farthest !== null ? farthest * MEASURED : Infinity;
  const range = sizeRange([...trained, ...behind.map(({ x }) => x), forecast?.x ?? null, reach]);
  const along = logSteps(range);
  const curve = fit ? curveOf(along, fit.law.lossAt) : [];
  const ghostLine = ghost?.fit ? ghostCurve(ghost.fit) : [];
  const floor = view.floor && view.floor.E > 0 ? view.floor : null;
  const heights = [...curve, ...ghostLine].filter(([x]) => x <= end).map(([, loss]) => loss);
  const finding = fit ? [fit.name, ...(fit.parameters ? [fit.parameters] : [])].join(', ') : 'no fit';
  const summary = `${shown.length} points; ${finding}.`;
  const ink = fit?.provisional ? 'faint' : 'ink';
  return {
    title: `Loss against ${axis}`,
    x: { label: labels.x, scale: 'log', range },
    y: {
      label: labels.y,
      scale: 'log',
      range: heightOf(shown, [...heights, ...(floor ? [floor.E] : [])], view.leastHeight),
    },
    bands: fit ? [bandOf(fit.law, along, fit.provisional ? null : '95 %')] : [],
    lines: [
      ...lineOf(
        curve.filter(([x]) => x <= end),
        fit?.name ?? null,
        ink,
        'solid',
      ),
      ...lineOf(
        curve.filter(([x]) => x >= end),
        null,
        ink,
        'dashed',
      ),
      ...view.others.flatMap(({ name, lossAt }) => lineOf(curveOf(along, lossAt), name, 'soft', 'dashed')),
      ...lineOf(theoryCurve(view, shown, along), view.theory?.name ?? null, 'faint', 'dotted'),
      ...lineOf(ghostLine, ghost?.name ?? null, 'ghost', 'solid'),
    ],
    boxes: forecast ? [forecast] : [],
    marks: [
      ...behind.map(({ x, loss }) => markOf({ x, loss, ink: 'ghost', words: '' }, 'dot', null)),
      ...shown.map((point) =>
        markOf(point, point.inFit ? 'point' : 'hollow', point.standardError && Z95 * point.standardError),
      ),
    ],
    beyond: beyond && farthest !== null ? { x: end, name: beyond.name } : null,
    ground: floor && { y: floor.E, name: floor.name },
    slope: beyond && fit && !fit.provisional ? slopeOf(fit.law, beyond.doubles) : null,
    key: [
      ...(shown.some(({ inFit }) => !inFit) ? [{ shape: 'hollow' as const, name: view.hollow }] : []),
      ...(shown.length > 0 && !fit ? [{ shape: null, name: 'no fit' }] : []),
    ],
    headline: fit?.parameters ?? null,
    summary,
    table: tableOf(view),
  };
}

/** What a doubling does, on the line, right of its middle; null where the law does not say that it helps. */
function slopeOf({ lossAt, E, xRange: [low, high] }: DrawnFit, doubles: string): Figure['slope'] {
  const x = Math.sqrt(low * high) * 1.15;
  const [from, to] = [lossAt(x), lossAt(2 * x)];
  if (!(high / low >= 4 && from > to && to > E)) return null;
  const share = Math.round(100 * (1 - (to - E) / (from - E)));
  if (share < 1) return null;
  return {
    from: [x, from],
    to: [2 * x, to],
    along: `2 × ${doubles}`,
    down: `${share} % less ${E > 0 ? 'above the floor' : 'loss'}`,
  };
}

/** Points of a line, where its value has a place on a log axis. */
function curveOf(along: readonly number[], lossAt: (x: number) => number): Coordinate[] {
  return along.map((x) => [x, lossAt(x)] as const).filter(([, loss]) => loss > 0 && Number.isFinite(loss));
}

/** A law that has passed is drawn over its own points only. */
function ghostCurve({ lossAt, xRange }: Pick<DrawnFit, 'lossAt' | 'xRange'>): Coordinate[] {
  return curveOf(logSteps(padded(xRange, 0.05, 0)), lossAt);
}

/** Theory's line goes through the points that carry the fit; through all of them before there is one. */
function theoryCurve(
  { theory, floor, fit }: LawView,
  shown: readonly LawFigurePoint[],
  along: readonly number[],
): Coordinate[] {
  const carrying = fit && !fit.provisional ? shown.filter(({ inFit }) => inFit) : shown;
  const lossAt = theory && theoryLine(carrying, theory.slope, floor?.E ?? fit?.law.E ?? 0);
  return lossAt ? curveOf(along, lossAt) : [];
}

function bandOf({ lossAt, bandAt }: DrawnFit, along: readonly number[], name: string | null): FigureBand {
  const points = along.map((x) => {
    const [low, high] = bandAt(x);
    return [x, Math.max(low, lossAt(x) * LEAST_SHARE), high] as const;
  });
  return { points, name };
}

/** None without points. */
function lineOf(
  points: readonly Coordinate[],
  name: string | null,
  ink: Ink,
  style: FigureLine['style'],
): FigureLine[] {
  return points.length > 0 ? [{ points, ink, style, name, label: null }] : [];
}

function markOf(
  { x, loss, ink, words }: Pick<LawFigurePoint, 'x' | 'loss' | 'ink' | 'words'>,
  shape: FigureMark['shape'],
  error: number | null,
): FigureMark {
  return { x, y: loss, ink, shape, error, words };
}

function heightOf(points: readonly LawPoint[], heights: readonly number[], least: number): Range {
  const ends = points.flatMap(({ loss, standardError }) => {
    const error = Z95 * (standardError ?? 0);
    return [loss, loss - error, loss + error];
  });
  return padded(positiveExtent([...ends, ...heights]) ?? LOSS_RANGE, 0.08, least);
}

function tableOf({ axis, points, fit }: LawView): Figure['table'] {
  return {
    heads: [axis, 'loss', 'standard error', 'law', 'law, low', 'law, high'],
    rows: points.map(({ x, loss, standardError }) => [
      x,
      loss,
      standardError ?? '',
      ...(fit ? [fit.law.lossAt(x), ...fit.law.bandAt(x)] : ['', '', '']),
    ]),
  };
}
