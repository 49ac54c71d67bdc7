// A recording as charts draw it: its law is there as numbers, so nothing is fitted.

import { formatWithInterval, formatCount, formatNumber, formatWithError } from '../base/format.js';
import { padded, positiveExtent } from '../base/log-scale.js';
import { largest, smallest } from '../base/many.js';
import type { DrawnLaw, RecordedCurve, RecordedFit, RecordedLaw } from '../lab/gallery/recorded-law.js';
import type { Coordinate, Figure, FigureLine, FigureMark, Ink } from './figure.js';
import { colourCount, rungWords, type Ladder } from './ladder.js';
import { lawFigure, type DrawnFit, type LawView } from './law-figure.js';
import { lossAxisWords } from './loss-figure.js';
import type { LossAxis } from './loss-curves.js';
import type { ShownResult } from './shown-result.js';

/** What lies beyond the largest size of an experiment. */
export function notTrained(axis: string): NonNullable<LawView['beyond']> {
  return { name: 'not trained yet', doubles: axis === 'N' ? 'the parameters' : 'the data' };
}

/** The words below an exponent that theory expects something of. */
export function theoryWords(theory: number, [low, high]: readonly [number, number]): string {
  return `theory: ${formatNumber(theory)}, ${theory >= low && theory <= high ? 'inside' : 'outside'} the interval`;
}

const LEAST_HEIGHT = 0.5;

export function recordedResult(law: RecordedLaw): ShownResult {
  const ladder = ladderOfRecording(law);
  const { fit, theory } = law;
  return {
    curves: (axis, hidden) => curvesFigure(law, { ladder, axis, hidden }),
    law: lawFigure(recordedLawView(law, law, ladder)),
    ladder,
    floor: fit && fit.E > 0 ? fit.E : null,
    finding: fit && {
      exponent: exponentWords(fit),
      notes: theory === null ? [] : [theoryWords(theory, fit.intervals.alpha)],
      soFar: false,
    },
    refusal: fit ? '' : law.finding,
  };
}

/** `α = 0.98 ± 0.12`. */
export function exponentWords({ alpha, intervals }: Pick<RecordedFit, 'alpha' | 'intervals'>): string {
  return `α = ${formatWithInterval(alpha, intervals.alpha)}`;
}

/** A recorded law as an earlier one behind that of another experiment. */
export function recordedGhost({ points, fit }: DrawnLaw): LawView['ghost'] {
  const sizes = points.map(({ x }) => x);
  return {
    points: [],
    fit: fit && drawnRecording(fit, [smallest(sizes), largest(sizes)]),
    name: 'recorded',
  };
}

function recordedLawView(
  { spec, unit }: RecordedLaw,
  { axis, axisTitle, points, fit, theory, knownFloor }: DrawnLaw,
  ladder: Ladder,
): LawView {
  const sizes = points.map(({ x }) => x);
  const count = ladder.colours;
  return {
    axis,
    labels: { x: axisTitle, y: `loss (${unit})` },
    points: points.map(({ width, x, loss, standardError, D }) => ({
      x,
      loss,
      standardError,
      inFit: true,
      ink: { index: ladder.rungs.indexOf(ladder.kind === 'width' ? width : D), count },
      words: `width ${width} · ${axis} ${formatCount(x)} · loss ${formatWithError(loss, standardError)}`,
    })),
    hollow: 'left out',
    fit: fit && {
      law: drawnRecording(fit, [smallest(sizes), largest(sizes)]),
      name: 'fit',
      parameters: `${exponentWords(fit)}${fit.E > 0 ? `, E = ${formatNumber(fit.E)}` : ''}`,
      provisional: false,
    },
    others: [],
    theory: theory === null ? null : { slope: theory, name: `theory, slope −${formatNumber(theory, 3)}` },
    floor: knownFloor === null ? null : { E: knownFloor, name: `floor ${formatNumber(knownFloor)}` },
    ghost: null,
    forecast: null,
    sizes: spec.model.widths.length > 0 ? sizes : [],
    beyond: notTrained(axis),
    leastHeight: LEAST_HEIGHT,
  };
}

