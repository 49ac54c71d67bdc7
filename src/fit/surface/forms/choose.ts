// Which surface: Chinchilla's with two exponents or one, Kaplan's, or the bare product. The points with the most compute are held
// out and predicted; Akaike's criterion stands beside.
//
// D data, L loss, N parameters; N D stands for compute.

import { compareForms } from '../../goodness/compare.js';
import { envelope, LEVEL, type Prediction } from '../../goodness/prediction.js';
import { estimateSurface } from '../estimate.js';
import { fitLossSurface } from '../fit.js';
import { surfaceAt } from '../objective.js';
import type { LossSurfaceFit, LossSurfaceRefusal, SurfaceMethod, SurfacePoint } from '../surface.js';
import { fitSurfaceForm, solveSurfaceForm, type SurfaceFormFit } from './fit.js';
import { surfaceForm } from './forms.js';
import { predictSurface } from './predict.js';

export const surfaceLaws = ['chinchilla', 'tied', 'kaplan', 'product'] as const;
export type SurfaceLaw = (typeof surfaceLaws)[number];

/** A surface among others. */
export interface SurfaceCandidate {
  readonly law: SurfaceLaw;
  readonly fit: LossSurfaceFit | SurfaceFormFit;
  readonly aicc: number | null;
  /** Relative errors at the held-out points, predicted from the rest: first of those with the most compute, then of twice as many. */
  readonly heldOutErrors: readonly number[];
}

export interface SurfaceChoice {
  /** Shares of the points that are held out in turn, those with the most compute. */
  readonly heldOutShares: readonly number[];
  readonly best: SurfaceCandidate;
  /** The best and those that the points do not rule out. */
  readonly survivors: readonly [SurfaceCandidate, ...SurfaceCandidate[]];
  /** All that could be fitted. */
  readonly candidates: readonly SurfaceCandidate[];
  readonly refused: readonly { readonly law: SurfaceLaw; readonly reason: string }[];
}

/** Shares of the points that are held out in turn, those with the largest N D. */
const HELD_OUT_SHARES = [0.2, 0.4] as const;
/** At least this many must be left. */
const FEWEST_LEFT = 7;

const squares = { residuals: 'log', robust: { type: 'none' } } as const;
const two: SurfaceMethod = { ...squares, tied: false };
const one: SurfaceMethod = { ...squares, tied: true };

/**
 * Fits every form by least squares of log loss and compares them; only the reasons if none can be fitted. `known` are fits to these
 * points that exist already. Pure; never throws.
 */
export function chooseSurface(
  points: readonly SurfacePoint[],
  known: { readonly [Law in SurfaceLaw]?: LossSurfaceFit | LossSurfaceRefusal } = {},
): SurfaceChoice | { readonly refused: SurfaceChoice['refused'] } {
  const results = surfaceLaws.map((law) => ({ law, fit: known[law] ?? fitLaw(law, points) }));
  const refused = results.flatMap(({ law, fit }) =>
    fit.type === 'refused' ? [{ law, reason: fit.reason }] : [],
  );
  const candidates = results.flatMap(({ law, fit }): SurfaceCandidate[] =>
    fit.type === 'fit' ? [{ law, fit, aicc: fit.aicc, heldOutErrors: heldOutErrors(law, points) }] : [],
  );
  const [first, ...rest] = candidates;
  if (first === undefined) return { refused };
  return { heldOutShares: HELD_OUT_SHARES, ...compareForms([first, ...rest]), candidates, refused };
}

/** The loss of a run of N and D by the best surface; band and interval span those of all that survive. */
export function predictSurfaceChoice(
  { survivors: [best, ...others] }: SurfaceChoice,
  N: number,
  D: number,
  level = LEVEL,
): Prediction {
  return envelope([
    predictSurface(best.fit, N, D, level),
    ...others.map(({ fit }) => predictSurface(fit, N, D, level)),
  ]);
}

function fitLaw(law: SurfaceLaw, points: readonly SurfacePoint[]) {
  if (law === 'chinchilla' || law === 'tied') return fitLossSurface(points, law === 'tied' ? one : two);
  return fitSurfaceForm(law, points);
}

function heldOutErrors(law: SurfaceLaw, points: readonly SurfacePoint[]): readonly number[] {
  const byCompute = [...points].sort((a, b) => a.N * a.D - b.N * b.D || a.N - b.N || a.loss - b.loss);
  return HELD_OUT_SHARES.flatMap((share) => {
    const kept = Math.floor((1 - share) * points.length);
    if (kept < FEWEST_LEFT) return [];
    const lossAt = refit(law, byCompute.slice(0, kept));
    return byCompute.slice(kept).map((point) => lossAt(point) / point.loss - 1);
  });
}

/** The loss by a law fitted to these points, without a judgement of the fit. */
function refit(law: SurfaceLaw, points: readonly SurfacePoint[]): (point: SurfacePoint) => number {
  if (law === 'kaplan' || law === 'product') {
    const { centre, solution } = solveSurfaceForm(law, points);
    const model = surfaceForm(law, centre);
    return (point) => Math.exp(model.value(solution.theta, point));
  }
  const { design, solution } = estimateSurface(points, law === 'tied' ? one : two);
  const { theta } = solution;
  return ({ N, D }) =>
    design.lossUnit * surfaceAt(theta, Math.log(N) - design.logN0, Math.log(D) - design.logD0);
}
