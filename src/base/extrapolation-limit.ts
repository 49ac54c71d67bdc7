/**
 * How many times beyond the measured range a fitted curve is used without a word. The intervals assume that the curve keeps its form, and
 * no measurement checks that further out.
 */
export const EXTRAPOLATION_LIMIT = 10;

/** Further than this many times beyond it nothing is said: what lies there is a guess about the form alone. */
export const REACH = 1000;
