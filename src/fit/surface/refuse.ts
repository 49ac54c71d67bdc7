// What a loss surface cannot be fitted to, in words for people: each reason says what would settle it.
//
// D data, N parameters.

import type { SurfacePoint } from './surface.js';
import {
  surfaceParameterCount,
  type SurfaceDesign,
  type SurfaceMethod,
  type SurfaceSolution,
} from './solve.js';

/** Points whose spread across their line in (ln N, ln D) is less than this share of that along it are on the line. */
const ON_A_LINE = 0.01;

/** Above this condition number intervals mean nothing: the linear system behind them has lost half of its digits. */
const LARGEST_CONDITION = 1e6;

/** Reason to refuse points as they are, null to go on. */
export function surfaceRefusalBeforeFit(
  points: readonly SurfacePoint[],
  method: SurfaceMethod,
): string | null {
  if (method.robust.type === 'huber' && !isPositive(method.robust.delta)) {
    return `Huber's delta is ${method.robust.delta}; it must be finite and above 0.`;
  }
  return refusalOfSurfacePoints(points, surfaceParameterCount(method), method.tied ? 2 : 3);
}

/** Reason to refuse points for a surface of so many parameters that wants so many different N and D, null to go on. */
export function refusalOfSurfacePoints(
  points: readonly SurfacePoint[],
  parameters: number,
  distinct: number,
): string | null {
  for (const [i, point] of points.entries()) {
    for (const quantity of ['N', 'D', 'loss'] as const) {
      const value = point[quantity];
      if (!isPositive(value)) {
        return `Point ${i + 1} has ${quantity} ${value}; N, D and loss must be finite and above 0. Leave it out or mend it.`;
      }
    }
  }
  const needed = parameters + 1;
  if (points.length < needed) {
    return `This surface needs at least ${needed} points, and there ${points.length === 1 ? 'is' : 'are'} ${points.length}. Train more runs.`;
  }
  for (const axis of ['N', 'D'] as const) {
    const count = new Set(points.map((point) => point[axis])).size;
    if (count < distinct) {
      const remedy = axis === 'N' ? 'Train more sizes' : 'Train on more amounts of data';
      return `The surface needs at least ${distinct} different ${axis}, and there ${count === 1 ? 'is' : 'are'} ${count}. ${remedy}.`;
    }
  }
  if (spreadAcross(points) < ON_A_LINE) {
    return (
      'N and D grow together in these points, so that what each does to the loss cannot be told apart. ' +
      'Train some sizes on more or less data than the others.'
    );
  }
  return null;
}

/** Reason to refuse what came out, null if it is a law. */
export function surfaceRefusalAfterFit(
  { theta }: SurfaceSolution,
  { alphaRange, betaRange }: SurfaceDesign,
): string | null {
  const [, A, B, alpha, beta] = theta;
  if (A === 0 || alpha <= alphaRange[0]) return flat('N', 'Train the larger models longer, or more sizes.');
  if (B === 0 || beta <= betaRange[0]) return flat('D', 'Train on a wider range of data.');
  if (alpha >= alphaRange[1]) return steep('N');
  if (beta >= betaRange[1]) return steep('D');
  return null;
}

/** Said of points that fit as well with parameters far away. */
export const openParameters =
  'These points leave the parameters open: others far away fit as well. Spread N and D evenly in ratios, ' +
  'with several D at each N, where the loss still changes.';

/** Reason to refuse a fit whose points leave a parameter open, null if they do not. */
export function surfaceRefusalOfCondition(condition: number): string | null {
  if (condition <= LARGEST_CONDITION) return null;
  return openParameters;
}

function flat(axis: string, remedy: string): string {
  return `The loss does not fall towards a floor as ${axis} grows. ${remedy}`;
}

function steep(axis: string): string {
  return (
    `The loss falls only between the smallest ${axis} and is level after them, so that no exponent is too steep. ` +
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

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
