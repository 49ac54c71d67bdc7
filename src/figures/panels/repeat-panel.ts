// What further epochs are worth (Muennighoff et al. 2023): the worth of repeated data, and how well it is known.
//
// D samples or tokens seen, L loss, N parameters, U unique samples.

import { formatCount, formatNumber } from '../../base/format.js';
import type { DecayProfile } from '../../fit/other/decay-profile.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import { repeatedLoss, type RepeatedDataFit } from '../../fit/other/repeated-data.js';
import { linearAxis, logAxis, logSteps, within, type Coordinate, type Figure } from '../figure.js';
import { countsOfTable } from '../../laws/recipe.js';
import { hasUniqueSamples, repeatInWords, repeatRecipe, type TableRepeat } from '../../laws/repeated-data.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { panelLabels, refusedPanel, type Panel } from './panel.js';
import { residualFigure } from './residual-figure.js';

/** Null for a table that does not say how many of its samples are unique. */
export function repeatPanel(laws: LawsOfTable): Panel | null {
  const { table } = laws;
  if (!hasUniqueSamples(table)) return null;
  const result = laws.repeat;
  const { fit, warnings } = result;
  if (fit.type === 'refused') return { ...refusedPanel('repeat', fit.reason), warnings };
  const { dataDecay, dataProfile, parameterDecay, parameterProfile } = fit;
  const [low, high] = dataProfile.interval;
  return {
    id: 'repeat',
    label: panelLabels.repeat,
    fitted: true,
    headline: high === Infinity ? `R_D > ${formatNumber(low, 2)}` : `R_D = ${formatNumber(dataDecay, 3)}`,
    summary: repeatInWords(result),
    facts: [
      { name: 'R_D, best', value: formatNumber(dataDecay) },
      { name: 'R_D, 95 %', value: decayRange(dataProfile.interval) },
      { name: 'R_N of excess parameters, best', value: formatNumber(parameterDecay) },
      { name: 'R_N, 95 %', value: decayRange(parameterProfile.interval) },
      { name: 'From', value: `${fit.repeatedCount} of ${fit.pointCount} runs repeat their data` },
    ],
    comparison: null,
    recipe: repeatRecipe(result, countsOfTable(table)),
    warnings: [...warnings, ...fit.warnings],
    figures: [worthFigure(result, fit), residuals(result, fit), decayProfile('R_D', dataProfile, fit.limit)],
  };
}

function decayRange([low, high]: Interval): string {
  return `${formatNumber(low, 2)} to ${Number.isFinite(high) ? formatNumber(high, 2) : 'any'}`;
}

/** Fresh data in units of U that e epochs are worth: 1 + R (1 - exp(-(e - 1) / R)). */
function worthOf(epochs: number, decay: number): number {
  return 1 + (decay === Infinity ? epochs - 1 : -decay * Math.expm1(-(epochs - 1) / decay));
}

function worthFigure({ points }: TableRepeat, fit: RepeatedDataFit): Figure {
  const [low, high] = fit.dataProfile.interval;
  const most = points.reduce((epochs, { D, U }) => Math.max(epochs, D / U), 2);
  const along = logSteps([1, 1.5 * most]);
  const y = logAxis('worth, in fresh data', [1, worthOf(1.5 * most, high)]);
  const fresh = along.map((epochs): Coordinate => [epochs, epochs]);
  return {
    title: 'Worth of repeated data',
    x: logAxis('epochs, D / U', along, 0.02),
    y,
    bands: [{ points: along.map((e) => [e, worthOf(e, low), worthOf(e, high)] as const), name: '95 %' }],
    lines: [
      {
        points: along.map((e): Coordinate => [e, worthOf(e, fit.dataDecay)]),
        ink: 'ink',
        style: 'solid',
        name: `R_D = ${formatNumber(fit.dataDecay)}`,
        label: null,
      },
      {
        points: within(fresh, y.range),
        ink: 'faint',
        style: 'dashed',
        name: 'as good as fresh',
        label: null,
      },
    ],
    marks: [],
    key: [],
    summary: `${formatNumber(most, 2)} epochs are worth ${formatNumber(worthOf(most, fit.dataDecay), 2)} times the unique data.`,
    table: {
      heads: ['epochs', 'worth', 'worth, low', 'worth, high'],
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
      words: `N ${formatCount(point.N)} · ${formatNumber(point.D / point.U, 2)} epochs of ${formatCount(point.U)}`,
    })),
    'epochs, D / U',
  );
}

/** How much worse the law fits with another decay. */
function decayProfile(name: string, { points, interval }: DecayProfile, limit: number): Figure {
  const least = points.reduce((lowest, { objective }) => Math.min(lowest, objective), Infinity);
  const shown = points.filter(({ objective }) => objective - least <= 3 * (limit - least));
  const curve = shown.map(({ value, objective }): Coordinate => [value, objective]);
  const x = logAxis(
    `${name} held at`,
    shown.map(({ value }) => value),
  );
  return {
    title: `Profile of ${name}`,
    x,
    y: linearAxis('objective', [...curve.map(([, objective]) => objective), limit]),
    bands: [],
    lines: [
      { points: curve, ink: 'ink', style: 'solid', name: 'the rest refitted', label: null },
      {
        points: x.range.map((at): Coordinate => [at, limit]),
        ink: 'faint',
        style: 'dashed',
        name: 'limit of 95 %',
        label: null,
      },
    ],
    marks: [],
    key: [],
    summary: `${name} from ${decayRange(interval)} fits within 95 %.`,
    table: { heads: [name, 'objective'], rows: points.map(({ value, objective }) => [value, objective]) },
  };
}
