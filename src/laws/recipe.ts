// What a reader must know of a fit to do it again, after Li et al. 2025, "(Mis)fitting": the form, what N and C count, which points, what
// was minimised and how, where its intervals come from. It goes with every chart and fit that leaves the lab.
//
// Each law of tables has its recipe in its own file; this one has what they share, and that of a power law.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { powerLawMethod } from '../fit/power-law/fit.js';
import type { PowerLawResult } from '../fit/power-law/law.js';
import type { PointTable } from './table/point-table.js';

/** A name and what there is to say, a line each. */
export type Recipe = readonly (readonly [name: string, value: string])[];

export function recipeLines(list: Recipe): readonly string[] {
  return list.map(([name, value]) => `${name}: ${value}`);
}

/** By name, for a JSON document. */
export function recipeJson(list: Recipe): Readonly<Record<string, string>> {
  return Object.fromEntries(list);
}

/** Of a law along one axis. */
export function powerRecipe(
  axis: string,
  fit: PowerLawResult,
  points: readonly { readonly excluded: string | null }[],
  counts: Recipe,
): Recipe {
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
    ['Form', `L = E + A ${axis}^-alpha, ${how}`],
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
      `${levelWords(method)}, ${method.floor === 'free' ? 'profiles' : 'delta method'} with Student t on the residual variance and the points’ own errors; ` +
        (method.huber === null
          ? 'forecasts average over noise that falls, stays or grows fivefold with size, by its likelihood'
          : 'forecasts take the noise to be even'),
    ],
    ...(fit.type === 'refused' ? ([['Refused', fit.reason]] as const) : []),
  ];
}

/** What N, D and C of a table are, by its columns. */
export function countsOfTable({ columns }: Pick<PointTable, 'columns'>): Recipe {
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
export function reasons(left: readonly string[]): string {
  const named = [...new Set(left)].map((reason) => {
    const times = left.filter((other) => other === reason).length;
    return times > 1 ? `${times} times ${reason}` : reason;
  });
  return named.length > 0 ? `: ${named.join('; ')}` : '';
}
