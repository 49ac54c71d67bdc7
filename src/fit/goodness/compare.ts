// Which of several forms: held-out points decide, and where they do not, Akaike's criterion. Forms that neither rules out survive,
// and a forecast should span all of them.

import { rootMeanSquare } from '../../base/maths/statistics.js';

/** What forms are compared by. */
export interface Candidate {
  /** Akaike's criterion for few points, on log loss; null with too few points for it. */
  readonly aicc: number | null;
  /** Relative errors at held-out points. */
  readonly heldOutErrors: readonly number[];
}

export interface Comparison<T> {
  readonly best: T;
  /** The best and those that are about as good. */
  readonly survivors: readonly [T, ...T[]];
}

/** Root mean square errors within this factor do not decide. */
const DECISIVE_FACTOR = 1.5;
/** Nor does a difference of Akaike's criterion within this. */
const DECISIVE_AICC = 2;
/** Errors below this are exact, and equal. */
const EXACT_ERROR = 1e-8;

/** Compares forms fitted to the same points, one or more; of equals the first is the best. */
export function compareForms<T extends Candidate>(forms: readonly [T, ...T[]]): Comparison<T> {
  const fewest = forms.reduce((count, { heldOutErrors }) => Math.min(count, heldOutErrors.length), Infinity);
  const errors = forms.map(
    ({ heldOutErrors }) => EXACT_ERROR + rootMeanSquare(heldOutErrors.slice(0, fewest)),
  );
  const smallest = errors.reduce((a, b) => Math.min(a, b));
  const near = forms.filter((_, i) => errors[i] < DECISIVE_FACTOR * smallest);
  const best = near.reduce((a, b) => (aiccOf(b) < aiccOf(a) ? b : a));
  const others = forms.filter(
    (form, i) =>
      form !== best &&
      (errors[i] < DECISIVE_FACTOR * errors[forms.indexOf(best)] ||
        aiccOf(form) - aiccOf(best) < DECISIVE_AICC),
  );
  return { best, survivors: [best, ...others] };
}

function aiccOf({ aicc }: Candidate): number {
  return aicc ?? Number.MAX_VALUE;
}
