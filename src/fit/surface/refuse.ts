// Why points do not support a loss surface: each reason says what would settle it.
//
// D data, N parameters.

import { LARGEST_CONDITION } from '../goodness/criteria.js';
import { invalidPoint, isOrAre, isPositive } from '../goodness/words.js';
import type { SurfaceEstimate } from './estimate.js';
import { parameterCount } from './solve.js';
import type { SurfaceMethod, SurfacePoint } from './surface.js';

/** Points whose spread across their line in (ln N, ln D) is less than this share of that along it are on the line. */
const ON_A_LINE = 0.01;

/** Why points cannot be fitted at all, null if they can. */
export function refusalBeforeFit(points: readonly SurfacePoint[], method: SurfaceMethod): string | null {
  if (method.robust.type === 'huber' && !isPositive(method.robust.delta)) {
    return `Huber's delta is ${method.robust.delta}; it must be finite and above 0.`;
  }
  return refusalOfSurfacePoints(points, parameterCount(method), method.tied ? 2 : 3);
}

/** Why points cannot be fitted by a surface of so many parameters that needs so many different N and D, null if they can. */
export function refusalOfSurfacePoints(
  points: readonly SurfacePoint[],
  parameters: number,
  distinct: number,
): string | null {
  const invalid = invalidPoint(points, ['N', 'D', 'loss']);
  if (invalid !== null) return invalid;
  const needed = parameters + 1;
  if (points.length < needed) {
    return `This surface needs at least ${needed} points, and there ${isOrAre(points.length)}. Train more runs.`;
  }
  for (const axis of ['N', 'D'] as const) {
    const count = new Set(points.map((point) => point[axis])).size;
    if (count < distinct) {
      const remedy = axis === 'N' ? 'Train more sizes' : 'Train on more amounts of data';
      return `The surface needs at least ${distinct} different ${axis}, and there ${isOrAre(count)}. ${remedy}.`;
    }
  }
  if (spreadAcross(points) < ON_A_LINE) {
    return (
      'N and D grow together in these points, so their effects on the loss cannot be separated. ' +
      'Train some sizes on more or less data than the others.'
    );
  }
  return null;
}

/** Why a solution is not a law, null if it is. */
export function refusalAfterFit({ design, solution }: SurfaceEstimate): string | null {
  const { alphaRange, betaRange } = design;
  const [, A, B, alpha, beta] = solution.theta;
  if (A === 0 || alpha <= alphaRange[0]) return flat('N', 'Train the larger models longer, or more sizes.');
  if (B === 0 || beta <= betaRange[0]) return flat('D', 'Train on a wider range of data.');
  if (alpha >= alphaRange[1]) return steep('N');
  if (beta >= betaRange[1]) return steep('D');
  return null;
}

/** Why points that fit as well with parameters far away are refused. */
export const openParameters =
  'These points do not determine the parameters: others far away fit as well. Spread N and D evenly in ratios, ' +
  'with several D at each N, where the loss still changes.';

/** Why a fit whose points do not determine a parameter is refused, null if they do. */
export function refusalOfCondition(condition: number): string | null {
  if (condition <= LARGEST_CONDITION) return null;
  return openParameters;
}

function flat(axis: string, remedy: string): string {
  return `The loss does not fall towards a floor as ${axis} grows. ${remedy}`;
}

function steep(axis: string): string {
  return (
    `The loss falls only between the smallest ${axis} and is flat beyond them, so the exponent cannot be determined. ` +
    `Add points between them, or leave the smallest ${axis} out.`
  );
}

/** Spread of (ln N, ln D) across its longest direction, as a share of that along it. */
function spreadAcross(points: readonly SurfacePoint[]): number {
  const means = [0, 0];
  const logs = points.map(({ N, D }) => [Math.log(N), Math.log(D)]);
  for (const log of logs) for (const k of [0, 1]) means[k] += log[k] / logs.length;
  let [nn, dd, nd] = [0, 0, 0];
  for (const [logN, logD] of logs) {
    nn += (logN - means[0]) ** 2;
    dd += (logD - means[1]) ** 2;
    nd += (logN - means[0]) * (logD - means[1]);
  }
  const middle = (nn + dd) / 2;
  const reach = Math.hypot((nn - dd) / 2, nd);
  return Math.sqrt(Math.max(0, middle - reach) / (middle + reach));
}
