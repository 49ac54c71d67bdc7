// Which of several forms: held-out points decide, and where they do not, Akaike's criterion. A form is ruled out where both speak
// against it; with too few points for the criterion, where held-out points do. A forecast should span all forms that are left.

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

/** Forms that miss held-out points by more, or predict no number there, miss them alike. */
const WORST_ERROR = 1e100;

/** Compares forms fitted to the same points, one or more; of equals the first is the best. */
export function compareForms<T extends Candidate>(forms: readonly [T, ...T[]]): Comparison<T> {
  const fewest = forms.reduce((count, { heldOutErrors }) => Math.min(count, heldOutErrors.length), Infinity);
  const errors = forms.map(({ heldOutErrors }) => {
    const error = EXACT_ERROR + rootMeanSquare(heldOutErrors.slice(0, fewest));
    return error < WORST_ERROR ? error : WORST_ERROR;
  });
  const smallest = errors.reduce((a, b) => Math.min(a, b));
  const error = (form: T): number => errors[forms.indexOf(form)];
  const near = forms.filter((form) => error(form) < DECISIVE_FACTOR * smallest);
  const haveCriterion = near.every(({ aicc }) => aicc !== null);
  const best = near.reduce((a, b) => {
    const isBetter = haveCriterion ? aiccBeyond(b, a)! < 0 : error(b) < error(a);
    return isBetter ? b : a;
  });
  const others = forms.filter((form) => {
    const beyond = aiccBeyond(form, best);
    const isClose = beyond !== null && beyond < DECISIVE_AICC;
    return form !== best && (error(form) < DECISIVE_FACTOR * error(best) || isClose);
  });
  return { best, survivors: [best, ...others] };
}

/** How much worse the first is by Akaike's criterion; null where one of them has too few points for it. */
function aiccBeyond(form: Candidate, best: Candidate): number | null {
  return form.aicc === null || best.aicc === null ? null : form.aicc - best.aicc;
}
