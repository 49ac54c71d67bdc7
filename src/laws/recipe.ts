// What a reader must know of a fit to do it again, after Li et al. 2025, "(Mis)fitting": the form, what N and C count, which points, what
// was minimised and how, where its intervals come from. It goes with every chart and fit that leaves the lab.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import type { FrontierResult } from '../fit/isoflop/frontier.js';
import type { IsoflopResult } from '../fit/isoflop/isoflop.js';
import { powerLawMethod } from '../fit/power-law/fit.js';
import type { PowerLawResult } from '../fit/power-law/law.js';
import { surfaceMethod } from '../fit/surface/fit.js';
import type { LossSurfaceFit, SurfaceFitMethod } from '../fit/surface/surface.js';
import type { PointTable } from './table/point-table.js';

/** A name and what there is to say, a line each. */
export type Checklist = readonly (readonly [name: string, value: string])[];

export function checklistLines(list: Checklist): readonly string[] {
  return list.map(([name, value]) => `${name}: ${value}`);
}

/** By name, for a JSON document. */
export function checklistJson(list: Checklist): Readonly<Record<string, string>> {
  return Object.fromEntries(list);
}

/** Of a law along one axis. */
export function powerChecklist(
  axis: string,
  fit: PowerLawResult,
  points: readonly { readonly excluded: string | null }[],
  counts: Checklist,
): Checklist {
  const left = points.flatMap(({ excluded }) => excluded ?? []);
  const method = fit.type === 'fit' ? fit.method : powerLawMethod({ floor: { type: 'free' } });
  const how = {
    free: 'E fitted, at least 0',
    fixed: 'E known',
    none: 'without a floor',
  }[method.floor];
  const sum = method.huber === null ? 'sum of squared' : `Huber’s loss, delta ${method.huber}, of`;
  const { count, range } = method.starts;
  return [
    [
      'Form',
      `L = E + A ${axis}^-alpha, ${how}; with or without a floor as hidden largest points are foretold better`,
    ],
    ...counts,
    ['Points', `${points.length - left.length} used, ${left.length} left out${reasons(left)}`],
    [
      'Objective',
      `${sum} relative residuals, each over the variance of its point: of the residuals, and its own`,
    ],
    ['Optimiser', 'variable projection: E and A in closed form for each alpha, alpha to the last digits'],
    ['Starts', `${count} exponents ${rangeWords(range)}`],
    [
      'Intervals',
      `${levelWords(method)}, delta method with Student t on the residual variance and the points’ own errors; a bootstrap is of inflated residuals`,
    ],
    ...(fit.type === 'refused' ? ([['Refused', fit.reason]] as const) : []),
  ];
}

/** Of a surface; `rows` are fitted of `given`. */
export function surfaceChecklist(
  fit: LossSurfaceFit | { readonly type: 'refused'; readonly reason: string },
  { rows, given }: { readonly rows: number; readonly given: number },
  counts: Checklist,
  method: SurfaceFitMethod = fit.type === 'fit' ? fit.method : surfaceMethod({}),
): Checklist {
  const { residuals, robust, tied } = method;
  const of = residuals === 'log' ? 'residuals of log loss' : 'residuals of the loss';
  const objective = {
    none: `sum of squared ${of}, points with errors of their own by these`,
    huber: `sum of Huber's loss of ${of}${robust.type === 'huber' ? `, delta ${robust.delta}` : ''}`,
    absolute: `sum of absolute ${of}`,
  }[robust.type];
  return [
    ['Form', `L = E + A N^-alpha + B D^-beta, E, A, B at least 0${tied ? ', alpha = beta' : ''}`],
    ...counts,
    ['Points', `${rows} used of ${given}`],
    ['Objective', objective],
    ['Optimiser', 'Newton’s method with Levenberg’s damping, ended by the step, not by the value'],
    ['Starts', surfaceStartWords(method)],
    [
      'Intervals',
      `${levelWords(method)}, delta method with Student t` +
        (robust.type === 'none' ? ', of E by profile likelihood' : ' and robust deviations') +
        `; a bootstrap is of rows, with fewer than ${method.fewestPointsToDraw} of them of inflated residuals`,
    ],
    ...(fit.type === 'refused' ? ([['Refused', fit.reason]] as const) : []),
  ];
}

