// A loss surface. C training FLOPs, D samples or tokens, N parameters.

import { formatWithInterval, formatCount, formatNumber } from '../../../base/format.js';
import { EXTRAPOLATION_LIMIT, REACH } from '../../../base/extrapolation-limit.js';
import { computeOptimalExponents } from '../../../fit/surface/compute-optimal.js';
import type { LossSurfaceFit, LossSurfaceOptions, Robust } from '../../../fit/surface/surface.js';
import { countsOfTable } from '../../../laws/recipe.js';
import {
  HUBER_DELTA,
  surfaceInWords,
  surfaceRecipe,
  type HeldOutPoint,
  type TableSurface,
} from '../../../laws/surface.js';
import { UsageError } from '../../shared/command.js';
import type { FitLaw, FitValues } from '../fit-law.js';
import { readOneOf, readWhole } from '../read-options.js';
import { readConditions } from '../table-options.js';

export const surface: FitLaw = {
  usage: `surface: L = E + A N^-alpha + B D^-beta
  --residuals log|linear   of ln L, the default, or of L
  --robust none|huber[:DELTA]|absolute
                           squares, the default; linear in residuals beyond DELTA (0.001 in the literature); all linear
  --tie-exponents          alpha = beta
  --train-where COLUMN=VALUE
                           fit these rows and predict the others; may be repeated
  --bootstrap RESAMPLES    intervals by resampling too; --seed NUMBER chooses the draws (1)`,
  options: ['residuals', 'robust', 'tie-exponents', 'train-where', 'bootstrap', 'seed'],
  prepare(values) {
    const train = readConditions('--train-where', values['train-where']);
    return {
      requests: { surface: { ...readSurfaceOptions(values), train } },
      conditions: train,
      report({ surface: law, table }) {
        const { fit, heldOut, assumed, warnings } = law;
        const words = surfaceInWords(law);
        return {
          json: surfaceJson(law),
          words,
          lines: fit.type === 'refused' ? [`No loss surface: ${words}`] : [...surfaceLines(fit), words],
          warnings: [...assumed, ...warnings, ...(fit.type === 'fit' ? fit.warnings : [])],
          recipe: surfaceRecipe(law, countsOfTable(table)),
          rows: [['N', 'D', 'loss', 'predicted', '95 %', 'error', ''], ...heldOut.map(heldOutRow)],
        };
      },
    };
  },
};

function readSurfaceOptions(values: FitValues): LossSurfaceOptions {
  const { residuals = 'log', robust, bootstrap, seed = '1' } = values;
  const resampling = { seed: readWhole('--seed', seed, [0, 2 ** 32 - 1]) };
  return {
    residuals: readOneOf('--residuals', residuals, ['log', 'linear']),
    robust: readRobust(robust),
    tied: values['tie-exponents'] ?? false,
    bootstrap:
      bootstrap === undefined
        ? null
        : { resamples: readWhole('--bootstrap', bootstrap, [1, 1_000_000]), ...resampling },
  };
}

function readRobust(text = 'none'): Robust {
  if (text === 'none' || text === 'absolute') return { type: text };
  const delta = text === 'huber' ? HUBER_DELTA : Number(/^huber:(.+)$/.exec(text)?.[1]);
  if (Number.isFinite(delta) && delta > 0) return { type: 'huber', delta };
  throw new UsageError(
    `--robust: expected none, absolute, huber or huber:DELTA with a number above 0, got ${text}.`,
  );
}

/** `parameters` and all that follow from them are null where the fit is refused, and `refused` says why. */
function surfaceJson({ points, fit, heldOut }: TableSurface): Record<string, unknown> {
  const head = { law: 'surface', points: points.length };
  if (fit.type === 'refused') {
    const nothing = { parameters: null, intervals: null, objective: null, heldOut: [], condition: null };
    return { ...head, ...nothing, refused: fit.reason };
  }
  const { E, A, B, alpha, beta, method, intervals, bootstrap } = fit;
  const { residuals, robust, tied } = method;
  const { objective, r2, aicc, rollingOrigin, condition, correlation } = fit;
  const { a, b } = computeOptimalExponents(fit);
  return {
    ...head,
    residuals,
    robust,
    tied,
    parameters: { E, A, B, alpha, beta },
    intervals,
    bootstrap,
    objective,
    r2,
    aicc,
    rollingOrigin,
    computeOptimal: { a: a.value, aInterval: a.interval, b: b.value, bInterval: b.interval },
    heldOut: heldOut.map(({ N, D, loss, prediction }) => {
      const [low, high] = prediction?.interval ?? [null, null];
      return { N, D, loss, predicted: prediction?.loss ?? null, low, high };
    }),
    condition,
    correlation,
  };
}

function heldOutRow({ N, D, loss, prediction }: HeldOutPoint): string[] {
  const measured = [formatCount(N), formatCount(D), formatNumber(loss, 4)];
  if (prediction === null) return [...measured, `over ${REACH} times beyond the fitted runs`];
  const { extrapolation } = prediction;
  return [
    ...measured,
    formatNumber(prediction.loss, 4),
    prediction.interval.map((end) => formatNumber(end, 4)).join(' to '),
    `${(100 * (prediction.loss / loss - 1)).toFixed(2)} %`,
    extrapolation > EXTRAPOLATION_LIMIT
      ? `${formatNumber(extrapolation, 2)} times beyond the fitted runs`
      : '',
  ];
}

function surfaceLines(fit: LossSurfaceFit): string[] {
  const { E, A, B, intervals, r2, pointCount, condition, bootstrap } = fit;
  const exponents = (['alpha', 'beta'] as const)
    .map((name) => `${name} = ${formatWithInterval(fit[name], intervals[name])}`)
    .join(', ');
  const { a, b } = computeOptimalExponents(fit);
  const lines = [
    `L = E + A N^-alpha + B D^-beta: ${exponents}, E = ${formatWithInterval(E, intervals.E)}, ` +
      `A = ${formatNumber(A)}, B = ${formatNumber(B)} (95 %)`,
    `Compute-optimal: N ~ C^a, a = ${formatWithInterval(a.value, a.interval)}; D ~ C^b, b = ${formatWithInterval(b.value, b.interval)}`,
    `R2 ${r2.toFixed(4)} of log loss, ${pointCount} points, condition ${formatNumber(condition, 2)}; ${objectiveWords(fit)}`,
  ];
  if (bootstrap) {
    const range = (['alpha', 'beta', 'E'] as const)
      .map((name) => `${name} ${bootstrap[name].map((end) => formatNumber(end)).join(' to ')}`)
      .join(', ');
    lines.push(`Bootstrap, 95 %: ${range}`);
  }
  return lines;
}

function objectiveWords({ objective, method: { residuals, robust } }: LossSurfaceFit): string {
  const of = residuals === 'log' ? 'log loss' : 'loss';
  const value = objective.toPrecision(9);
  if (robust.type === 'none') return `sum of squared residuals of ${of} ${value}`;
  if (robust.type === 'absolute') return `sum of absolute residuals of ${of} ${value}`;
  return `Huber's loss of residuals of ${of} beyond ${robust.delta}: ${value}`;
}
