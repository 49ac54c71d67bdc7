// A law of the lab's own runs as `lawFigure` takes it. E irreducible loss, N parameters, D unique samples.

import { formatWithInterval, formatCount, formatNumber, formatWithError } from '../base/format.js';
import type { PowerLawFit } from '../fit/power-law/law.js';
import type { RunRecord } from '../lab/records/record.js';
import type { ForecastRecord } from '../laws/forecast/score-card.js';
import type { Law } from '../laws/runs/lab-laws.js';
import { drawnFit } from '../laws/runs/drawn-fit.js';
import { isUsed, sizeAlong, type LabPoint } from '../laws/runs/lab-points.js';
import { axisWords } from '../laws/runs/words.js';
import { noLaw } from './empty-law-figure.js';
import type { FigureBox, Ink } from './figure.js';
import { ladderOf, rungOf, type Ladder } from './ladder.js';
import { drawnPowerLaw } from './drawn-power-law.js';
import type { LawView } from './law-figure.js';
import { notTrained } from './recorded-result.js';

/** What belongs into the chart of a law beside the law itself. */
export interface LabLawContext {
  /** The experiment's runs: they give points their colours, and the axis its range before all points are there. */
  readonly runs: readonly Pick<RunRecord, 'plan'>[];
  /** The law of the experiment before. */
  readonly ghost: Law | null;
  /** A recording of the same experiment, which lies behind where there is no law before. */
  readonly recorded?: LawView['ghost'];
  /** A sealed forecast along this law. */
  readonly forecast: ForecastRecord | null;
  readonly unit: string;
}

/** Noise of the first points must not fill the chart. */
const LEAST_HEIGHT = 0.5;

export function labLawView(
  law: Law | null,
  { runs, ghost, recorded = null, forecast, unit }: LabLawContext,
): LawView {
  const along = law ?? noLaw;
  const fit = drawnFit(law);
  const { theory, knownFloor } = law ?? { theory: null, knownFloor: null };
  const ladder = ladderOf(runs);
  return {
    axis: along.axis,
    labels: { x: axisWords(along), y: `loss (${unit})` },
    points: (law?.points ?? []).map((point) => ({
      x: point.x,
      loss: point.loss,
      standardError: point.standardError,
      inFit: isUsed(point),
      ink: inkOf(point, ladder, runs),
      words: pointWords(point, along.axis),
    })),
    hollow: 'still training',
    fit: fit && {
      law: drawnPowerLaw(fit),
      name: law?.soFar ? 'so far, at equal steps' : 'fit',
      parameters: parameterWords(fit),
      provisional: law?.soFar != null,
    },
    others: [],
    theory: theory === null ? null : { slope: theory, name: `theory, slope −${formatNumber(theory, 3)}` },
    floor: knownFloor === null ? null : { E: knownFloor, name: `floor ${formatNumber(knownFloor)}` },
    ghost: ghost ? ghostOf(ghost) : recorded,
    forecast: forecast && forecastBox(forecast),
    sizes: runs.map(({ plan }) => sizeAlong(along, plan)),
    beyond: notTrained(along.axis),
    leastHeight: LEAST_HEIGHT,
  };
}

/** A point of the law for people. */
function pointWords({ width, x, loss, standardError, learningRate }: LabPoint, axis: Law['axis']): string {
  return `width ${width} · ${axis} ${formatCount(x)} · loss ${formatWithError(loss, standardError)} · rate ${formatNumber(learningRate, 2)}`;
}

function parameterWords({ alpha, intervals, E }: PowerLawFit): string {
  const floor = E > 0 ? `, E = ${formatNumber(E)}` : '';
  return `α = ${formatWithInterval(alpha, intervals.alpha)}${floor}`;
}

/** The colour of a point is that of its curve: of its width or, where all widths are one, of its data set. */
function inkOf({ config, width }: LabPoint, ladder: Ladder, runs: LabLawContext['runs']): Ink {
  const count = ladder.colours;
  if (ladder.kind === 'width') return { index: ladder.rungs.indexOf(width), count };
  const run = runs.find(({ plan }) => plan.config === config);
  return { index: run ? rungOf(ladder, run.plan) : 0, count };
}

function ghostOf({ points, fit }: Law): LawView['ghost'] {
  if (fit.type === 'refused') return { points, fit: null, name: 'last law' };
  return { points, fit: drawnPowerLaw(fit), name: `last law, α ${formatNumber(fit.alpha, 2)}` };
}

function forecastBox({ forecast: { target, loss, interval }, measured }: ForecastRecord): FigureBox {
  const outcome = measured ? (measured.hit ? 'hit' : 'missed') : 'sealed';
  return {
    x: target.x,
    low: interval[0],
    middle: loss,
    high: interval[1],
    ink: ({ sealed: 'ink', hit: 'good', missed: 'bad' } as const)[outcome],
    name: `forecast, ${outcome}`,
  };
}
