/**
 * How many times beyond the measured range a fitted curve may be used. The intervals assume that the curve keeps its form, and
 * no measurement checks that so far out.
 */
export const EXTRAPOLATION_LIMIT = 10;
