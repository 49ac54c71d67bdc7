// A loss surface as JSON and in words. C training FLOPs, D samples or tokens, N parameters.

import { formatCount, formatNumber, formatWithError } from '../../base/format.js';
import { halfWidth } from '../../base/maths/statistics.js';
import { computeOptimalExponents } from '../../fit/surface/compute-optimal.js';
import type { LossSurfaceFit } from '../../fit/surface/surface.js';
import type { TableSurface } from '../../laws/surface.js';
import { printTable } from '../shared/command.js';

/** `parameters` and all that follow from them are null where the fit is refused, and `refused` says why. */
export function surfaceJson({ rows, fit, heldOut, warnings }: TableSurface): Record<string, unknown> {
  const head = { law: 'surface', rows };
  if (fit.type === 'refused') {
    const nothing = { parameters: null, intervals: null, objective: null, heldOut: [], condition: null };
    return { ...head, ...nothing, refused: fit.reason, warnings };
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
      const [low, high] = prediction.interval;
      return { N, D, loss, predicted: prediction.loss, low, high };
    }),
    condition,
    correlation,
    warnings: [...warnings, ...fit.warnings],
  };
}

export function printSurface({ fit, heldOut, warnings }: TableSurface): void {
  const lines =
    fit.type === 'refused'
      ? [`No loss surface: ${fit.reason}`, ...warnings]
      : [...surfaceLines(fit), ...warnings, ...fit.warnings];
  for (const line of lines) console.log(line);
  if (heldOut.length === 0) return;
  console.log('');
  const rows = heldOut.map(({ N, D, loss, prediction }) => [
    formatCount(N),
    formatCount(D),
    formatNumber(loss, 4),
    formatNumber(prediction.loss, 4),
    prediction.interval.map((end) => formatNumber(end, 4)).join(' to '),
    `${(100 * (prediction.loss / loss - 1)).toFixed(2)} %`,
  ]);
  printTable([['N', 'D', 'loss', 'predicted', '95 %', 'error'], ...rows]);
}

function surfaceLines(fit: LossSurfaceFit): string[] {
  const { E, A, B, intervals, method, r2, pointCount, condition, bootstrap } = fit;
  const exponents = (['alpha', 'beta'] as const)
    .map((name) => `${name} = ${formatWithError(fit[name], halfWidth(intervals[name]))}`)
    .join(', ');
  const { a, b } = computeOptimalExponents(fit);
  const halfA = halfWidth(a.interval);
  const lines = [
    `L = E + A N^-alpha + B D^-beta: ${exponents}, E = ${formatWithError(E, halfWidth(intervals.E))}, ` +
      `A = ${formatNumber(A)}, B = ${formatNumber(B)} (95 %)`,
    `Compute-optimal: N ~ C^a, a = ${formatWithError(a.value, halfA)}; D ~ C^b, b = ${formatWithError(b.value, halfA)}`,
    `R2 ${r2.toFixed(4)} of log loss, ${pointCount} points, condition ${formatNumber(condition, 2)}; ${objective(fit, method)}`,
  ];
  if (bootstrap) {
    const range = (['alpha', 'beta', 'E'] as const)
      .map((name) => `${name} ${bootstrap[name].map((end) => formatNumber(end)).join(' to ')}`)
      .join(', ');
    lines.push(`Bootstrap, 95 %: ${range}`);
  }
  return lines;
}

function objective({ objective }: LossSurfaceFit, { residuals, robust }: LossSurfaceFit['method']): string {
  const of = residuals === 'log' ? 'log loss' : 'loss';
  const value = objective.toPrecision(9);
  if (robust.type === 'none') return `sum of squared residuals of ${of} ${value}`;
  if (robust.type === 'absolute') return `sum of absolute residuals of ${of} ${value}`;
  return `Huber's loss of residuals of ${of} beyond ${robust.delta}: ${value}`;
}
