// IsoFLOP minima as JSON and in words. C training FLOPs, D samples or tokens, N parameters.

import { formatCount, formatNumber, formatPower, formatWithError } from '../../base/format.js';
import type { TableIsoflop } from '../../lab/table-isoflop.js';
import { printTable } from '../command.js';

/** The fitted numbers are null where the fit is refused, and `refused` says why. */
export function isoflopJson({ axis, rows, fit, warnings }: TableIsoflop): Record<string, unknown> {
  const budgets = fit.budgets.map(({ C, optimum, loss, rejected }) => ({ C, optimum, loss, rejected }));
  const head = { law: 'isoflop', axis, rows };
  if (fit.type === 'refused') {
    const nothing = { exponent: null, exponentInterval: null, coefficient: null, coefficientInterval: null };
    return { ...head, ...nothing, refused: fit.reason, budgets, warnings };
  }
  const { exponent, exponentInterval, coefficient, coefficientInterval } = fit;
  return {
    ...head,
    exponent,
    exponentInterval,
    coefficient,
    coefficientInterval,
    budgets,
    warnings: [...warnings, ...fit.warnings],
  };
}

export function printIsoflop({ axis, fit, warnings }: TableIsoflop): void {
  for (const line of isoflopLines(axis, fit)) console.log(line);
  for (const warning of fit.type === 'fit' ? [...warnings, ...fit.warnings] : warnings) console.log(warning);
  if (fit.budgets.length === 0) return;
  console.log('');
  const rows = fit.budgets.map(({ C, points, optimum, loss, rejected }) => [
    formatPower(C, 3),
    String(points.length),
    optimum === null ? '' : formatCount(optimum),
    loss === null ? '' : formatNumber(loss, 4),
    rejected === null ? '' : `rejected: ${rejected}`,
  ]);
  printTable([['C', 'sizes', `${axis}*`, 'loss', ''], ...rows]);
}

function isoflopLines(axis: string, fit: TableIsoflop['fit']): string[] {
  if (fit.type === 'refused') return [`No compute-optimal ${axis}: ${fit.reason}`];
  const { exponent, exponentInterval, coefficient, optimum, budgets } = fit;
  const usable = budgets.filter(({ rejected }) => rejected === null).length;
  const half = (exponentInterval[1] - exponentInterval[0]) / 2;
  return [
    `Ten times the compute calls for ${formatNumber(10 ** exponent)} times the ${axis}.`,
    `${axis}* = ${formatNumber(coefficient)} C^a: a = ${formatWithError(exponent, half)} (95 %), by ${optimum} in ` +
      `${usable} of ${budgets.length} budgets`,
  ];
}
