// Repeated data (Muennighoff et al. 2023, "Scaling data-constrained language models", equations 5 to 7): further epochs, and
// parameters beyond what the unique data call for, are worth ever less,
//
//   L = E + A / N'^alpha + B / D'^beta,   D' = U + U rD (1 - exp(-RD / rD)),   RD = D / U - 1,
//   N' = M + M rN (1 - exp(-RN / rN)),    RN = N / M - 1,                      M = min(N, N_opt(U)),
//
// with E, A, B, alpha, beta given here, or fitted too (repeated-joint.ts). rD epochs on, data are worth 1 - 1/e of what fresh ones would be.
//
// A, B amplitudes, D tokens seen, E irreducible loss, L loss, N parameters, U unique tokens.

import { LEVEL, type Interval } from '../goodness/prediction.js';
import { huber, robustDeviations } from '../goodness/robust.js';
import { MOST_POINTS, thinned, thinnedWarnings } from '../goodness/thinned.js';
import { invalidPoint, isOrAre, isPositive } from '../goodness/words.js';
import { studentT } from '../numerics/student-t.js';
import type { SurfaceParameters } from '../surface/surface.js';
import { decayGrid, intervalOf, profileDecay, type DecayProfile, type Objective } from './decay-profile.js';

export interface RepeatedPoint {
  readonly N: number;
  readonly D: number;
  readonly U: number;
  readonly loss: number;
}

/** How a fit was made: what it takes to make it again. */
export interface RepeatedDataMethod {
  /** Residual of log loss from which on errors count linearly (Huber); null for least squares. */
  readonly huber: number | null;
  /** Whether the surface was fitted together with the decays, or given. */
  readonly joint: boolean;
  /** Values of each decay that are searched, evenly spaced in ratio. */
  readonly grid: { readonly count: number; readonly range: Interval };
  /** Level of the intervals. */
  readonly level: number;
}

export interface RepeatedDataFit {
  readonly type: 'fit';
  readonly method: RepeatedDataMethod;
  readonly surface: Surface;
  /** rD and rN. */
  readonly dataDecay: number;
  readonly parameterDecay: number;
  readonly dataProfile: DecayProfile;
  readonly parameterProfile: DecayProfile;
  /** Sum of Huber's loss of log residuals; half the sum of their squares without a delta. */
  readonly objective: number;
  readonly limit: number;
  /** The objective if repeated data and excess parameters were as good as fresh ones. */
  readonly objectiveWithoutDecay: number;
  readonly pointCount: number;
  /** Points that see data more than once. */
  readonly repeatedCount: number;
  readonly warnings: readonly string[];
}

export interface RepeatedDataRefusal {
  readonly type: 'refused';
  readonly reason: string;
}

/** Fewer repeated runs do not determine a decay. */
const FEWEST_REPEATED = 4;
/** A run repeats its data if it sees them more often than rounding explains. */
const REPEATED = 1.01;

type Surface = SurfaceParameters<number>;
type Sizes = Omit<RepeatedPoint, 'loss'>;

/** Parameters worth having for U unique tokens: the compute-optimal N whose D is U. */
export function uniqueParameters({ A, B, alpha, beta }: Surface, U: number): number {
  // At the optimum alpha A N^-alpha = beta B D^-beta.
  return ((alpha * A) / (beta * B)) ** (1 / alpha) * U ** (beta / alpha);
}

/** The law's loss for decays rD and rN; Infinity for none. */
export function repeatedLoss(surface: Surface, rD: number, rN: number, sizes: Sizes): number {
  return surface.E + parameterTerm(surface, rN, sizes) + dataTerm(surface, rD, sizes);
}

function parameterTerm(surface: Surface, rN: number, { N, U }: Sizes): number {
  const base = Math.min(N, uniqueParameters(surface, U));
  return surface.A * worth(base, N / base - 1, rN) ** -surface.alpha;
}

function dataTerm({ B, beta }: Surface, rD: number, { D, U }: Sizes): number {
  const base = Math.min(D, U);
  return B * worth(base, D / base - 1, rD) ** -beta;
}

/** base (1 + r (1 - exp(-R / r))). */
function worth(base: number, repetitions: number, decay: number): number {
  return base * (1 + (decay === Infinity ? repetitions : -decay * Math.expm1(-repetitions / decay)));
}

/**
 * Fits both decays to points, given the surface of runs without repetition. The objective has several minima in a flat valley,
 * so all of it is searched, and each decay comes with its profile. Errors count linearly from `delta` on (Huber); Infinity, the
 * default, is least squares of log loss. Pure; never throws. The order of the points does not matter.
 */
