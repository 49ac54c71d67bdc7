// Compute-optimal sizes, by isoFLOP minima or the envelope of losses, as JSON and in words. C training FLOPs, D samples or tokens,
// N parameters.

import { formatCount, formatNumber, formatPower, formatWithError } from '../../base/format.js';
import { halfWidth } from '../../base/maths/statistics.js';
import type { LogLine } from '../../fit/goodness/log-line.js';
import type { TableFrontier, TableIsoflop } from '../../laws/compute-optimal.js';
import { printTable } from '../shared/command.js';

/** The fitted numbers are null where the fit is refused, and `refused` says why. */
export function isoflopJson(result: TableIsoflop): Record<string, unknown> {
  const budgets = result.fit.budgets.map(({ C, optimum, loss, rejected }) => ({
    C,
    optimum,
    loss,
    rejected,
  }));
  return { law: 'isoflop', ...lineJson(result), budgets, warnings: allWarnings(result) };
}

/** The same of an envelope; its points are sizes in N or D as `axis` says. */
export function frontierJson(result: TableFrontier): Record<string, unknown> {
  const envelope = result.fit.envelope.map(({ C, x, loss, rejected }) => ({
    C,
    [result.axis]: x,
    loss,
    rejected,
  }));
  return { law: 'frontier', ...lineJson(result), envelope, warnings: allWarnings(result) };
}

function lineJson({ axis, rows, fit }: TableIsoflop | TableFrontier): Record<string, unknown> {
  if (fit.type === 'refused') {
    const nothing = { exponent: null, exponentInterval: null, coefficient: null, coefficientInterval: null };
    return { axis, rows, ...nothing, refused: fit.reason };
  }
  const { exponent, exponentInterval, coefficient, coefficientInterval } = fit;
  return { axis, rows, exponent, exponentInterval, coefficient, coefficientInterval };
}

export function printIsoflop(result: TableIsoflop): void {
  const { axis, fit } = result;
  const usable = fit.budgets.filter(({ rejected }) => rejected === null).length;
  const source =
    fit.type === 'fit' ? `by ${fit.method.optimum} in ${usable} of ${fit.budgets.length} budgets` : '';
  printHead(result, source);
  const rows = fit.budgets.map(({ C, points, optimum, loss, rejected }) => [
    formatPower(C, 3),
    String(points.length),
    optimum === null ? '' : formatCount(optimum),
    loss === null ? '' : formatNumber(loss, 4),
    rejected === null ? '' : `rejected: ${rejected}`,
  ]);
  printRows([['C', 'sizes', `${axis}*`, 'loss', ''], ...rows]);
}

export function printFrontier(result: TableFrontier): void {
  const { axis, fit } = result;
  const used = fit.envelope.filter(({ rejected }) => rejected === null).length;
  printHead(result, `through ${used} of ${fit.envelope.length} points of the envelope`);
  const rows = fit.envelope.map(({ C, x, loss, rejected }) => [
    formatPower(C, 3),
    formatCount(x),
    formatNumber(loss, 4),
    rejected === null ? '' : `left out: ${rejected}`,
  ]);
  printRows([['C', axis, 'loss', ''], ...rows]);
}

function printHead(result: TableIsoflop | TableFrontier, source: string): void {
  const { axis, fit } = result;
  if (fit.type === 'refused') console.log(`No compute-optimal ${axis}: ${fit.reason}`);
  else for (const line of lineWords(axis, fit, source)) console.log(line);
  for (const warning of allWarnings(result)) console.log(warning);
}

function lineWords(axis: string, line: LogLine, source: string): readonly string[] {
  const { exponent, exponentInterval, coefficient } = line;
  return [
    `Ten times the compute calls for ${formatNumber(10 ** exponent)} times the ${axis}.`,
    `${axis}* = ${formatNumber(coefficient)} C^a: a = ${formatWithError(exponent, halfWidth(exponentInterval))} (95 %), ${source}`,
  ];
}

function allWarnings({ fit, warnings }: TableIsoflop | TableFrontier): readonly string[] {
  return fit.type === 'fit' ? [...warnings, ...fit.warnings] : warnings;
}

/** A table below a blank line, if it has more than a head. */
function printRows(rows: readonly (readonly string[])[]): void {
  if (rows.length === 1) return;
  console.log('');
  printTable(rows);
}