/** A recorded fit at every size: straight on log axes between the sizes that were recorded. */
function drawnRecording({ E, line }: RecordedFit, xRange: DrawnFit['xRange']): DrawnFit {
  const at = (x: number, column: 1 | 2 | 3): number => {
    const above = line.findIndex(([size]) => size >= x);
    const next = above < 0 ? line.length - 1 : Math.max(1, above);
    const [from, to] = [line[next - 1], line[next]];
    const share = Math.log(x / from[0]) / Math.log(to[0] / from[0]);
    const [low, high] = [from[column], to[column]];
    return low > 0 && high > 0 ? low * (high / low) ** share : low + share * (high - low);
  };
  return { lossAt: (x) => at(x, 1), bandAt: (x) => [at(x, 2), at(x, 3)], E, xRange };
}

function ladderOfRecording({ spec, curves }: Pick<RecordedLaw, 'spec' | 'curves'>): Ladder {
  const widths = distinct(curves.map(({ width }) => width));
  const samples = distinct(curves.map(samplesOf));
  const isOfData = widths.length === 1 && samples.length > 1;
  const rungs = isOfData ? samples : widths;
  return {
    kind: isOfData ? 'data' : 'width',
    family: spec.model.family,
    rungs,
    colours: colourCount(rungs.length),
  };
}

function samplesOf({ uniqueSamples }: RecordedCurve): number {
  return uniqueSamples ?? Infinity;
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

function curvesFigure(
  { spec, curves, unit, points }: RecordedLaw,
  { ladder, axis, hidden }: { ladder: Ladder; axis: LossAxis; hidden: ReadonlySet<number> },
): Figure {
  const x = lossAxisWords(ladder)[axis];
  const shown = curves.flatMap((curve) => {
    const rung = ladder.rungs.indexOf(ladder.kind === 'width' ? curve.width : samplesOf(curve));
    if (hidden.has(rung)) return [];
    const point = points.find(({ width }) => width === curve.width);
    const last = curve.steps.at(-1) ?? 1;
    const scale = axis === 'step' ? 1 : axis === 'samples' ? spec.training.batch : (point?.C ?? NaN) / last;
    const along = (steps: readonly number[], losses: readonly number[]): Coordinate[] =>
      steps.map((step, i) => [step * scale, losses[i]] as const).filter(([at, loss]) => at > 0 && loss > 0);
    const ink: Ink = { index: rung, count: ladder.colours };
    return [
      {
        ink,
        name: rungWords(ladder, rung),
        evaluations: along(curve.steps, curve.losses),
        training: curve.training ? along(curve.training.steps, curve.training.losses) : [],
      },
    ];
  });
  const all = shown.flatMap(({ evaluations, training }) => [...evaluations, ...training]);
  return {
    title: 'Loss over training',
    x: { label: x, scale: 'log', range: padded(positiveExtent(all.map(([at]) => at)) ?? [1, 1000], 0.02) },
    y: {
      label: `loss (${unit})`,
      scale: 'log',
      range: padded(positiveExtent(all.map(([, loss]) => loss)) ?? [0.01, 1]),
    },
    bands: [],
    lines: shown.flatMap(({ ink, name, evaluations, training }): FigureLine[] => [
      { points: training, ink, style: 'pale', name: null, label: null },
      { points: evaluations, ink, style: 'solid', name, label: null },
    ]),
    marks: shown.flatMap(({ ink, name, evaluations }) =>
      evaluations.map(([at, loss]): FigureMark => ({
        x: at,
        y: loss,
        ink,
        shape: 'dot',
        error: null,
        words: name,
      })),
    ),
    key: [],
    summary: `Losses of ${shown.length} models over ${x}.`,
    table: {
      heads: [ladder.kind === 'width' ? 'size' : 'data set', x, 'loss'],
      rows: shown.flatMap(({ name, evaluations }) => evaluations.map(([at, loss]) => [name, at, loss])),
    },
  };
}
