// A law of one variable as a chart: points with their error bars, the fitted line and its band, the line that theory expects, a known
// floor, an earlier law behind it, and a forecast.
//
// alpha exponent, E irreducible loss, L loss, x one of N, D, C.

import { padded, positiveExtent, type Range } from '../base/log-scale.js';
import { Z95 } from '../base/maths/statistics.js';
import type { LawPoint, PowerLawFit } from '../fit/power-law/law.js';
import { confidenceBand, predictPowerLaw } from '../fit/power-law/predict.js';
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
    readonly law: PowerLawFit;
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
    readonly fit: PowerLawFit | null;
    readonly name: string;
  } | null;
  readonly forecast: FigureBox | null;
  /** Sizes that the axis must hold although they have no point yet. */
  readonly sizes: readonly number[];
  /** The least height of the chart in decades of loss, so that noise does not fill it. */
  readonly leastHeight: number;
}

/** A band that reaches zero has no place on a log axis: it is cut this far below the law, out of sight. */
const LEAST_SHARE = 1e-3;

export function lawFigure(view: LawView): Figure {
  const { axis, labels, points, fit, ghost, sizes, forecast } = view;
  const shown = points.filter(({ loss }) => loss > 0 && Number.isFinite(loss));
  const behind = (ghost?.points ?? []).filter(({ loss }) => loss > 0);
  const range = sizeRange([...[...shown, ...behind].map(({ x }) => x), ...sizes, forecast?.x ?? null]);
  const along = logSteps(range);
  const curve = fit ? curveOf(along, (x) => predictPowerLaw(fit.law, x).loss) : [];
  const floorLine = view.floor && view.floor.E > 0 ? curveOf(range, () => view.floor!.E) : [];
  const ghostLine = ghost?.fit ? ghostCurve(ghost.fit) : [];
  const heights = [...curve, ...floorLine, ...ghostLine].map(([, loss]) => loss);
  const finding = fit ? [fit.name, ...(fit.parameters ? [fit.parameters] : [])].join(', ') : 'no fit';
  const summary = `${shown.length} points; ${finding}.`;
  return {
    title: `Loss against ${axis}`,
    x: { label: labels.x, scale: 'log', range },
    y: { label: labels.y, scale: 'log', range: heightOf(shown, heights, view.leastHeight) },
    bands: fit ? [bandOf(fit.law, along, fit.provisional ? null : '95 %')] : [],
    lines: [
      ...lineOf(curve, fit?.name, fit?.provisional ? 'faint' : 'ink', 'solid'),
      ...view.others.flatMap(({ name, lossAt }) => lineOf(curveOf(along, lossAt), name, 'soft', 'dashed')),
      ...lineOf(theoryCurve(view, shown, along), view.theory?.name, 'faint', 'dashed'),
      ...lineOf(floorLine, view.floor?.name, 'faint', 'dotted'),
      ...lineOf(ghostLine, ghost?.name, 'ghost', 'solid'),
    ],
    boxes: forecast ? [forecast] : [],
    marks: [
      ...behind.map(({ x, loss }) => markOf({ x, loss, ink: 'ghost', words: '' }, 'dot', null)),
      ...shown.map((point) =>
        markOf(point, point.inFit ? 'point' : 'hollow', point.standardError && Z95 * point.standardError),
      ),
    ],
    key: [
      ...(shown.some(({ inFit }) => !inFit) ? [{ shape: 'hollow' as const, name: view.hollow }] : []),
      ...(shown.length > 0 && !fit ? [{ shape: null, name: 'no fit' }] : []),
    ],
    headline: fit?.parameters ?? null,
    summary,
    table: tableOf(view),
  };
}

/** Points of a line, where its value has a place on a log axis. */
function curveOf(along: readonly number[], lossAt: (x: number) => number): Coordinate[] {
  return along.map((x) => [x, lossAt(x)] as const).filter(([, loss]) => loss > 0 && Number.isFinite(loss));
}

/** A law that has passed is drawn over its own points only. */
function ghostCurve(fit: PowerLawFit): Coordinate[] {
  return curveOf(logSteps(padded(fit.xRange, 0.05, 0)), (x) => predictPowerLaw(fit, x).loss);
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

function bandOf(law: PowerLawFit, along: readonly number[], name: string | null): FigureBand {
  const points = along.map((x) => {
    const { loss, band } = predictPowerLaw(law, x);
    return [x, Math.max(band[0], loss * LEAST_SHARE), band[1]] as const;
  });
  return { points, name };
}

/** None without points or without a name. */
function lineOf(
  points: readonly Coordinate[],
  name: string | undefined,
  ink: Ink,
  style: FigureLine['style'],
): FigureLine[] {
  return points.length > 0 && name !== undefined ? [{ points, ink, style, name, label: null }] : [];
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
      ...(fit ? [predictPowerLaw(fit.law, x).loss, ...confidenceBand(fit.law, x)] : ['', '', '']),
    ]),
  };
}
