// How well a law predicts its largest size, held out from the fit, in words. The page, the panels of tables and the command line say
// the same.

import type { Size } from './table/six-nd.js';

/**
 * The relative errors of a rolling origin, without the largest size, then without the largest two, as a fact; none where the points
 * are too few to hold one out.
 */
export function heldOutFacts(
  axis: Size,
  rollingOrigin: readonly number[],
): { readonly name: string; readonly value: string }[] {
  if (rollingOrigin.length === 0) return [];
  const errors = rollingOrigin.map((error) => `${(100 * Math.abs(error)).toFixed(1)} %`);
  return [{ name: `Held-out largest ${axis} predicted within`, value: errors.join(', ') }];
}
