// Two families of runs compared by what the same loss costs: FLOPs, tokens and seconds.
//
// A, B the families, C training FLOPs, D samples or tokens seen, N parameters.

import { groupBy } from '../../base/group-by.js';
import { formatNumber } from '../../base/format.js';
import { mean } from '../../base/maths/statistics.js';
import {
  costOfLoss,
  fitMultiplier,
  slopeAt,
  type ComparedRun,
  type MultiplierFit,
  type MultiplierRefusal,
} from '../../fit/other/multiplier.js';

export const costs = ['flops', 'tokens', 'seconds'] as const;
export type Cost = (typeof costs)[number];

/** A run of a family; null where it is not known. */
export interface FamilyRun extends Readonly<Record<Cost, number | null>> {
  readonly loss: number;
  /** Which run of the other family has the same size, by this name. */
  readonly size: string;
  readonly seed: number | null;
}

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface SizeMultiplier extends Estimate {
  readonly size: string;
  /** What the run of A cost. */
  readonly cost: number;
}

export interface FamilyComparison {
  readonly level: number;
  /** Null where a family does not say, or the runs support none; `reasons` says why. */
  readonly multiplier: Readonly<Record<Cost, Estimate | null>>;
  readonly reasons: Readonly<Record<Cost, string | null>>;
  /** At each size that both have, by the first cost that both know. */
  readonly bySize: readonly SizeMultiplier[];
  readonly trend: 'grows' | 'shrinks' | 'cannot-tell';
  /** Whether seeds that both share were compared with each other. */
  readonly paired: boolean;
}

export const COMPARISON_LEVEL = 0.9;

/** What the two families are called in sentences. */
export interface FamilyNames {
  readonly a: string;
  readonly b: string;
}

export interface ComparisonOptions {
  /** One seed saw the same data in both. */
  readonly sharesData?: boolean;
  readonly names?: FamilyNames;
}

const letters: FamilyNames = { a: 'A', b: 'B' };

/** The multiplier of B over A, value = cost of A / cost of B at equal loss. */
export function compareFamilies(
  a: readonly FamilyRun[],
  b: readonly FamilyRun[],
  { sharesData = true, names = letters }: ComparisonOptions = {},
): FamilyComparison {
  const along = (cost: Cost): MultiplierFit | MultiplierRefusal => {
    const [ofA, ofB] = [a, b].map((runs) => comparedRuns(runs, cost, sharesData));
    if (ofA.length === 0 || ofB.length === 0) {
      const silent = ofA.length === 0 ? names.a : names.b;
      return { type: 'refused', reason: `${silent} does not say its ${cost}.` };
    }
    return fitMultiplier(ofA, ofB, { level: COMPARISON_LEVEL, names });
  };
  const fits = byCost(along);
  const first = costs.find((cost) => fits[cost].type === 'fit');
  const fit = first === undefined ? null : (fits[first] as MultiplierFit);
  return {
    level: COMPARISON_LEVEL,
    multiplier: byCost((cost) => estimateOf(fits[cost])),
    reasons: byCost((cost) => {
      const found = fits[cost];
      return found.type === 'refused' ? found.reason : null;
    }),
    bySize: first === undefined || fit === null ? [] : sizesOf(a, b, first, fit),
    trend: fit === null ? 'cannot-tell' : trendOf(fit),
    paired: fit?.paired ?? false,
  };
}

function byCost<T>(of: (cost: Cost) => T): Readonly<Record<Cost, T>> {
  return { flops: of('flops'), tokens: of('tokens'), seconds: of('seconds') };
}

function comparedRuns(runs: readonly FamilyRun[], cost: Cost, sharesData: boolean): readonly ComparedRun[] {
  return runs.flatMap((run) => {
    const value = run[cost];
    const pair = sharesData && run.seed !== null ? `${run.size} ${run.seed}` : null;
    return value !== null && value > 0 ? [{ cost: value, loss: run.loss, pair }] : [];
  });
}

