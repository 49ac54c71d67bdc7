// What further epochs are worth (Muennighoff et al. 2023): the worth of repeated data, and how well it is known.
//
// D samples or tokens seen, L loss, N parameters, U unique samples.

import { formatNumber } from '../../base/format.js';
import type { DecayProfile } from '../../fit/other/decay-profile.js';
import { repeatedLoss, type RepeatedDataFit } from '../../fit/other/repeated-data.js';
import { linearAxis, logAxis, logSteps, within, type Coordinate, type Figure } from '../figure.js';
import { countsOfTable } from '../../laws/recipe.js';
import { hasUniqueSamples, repeatInWords, repeatRecipe, type TableRepeat } from '../../laws/repeated-data.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { refusedPanel, type Panel } from './panel.js';
import { residualFigure } from './residual-figure.js';
import { axisNames, decayRange, labels, repeatWords as says, words } from './words.js';

/** Null for a table that does not say how many of its samples are unique. */
export function repeatPanel(laws: LawsOfTable): Panel | null {
  const { table } = laws;
  if (!hasUniqueSamples(table)) return null;
  const result = laws.repeat;
  const { fit, warnings } = result;
  if (fit.type === 'refused') return { ...refusedPanel('repeat', fit.reason), warnings };
  const { dataDecay, dataProfile, parameterDecay, parameterProfile } = fit;
  return {
    id: 'repeat',
    label: labels.repeat,
    fitted: true,
    headline: says.headline(dataDecay, dataProfile.interval),
    summary: repeatInWords(result),
    facts: [
      { name: says.best, value: formatNumber(dataDecay) },
      { name: says.interval, value: decayRange(dataProfile.interval) },
      { name: says.bestOfParameters, value: formatNumber(parameterDecay) },
      { name: says.intervalOfParameters, value: decayRange(parameterProfile.interval) },
      { name: words.from, value: says.from(fit.repeatedCount, fit.pointCount) },
    ],
    comparison: null,
    recipe: repeatRecipe(result, countsOfTable(table)),
    warnings: [...warnings, ...fit.warnings],
    figures: [
      worthFigure(result, fit),
      residuals(result, fit),
      decayProfile(says.dataDecay, dataProfile, fit.limit),
    ],
  };
}

/** Fresh data in units of U that e epochs are worth: 1 + R (1 - exp(-(e - 1) / R)). */
function worthOf(epochs: number, decay: number): number {
  return 1 + (decay === Infinity ? epochs - 1 : -decay * Math.expm1(-(epochs - 1) / decay));
}

function worthFigure({ points }: TableRepeat, fit: RepeatedDataFit): Figure {
  const [low, high] = fit.dataProfile.interval;
  const most = points.reduce((epochs, { D, U }) => Math.max(epochs, D / U), 2);
  const along = logSteps([1, 1.5 * most]);
  const y = logAxis(axisNames.worth, [1, worthOf(1.5 * most, high)]);
  const fresh = along.map((epochs): Coordinate => [epochs, epochs]);
  return {
    title: says.title,
    x: logAxis(axisNames.epochs, along, 0.02),
    y,
    bands: [{ points: along.map((e) => [e, worthOf(e, low), worthOf(e, high)] as const), name: says.band }],
    lines: [
      {
        points: along.map((e): Coordinate => [e, worthOf(e, fit.dataDecay)]),
        ink: 'ink',
        style: 'solid',
        name: says.line(fit.dataDecay),
        label: null,
      },
      {
        points: within(fresh, y.range),
        ink: 'faint',
        style: 'dashed',
        name: says.fresh,
        label: null,
      },
    ],
    marks: [],
    key: [],
    summary: says.chart(most, worthOf(most, fit.dataDecay)),
    table: {
      heads: says.heads,
      rows: along.map((e) => [e, worthOf(e, fit.dataDecay), worthOf(e, low), worthOf(e, high)]),
    },
  };
}

function residuals({ points }: TableRepeat, fit: RepeatedDataFit): Figure {
  return residualFigure(
    points.map((point) => ({
      x: point.D / point.U,
      residual: Math.log(point.loss / repeatedLoss(fit.surface, fit.dataDecay, fit.parameterDecay, point)),
      ink: 'ink',
      words: says.run(point.N, point.D / point.U, point.U),
    })),
    axisNames.epochs,
  );
}

/** How much worse the law fits with another decay. */
function decayProfile(name: string, { points, interval }: DecayProfile, limit: number): Figure {
  const least = points.reduce((lowest, { objective }) => Math.min(lowest, objective), Infinity);
  const shown = points.filter(({ objective }) => objective - least <= 3 * (limit - least));
  const curve = shown.map(({ value, objective }): Coordinate => [value, objective]);
  const x = logAxis(
    says.profile.x(name),
    shown.map(({ value }) => value),
  );
  return {
    title: says.profile.title(name),
    x,
    y: linearAxis(says.profile.y, [...curve.map(([, objective]) => objective), limit]),
    bands: [],
    lines: [
      { points: curve, ink: 'ink', style: 'solid', name: says.profile.line, label: null },
      {
        points: x.range.map((at): Coordinate => [at, limit]),
        ink: 'faint',
        style: 'dashed',
        name: words.limit,
        label: null,
      },
    ],
    marks: [],
    key: [],
    summary: says.profile.chart(name, interval),
    table: {
      heads: says.profile.heads(name),
      rows: points.map(({ value, objective }) => [value, objective]),
    },
  };
}
