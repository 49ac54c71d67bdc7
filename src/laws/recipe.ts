// What a reader must know of a fit to do it again, after Li et al. 2025, "(Mis)fitting": the form, what N and C count, which points, what
// was minimised and how, where its intervals come from. It goes with every chart and fit that leaves the lab.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import type { LossSurfaceFit, SurfaceMethod } from '../fit/surface/surface.js';
import type { PowerLawResult } from '../fit/power-law/law.js';
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
  const floor = fit.type === 'refused' ? 'free' : fit.floor.type;
  const how = {
    free: 'E fitted, at least 0',
    fixed: 'E known',
    none: 'without a floor',
  }[floor];
  return [
    [
      'Form',
      `L = E + A ${axis}^-alpha, ${how}; with or without a floor as hidden largest points are foretold better`,
    ],
    ...counts,
    ['Points', `${points.length - left.length} used, ${left.length} left out${reasons(left)}`],
    [
      'Objective',
      'sum of squared relative residuals, each over the variance of its point: of the residuals, and its own',
    ],
    ['Optimiser', 'variable projection: E and A in closed form for each alpha, alpha to the last digits'],
    ['Starts', '72 exponents from 0.002 to 8, evenly in ratio'],
    [
      'Intervals',
      '95 %, delta method with Student t on the residual variance and the points’ own errors; a bootstrap is of inflated residuals',
    ],
    ...(fit.type === 'refused' ? ([['Refused', fit.reason]] as const) : []),
  ];
}

/** Of a surface; `rows` are fitted of `given`. */
export function surfaceChecklist(
  fit: LossSurfaceFit | { readonly type: 'refused'; readonly reason: string },
  { rows, given }: { readonly rows: number; readonly given: number },
  counts: Checklist,
  method: SurfaceMethod = fit.type === 'fit'
    ? fit.method
    : { residuals: 'log', robust: { type: 'none' }, tied: false },
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
    [
      'Starts',
      'the lowest of 22 x 22 exponents with E, A, B by non-negative least squares; again from 1 % beside the end',
    ],
    [
      'Intervals',
      '95 %, delta method with Student t' +
        (robust.type === 'none' ? ', of E by profile likelihood' : ' and robust deviations') +
        '; a bootstrap is of rows, below 20 of inflated residuals',
    ],
    ...(fit.type === 'refused' ? ([['Refused', fit.reason]] as const) : []),
  ];
}

/** Of isoFLOP minima. */
export function isoflopChecklist(
  { axis, rows, optimum }: { readonly axis: string; readonly rows: number; readonly optimum: string },
  given: number,
  budgets: readonly { readonly rejected: string | null }[],
  counts: Checklist,
): Checklist {
  const left = budgets.flatMap(({ rejected }) => rejected ?? []);
  return [
    [
      'Form',
      `${axis}* = k C^a through the minimum of each budget, by ${optimum} of log loss over log ${axis}`,
    ],
    ...counts,
    [
      'Points',
      `${rows} of ${given} rows in ${budgets.length} budgets, ${left.length} of these left out${reasons(left)}`,
    ],
    ['Objective', `least squares of log ${axis}* on log C`],
    ['Optimiser', 'closed form'],
    ['Starts', 'none'],
    ['Intervals', '95 %, Student t on the scatter of the minima about the line'],
  ];
}

/** Of the envelope. */
export function frontierChecklist(
  axis: string,
  rows: { readonly used: number; readonly given: number },
  envelope: readonly { readonly rejected: string | null }[],
  counts: Checklist,
): Checklist {
  const left = envelope.flatMap(({ rejected }) => rejected ?? []);
  return [
    ['Form', `${axis}* = k C^a through the runs that none with as little compute beats`],
    ...counts,
    [
      'Points',
      `${envelope.length - left.length} on the envelope of ${rows.used} rows of ${rows.given}, ${left.length} left out${reasons(left)}`,
    ],
    ['Objective', `least squares of log ${axis} on log C`],
    ['Optimiser', 'closed form'],
    ['Starts', 'none'],
    [
      'Intervals',
      '95 %, Student t on the scatter about the line; neighbours on an envelope are not independent',
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

/** Reasons with how often each was given: ` (edge: 3)`. */
function reasons(left: readonly string[]): string {
  const named = [...new Set(left)].map((reason) => {
    const times = left.filter((other) => other === reason).length;
    return times > 1 ? `${times} times ${reason}` : reason;
  });
  return named.length > 0 ? `: ${named.join('; ')}` : '';
}