export function fitRepeatedData(
  points: readonly RepeatedPoint[],
  surface: Surface,
  delta = Infinity,
): RepeatedDataFit | RepeatedDataRefusal {
  const reason = refusalBeforeFit(points, surface);
  if (reason !== null) return { type: 'refused', reason };
  const sorted = [...points].sort((a, b) => a.N - b.N || a.D - b.D || a.U - b.U || a.loss - b.loss);
  const used = thinned(sorted, MOST_POINTS);
  const logLosses = used.map(({ loss }) => Math.log(loss));
  const ofData = (rD: number): readonly number[] => used.map((sizes) => dataTerm(surface, rD, sizes));
  const ofParameters = (rN: number): readonly number[] =>
    used.map((sizes) => parameterTerm(surface, rN, sizes));
  const residuals = (data: readonly number[], parameters: readonly number[]): number[] =>
    logLosses.map((log, i) => Math.log(surface.E + data[i] + parameters[i]) - log);
  const objective: Objective = (data, parameters) => {
    let sum = 0;
    for (let i = 0; i < logLosses.length; i++) {
      sum += huber(Math.log(surface.E + data[i] + parameters[i]) - logLosses[i], delta);
    }
    return sum;
  };
  const data = profileDecay(ofData, ofParameters, objective);
  const parameters = profileDecay(ofParameters, ofData, objective);
  const { best } = data;
  const atBest = residuals(ofData(best.held), ofParameters(best.other));
  // Twice the rise of a sum of rho is a squared t times E psi^2 / E psi' (Huber 1981, 6.3); for squares, their variance.
  const { estimate, slope } = robustDeviations(Float64Array.from(atBest), delta, 2);
  const limit = best.objective + (estimate ** 2 * slope * studentT(LEVEL, used.length - 2) ** 2) / 2;
  const fit = {
    type: 'fit',
    method: { huber: delta === Infinity ? null : delta, joint: false, grid: decayGrid, level: LEVEL },
    surface,
    dataDecay: best.held,
    parameterDecay: best.other,
    dataProfile: { points: data.points, interval: intervalOf(data, limit) },
    parameterProfile: { points: parameters.points, interval: intervalOf(parameters, limit) },
    objective: best.objective,
    limit,
    objectiveWithoutDecay: objective(ofData(Infinity), ofParameters(Infinity)),
    pointCount: used.length,
    repeatedCount: used.filter(isRepeated).length,
  } as const;
  return { ...fit, warnings: warningsOfRepeated(fit, points.length) };
}

/** Whether a run sees data more than once. */
export function isRepeated({ D, U }: Sizes): boolean {
  return D > REPEATED * U;
}

function refusalBeforeFit(points: readonly RepeatedPoint[], surface: Surface): string | null {
  for (const [name, value] of Object.entries(surface) as [string, number][]) {
    if (isPositive(value) || (name === 'E' && value === 0)) continue;
    return `The surface of runs without repetition has ${name} ${value}; it must be finite and above 0.`;
  }
  const invalid = invalidPoint(points, ['N', 'D', 'U', 'loss']);
  if (invalid !== null) return invalid;
  const repeated = points.filter(isRepeated);
  const epochs = new Set(repeated.map(({ D, U }) => D / U)).size;
  if (repeated.length >= FEWEST_REPEATED && epochs > 1) return null;
  return (
    `The worth of repeated data needs at least ${FEWEST_REPEATED} runs that see their data more than once, over different ` +
    `numbers of epochs; there ${isOrAre(repeated.length)}. Train on fewer unique samples, longer.`
  );
}

/** Sentences to show beside a fit to so many given points. */
export function warningsOfRepeated(
  { dataProfile, parameterProfile, pointCount }: Omit<RepeatedDataFit, 'warnings'>,
  given: number,
): string[] {
  const warnings: string[] = [];
  for (const [name, what, { interval }] of [
    ['R_D', 'repeated data', dataProfile],
    ['R_N', 'excess parameters', parameterProfile],
  ] as const) {
    const [low, high] = interval.map((end) => Number(end.toPrecision(2)));
    if (low === 0 && high === Infinity)
      warnings.push(`These runs do not determine ${name}, the decay of ${what}.`);
    else if (high === Infinity) {
      warnings.push(
        `${name} has only a lower bound: any decay of ${what} from ${low} up fits about as well.`,
      );
    } else if (high > 4 * low) {
      warnings.push(`${name} may be anywhere from ${low} to ${high}: its profile is flat.`);
    }
  }
  return [...warnings, ...thinnedWarnings(pointCount, given)];
}
