// The search over two positive numbers whose objective is a flat valley with several minima: each is held on a grid in turn, and the
// other refitted.

import { largest, smallest } from '../../base/many.js';
import { indexOfLowest } from '../../base/lowest.js';
import type { Interval } from '../goodness/prediction.js';
import { evenRatios } from '../numerics/log-axis.js';
import { bisect, goldenSection } from '../numerics/roots.js';

/** Decays that are searched, evenly spaced in ratio: far below an epoch to no decay at all. */
export const decayGrid = { count: 70, range: [0.02, 1e4] } as const;
const values = Array.from(evenRatios(decayGrid.count, decayGrid.range));
/** Steps of the golden section within two cells of the grid: to a millionth. */
const GOLDEN_STEPS = 30;
/** Halvings of a cell on the way to a profile's end. */
const BISECTIONS = 12;

/** How much worse the fit is where one of the two is held and the other refitted. */
export interface DecayProfile {
  readonly points: readonly { readonly value: number; readonly objective: number }[];
  /** 95 %: where the objective stays below `limit`. Infinity or 0 where it does so to the end of the grid. */
  readonly interval: Interval;
}

type Terms = (decay: number) => readonly number[];
export type Objective = (held: readonly number[], other: readonly number[]) => number;

/** Lowest objective where one decay is held. */
interface Held {
  readonly held: number;
  readonly other: number;
  readonly objective: number;
}

export interface ProfiledDecay {
  readonly points: DecayProfile['points'];
  readonly best: Held;
  at(held: number): Held;
}

/** The profile over one decay: at each value of the grid, and at its lowest between them. */
export function profileDecay(heldTerms: Terms, otherTerms: Terms, objective: Objective): ProfiledDecay {
  const otherGrid = values.map(otherTerms);
  const at = (held: number): Held => {
    const terms = heldTerms(held);
    const { value, objective: least } = lowest(
      (other) => objective(terms, otherTerms(other)),
      otherGrid.map((column) => objective(terms, column)),
    );
    return { held, other: value, objective: least };
  };
  const onGrid = values.map(at);
  const { value } = lowest(
    (held) => at(held).objective,
    onGrid.map((point) => point.objective),
  );
  const points = onGrid.map((point) => ({ value: point.held, objective: point.objective }));
  return { points, best: at(value), at };
}

/** Lowest point of a function whose values on the grid are known, by golden section beside the lowest of them. */
function lowest(
  f: (value: number) => number,
  onGrid: readonly number[],
): { readonly value: number; readonly objective: number } {
  const index = indexOfLowest(onGrid);
  const low = Math.log(values[Math.max(0, index - 1)]);
  const high = Math.log(values[Math.min(values.length - 1, index + 1)]);
  const inside = goldenSection((log) => f(Math.exp(log)), [low, high], GOLDEN_STEPS);
  return inside.value < onGrid[index]
    ? { value: Math.exp(inside.x), objective: inside.value }
    : { value: values[index], objective: onGrid[index] };
}

/** Where the profile last passes the limit on both sides. */
export function intervalOf({ points, best, at }: ProfiledDecay, limit: number): Interval {
  const inside = [
    best.held,
    ...points.filter(({ objective }) => objective <= limit).map(({ value }) => value),
  ];
  const [least, most] = [smallest(inside), largest(inside)];
  const below = points.filter(({ value }) => value < least).at(-1);
  const above = points.find(({ value }) => value > most);
  const geometricMean = (a: number, b: number): number => Math.sqrt(a * b);
  const end = (within: number, outside: number): number => {
    const isWithin = (value: number): boolean => at(value).objective <= limit;
    return geometricMean(...bisect(isWithin, [within, outside], BISECTIONS, geometricMean));
  };
  return [below ? end(least, below.value) : 0, above ? end(most, above.value) : Infinity];
}
