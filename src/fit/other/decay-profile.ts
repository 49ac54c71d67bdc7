// The search over two positive numbers whose objective is a flat valley with several minima: each held on a grid in turn, the other
// refitted.

import type { Interval } from '../power-law/law.js';

/** Decays that are searched, evenly spaced in ratio: far below an epoch to no decay at all. */
export const decayGrid = { count: 70, range: [0.02, 1e4] } as const;
const [lowestDecay, highestDecay] = decayGrid.range;
const values = Array.from(
  { length: decayGrid.count },
  (_, i) => lowestDecay * (highestDecay / lowestDecay) ** (i / (decayGrid.count - 1)),
);
/** Steps of the golden section within two cells of the grid: to a millionth. */
const STEPS = 30;
/** Halvings of a cell on the way to a profile's end. */
const CROSSING_STEPS = 12;

/** How the fit gets worse where one of the two is held, the other refitted. */
export interface DecayProfile {
  readonly points: readonly { readonly value: number; readonly objective: number }[];
  /** 95 %: where the objective stays below `limit`. Infinity or 0 where it does to the end of what was searched. */
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
  const index = onGrid.reduce((best, value, i) => (value < onGrid[best] ? i : best), 0);
  let low = Math.log(values[Math.max(0, index - 1)]);
  let high = Math.log(values[Math.min(values.length - 1, index + 1)]);
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [fa, fb] = [f(Math.exp(a)), f(Math.exp(b))];
  for (let step = 0; step < STEPS; step++) {
    if (fa <= fb) {
      [high, b, fb] = [b, a, fa];
      a = high - golden * (high - low);
      fa = f(Math.exp(a));
    } else {
      [low, a, fa] = [a, b, fb];
      b = low + golden * (high - low);
      fb = f(Math.exp(b));
    }
  }
  const inside = fa <= fb ? { value: Math.exp(a), objective: fa } : { value: Math.exp(b), objective: fb };
  return inside.objective < onGrid[index] ? inside : { value: values[index], objective: onGrid[index] };
}

/** Where the profile last passes the limit on both sides. */
export function intervalOf({ points, best, at }: ProfiledDecay, limit: number): Interval {
  const inside = [
    best.held,
    ...points.filter(({ objective }) => objective <= limit).map(({ value }) => value),
  ];
  const [least, most] = [Math.min(...inside), Math.max(...inside)];
  const below = points.filter(({ value }) => value < least).at(-1);
  const above = points.find(({ value }) => value > most);
  const crossing = (within: number, out: number): number => {
    for (let step = 0; step < CROSSING_STEPS; step++) {
      const middle = Math.sqrt(within * out);
      if (at(middle).objective <= limit) within = middle;
      else out = middle;
    }
    return Math.sqrt(within * out);
  };
  return [below ? crossing(least, below.value) : 0, above ? crossing(most, above.value) : Infinity];
}
