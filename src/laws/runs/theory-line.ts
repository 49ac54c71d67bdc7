// E irreducible loss, L loss.

import { mean } from '../../base/maths/statistics.js';

/**
 * The line L = E + c x^-slope that theory expects, as a function of x. Theory predicts the slope and makes no claim about the height,
 * so the line goes through the geometric middle of the points above the floor E. Null with fewer than two of them.
 */
export function theoryLine(
  points: readonly { readonly x: number; readonly loss: number }[],
  slope: number,
  floor: number,
): ((x: number) => number) | null {
  const above = points.filter(({ loss }) => loss > floor);
  if (above.length < 2) return null;
  const middleX = mean(above.map(({ x }) => Math.log(x)));
  const middleExcess = mean(above.map(({ loss }) => Math.log(loss - floor)));
  return (x) => floor + Math.exp(middleExcess - slope * (Math.log(x) - middleX));
}