/** Where the search for a surface starts: 4 of 22 x 22 exponents. */
export function surfaceStartWords({ starts, restartBeside, tied }: SurfaceFitMethod): string {
  const { count, range, followed, besides } = starts;
  const pairs = tied ? String(count) : `${count} x ${count}`;
  return (
    `the ${followed} lowest minima among ${pairs} exponents ${rangeWords(range)}` +
    (besides.length > 0 ? `, exponents of ${besides.join(' and ')} besides` : '') +
    `, E, A, B by non-negative least squares; again from ${percentWords(restartBeside)} beside the end`
  );
}

/** Of isoFLOP minima; `rows` are used of `given`. */
export function isoflopChecklist(
  { method, budgets }: IsoflopResult,
  { rows, given }: { readonly rows: number; readonly given: number },
  counts: Checklist,
): Checklist {
  const { axis, optimum } = method;
  const left = budgets.flatMap(({ rejected }) => rejected ?? []);
  return [
    [
      'Form',
      `${axis}* = k C^a through the minimum of each budget, by ${optimum} of ${optimum === 'spline' ? 'log loss' : 'loss'} over log ${axis}`,
    ],
    ...counts,
    [
      'Points',
      `${rows} of ${given} rows in ${budgets.length} budgets, ${left.length} of these left out${reasons(left)}`,
    ],
    ['Objective', `least squares of log ${axis}* on log C`],
    ['Optimiser', 'closed form'],
    ['Starts', 'none'],
    ['Intervals', `${levelWords(method)}, Student t on the scatter of the minima about the line`],
  ];
}

/** Of the envelope; `rows` are used of `given`. */
export function frontierChecklist(
  { method, envelope }: FrontierResult,
  { rows, given }: { readonly rows: number; readonly given: number },
  counts: Checklist,
): Checklist {
  const { axis } = method;
  const left = envelope.flatMap(({ rejected }) => rejected ?? []);
  return [
    ['Form', `${axis}* = k C^a through the runs that none with as little compute beats`],
    ...counts,
    [
      'Points',
      `${envelope.length - left.length} on the envelope of ${rows} rows of ${given}, ${left.length} left out${reasons(left)}`,
    ],
    ['Objective', `least squares of log ${axis} on log C`],
    ['Optimiser', 'closed form'],
    ['Starts', 'none'],
    [
      'Intervals',
      `${levelWords(method)}, Student t on the scatter about the line; neighbours on an envelope are not independent`,
    ],
  ];
}

/** What N, D and C of a table are, by its columns. */
export function countsOfTable({ columns }: Pick<PointTable, 'columns'>): Checklist {
  return (['N', 'D', 'C'] as const).flatMap((quantity) => {
    const column = columns[quantity];
    return column === undefined ? [] : [[quantity, `as in “${column}”`] as const];
  });
}

/** `95 %`. */
export function levelWords({ level }: { readonly level: number }): string {
  return percentWords(level);
}

/** `20 %`, without the last digits' rounding. */
export function percentWords(share: number): string {
  return `${Number((100 * share).toPrecision(6))} %`;
}

/** `from 0.002 to 8, evenly in ratio`. */
export function rangeWords([low, high]: readonly [number, number]): string {
  return `from ${low} to ${high}, evenly in ratio`;
}

/** Reasons with how often each was given: ` (edge: 3)`. */
function reasons(left: readonly string[]): string {
  const named = [...new Set(left)].map((reason) => {
    const times = left.filter((other) => other === reason).length;
    return times > 1 ? `${times} times ${reason}` : reason;
  });
  return named.length > 0 ? `: ${named.join('; ')}` : '';
}