function estimateOf(fit: MultiplierFit | MultiplierRefusal): Estimate | null {
  if (fit.type === 'refused') return null;
  return { value: fit.value, low: fit.interval[0], high: fit.interval[1] };
}

function trendOf({ growth: { interval } }: MultiplierFit): FamilyComparison['trend'] {
  const [low, high] = interval;
  return low > 0 ? 'grows' : high < 0 ? 'shrinks' : 'cannot-tell';
}

function sizesOf(
  a: readonly FamilyRun[],
  b: readonly FamilyRun[],
  cost: Cost,
  { law, noise, t }: MultiplierFit,
): readonly SizeMultiplier[] {
  const bySize = (runs: readonly FamilyRun[]) =>
    new Map([...groupBy(runs, ({ size }) => size)].map(([size, group]) => [size, middleOf(group, cost)]));
  const ofB = bySize(b);
  return [...bySize(a)]
    .flatMap(([size, one]): SizeMultiplier[] => {
      const other = ofB.get(size);
      if (!one || !other) return [];
      const [needed, otherNeeded] = [costOfLoss(law, one.loss), costOfLoss(law, other.loss)];
      if (needed === null || otherNeeded === null) return [];
      const value = otherNeeded / other.cost / (needed / one.cost);
      const error = Math.hypot(
        1 / slopeAt(law, one.loss) / Math.sqrt(one.count),
        1 / slopeAt(law, other.loss) / Math.sqrt(other.count),
      );
      const half = t * noise * error;
      return [{ size, cost: one.cost, value, low: value * Math.exp(-half), high: value * Math.exp(half) }];
    })
    .sort((x, y) => x.cost - y.cost);
}

/** Geometric means of runs of one size. */
function middleOf(
  runs: readonly FamilyRun[],
  cost: Cost,
): { readonly cost: number; readonly loss: number; readonly count: number } | null {
  const known = runs.flatMap(({ [cost]: value, loss }) => (value === null ? [] : [{ value, loss }]));
  if (known.length === 0) return null;
  const middle = (values: readonly number[]): number => Math.exp(mean(values.map(Math.log)));
  return {
    cost: middle(known.map(({ value }) => value)),
    loss: middle(known.map(({ loss }) => loss)),
    count: known.length,
  };
}

const costNames: Readonly<Record<Cost, string>> = { flops: 'compute', tokens: 'data', seconds: 'time' };

/** The comparison both ways round, a sentence for each cost. */
export function comparisonInWords(
  { multiplier, reasons, trend }: FamilyComparison,
  names = letters,
): readonly string[] {
  const said = costs.flatMap((cost) => {
    const estimate = multiplier[cost];
    return estimate === null ? [] : [multiplierInWords(estimate, costNames[cost], names)];
  });
  if (said.length === 0) return costs.flatMap((cost) => reasons[cost] ?? []).slice(0, 1);
  const trends = {
    grows: `The advantage of ${names.b} grows with size.`,
    shrinks: `The advantage of ${names.b} shrinks with size.`,
    'cannot-tell': 'Whether this changes with size is within the error.',
  };
  return [...said, trends[trend]];
}

function multiplierInWords({ value, low, high }: Estimate, what: string, { a, b }: FamilyNames): string {
  const range = (from: number, to: number): string => `${formatNumber(from)} to ${formatNumber(to)}, 90 %`;
  if (low <= 1 && high >= 1) {
    return (
      `For the same loss ${a} needs ${formatNumber(value)} times the ${what} of ${b} (${range(low, high)}), ` +
      `and ${b} ${formatNumber(1 / value)} times that of ${a}: the difference is within the error.`
    );
  }
  const [better, worse] = value > 1 ? [b, a] : [a, b];
  const [times, from, to] = value > 1 ? [value, low, high] : [1 / value, 1 / high, 1 / low];
  return (
    `For the same loss ${better} needs ${formatNumber(times)} times less ${what} than ${worse} (${range(from, to)}); ` +
    `${worse} needs ${formatNumber(times)} times more than ${better}.`
  );
}
