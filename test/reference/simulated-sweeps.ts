// Sweeps with a known truth: loss surfaces, designs that experimenters use, and runs with noise. What a fit makes of many such
// sweeps tells how often its intervals hold the truth, and how near its exponents come.
//
// A, B amplitudes, alpha, beta exponents, C = 6 N D training FLOPs, D tokens, E irreducible loss, L loss, N parameters.

import { normal } from '../../src/base/random.js';
import { computeOptimalExponents } from '../../src/fit/surface/compute-optimal.js';
import { fitIsoflop } from '../../src/fit/isoflop/fit.js';
import { fitLossSurface } from '../../src/fit/surface/fit.js';
import { predictLossSurface } from '../../src/fit/surface/predict.js';
import type { SurfacePoint } from '../../src/fit/surface/surface.js';

export interface Truth {
  readonly E: number;
  readonly A: number;
  readonly B: number;
  readonly alpha: number;
  readonly beta: number;
  /** The middle of the sweep's compute. */
  readonly C: number;
}

export const truths: Readonly<Record<string, Truth>> = {
  hoffmann: { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28, C: 1e19 },
  besiroglu: { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658, C: 1e20 },
  symmetric: { E: 1.69, A: 400, B: 400, alpha: 0.31, beta: 0.31, C: 1e19 },
  asymmetric: { E: 1.69, A: 406.4, B: 410.7, alpha: 0.465, beta: 0.155, C: 1e19 },
  characters: { E: 1.47, A: 21, B: 1025, alpha: 0.43, beta: 0.53, C: 2e11 },
};

/** N and D of each run, laid about the truth's compute-optimal line. */
type Design = (truth: Truth) => readonly { readonly N: number; readonly D: number }[];

/** Every design has whole compute budgets, so that isoFLOP minima can be read off it too. */
export const designs: Readonly<Record<string, Design>> = {
  // Five budgets a factor 4 apart, nine sizes each, 4x to either side of the best.
  isoflop: (truth) =>
    grid(5, 9, (budget, size) => {
      const { N, D } = optimum(truth, truth.C * 4 ** (budget - 2));
      const shift = 2 ** ((size - 4) / 2);
      return { N: N * shift, D: D / shift };
    }),
  // Seven sizes by seven amounts of data, each twice the one before.
  grid: (truth) =>
    grid(7, 7, (i, j) => {
      const { N, D } = optimum(truth, truth.C);
      return { N: N * 2 ** (i - 3), D: D * 2 ** (j - 3) };
    }),
  // Nine sizes, each read at five lengths a factor 4 apart: data grow with N.
  trunks: (truth) =>
    grid(9, 5, (i, j) => {
      const { N, D } = optimum(truth, truth.C);
      return { N: N * 2 ** (i - 4), D: D * 2 ** (i - 4) * 4 ** (j - 2) };
    }),
};

function grid<T>(rows: number, columns: number, make: (row: number, column: number) => T): readonly T[] {
  return Array.from({ length: rows * columns }, (_, i) => make(Math.floor(i / columns), i % columns));
}

export function lossOf({ E, A, B, alpha, beta }: Truth, N: number, D: number): number {
  return E + A * N ** -alpha + B * D ** -beta;
}

/** N and D of the lowest loss for C = 6 N D (Hoffmann et al. 2022, equation 4). */
export function optimum({ A, B, alpha, beta }: Truth, C: number): { readonly N: number; readonly D: number } {
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
  const N = G * (C / 6) ** (beta / (alpha + beta));
  return { N, D: C / (6 * N) };
}

/** The sweep's runs, each with its own relative noise; a seed, a sweep. */
export function simulate(truth: Truth, design: Design, noise: number, seed: number): readonly SurfacePoint[] {
  return design(truth).map(({ N, D }, i) => ({
    N,
    D,
    loss: lossOf(truth, N, D) * Math.exp(noise * normal(seed, 'data', i, 0)),
  }));
}

/** Compute of the predicted run over the largest of the sweep. */
const BEYOND = 4;

/** Shares and errors over many sweeps of one truth, design and noise. */
export interface Coverage {
  readonly sweeps: number;
  readonly refused: number;
  /**
   * Share of 90 % prediction intervals that hold the loss of a compute-optimal run beyond the sweep: over all the losses that such a
   * run can have, so that chance has a say in the sweeps alone.
   */
  readonly predictions: number;
  /** Share of 95 % intervals that held the parameter: of all five, and the least of them. */
  readonly parameters: number;
  readonly leastParameter: number;
  /** Median error of the exponent of N_opt ~ C^a; infinite where more than half were refused, NaN where it was not requested. */
  readonly error: { readonly ours: number; readonly approach2: number; readonly approach3: number };
}

const names = ['E', 'A', 'B', 'alpha', 'beta'] as const;

/** Fits so many sweeps and counts; approaches 2 and 3 too if requested. */
export function measureCoverage(
  truth: Truth,
  design: Design,
  noise: number,
  { sweeps, firstSeed = 1, approaches = false }: { sweeps: number; firstSeed?: number; approaches?: boolean },
): Coverage {
  const a = truth.beta / (truth.alpha + truth.beta);
  const largest = Math.max(...design(truth).map(({ N, D }) => 6 * N * D));
  const target = optimum(truth, BEYOND * largest);
  const hits = names.map(() => 0);
  const errors: Record<keyof Coverage['error'], number[]> = { ours: [], approach2: [], approach3: [] };
  let [fits, predicted] = [0, 0];
  for (let seed = firstSeed; seed < firstSeed + sweeps; seed++) {
    const points = simulate(truth, design, noise, seed);
    const fit = fitLossSurface(points);
    errors.ours.push(fit.type === 'fit' ? Math.abs(computeOptimalExponents(fit).a.value - a) : Infinity);
    if (approaches) {
      errors.approach2.push(approach2Error(points, a));
      errors.approach3.push(approach3Error(points, a));
    }
    if (fit.type === 'refused') continue;
    fits++;
    const [low, high] = predictLossSurface(fit, target.N, target.D, 0.9).interval;
    const deviations = (loss: number): number => Math.log(loss / lossOf(truth, target.N, target.D)) / noise;
    predicted += normalShare(deviations(high)) - normalShare(deviations(low));
    names.forEach((name, k) => {
      if (isWithin(truth[name], fit.intervals[name])) hits[k]++;
    });
  }
  return {
    sweeps,
    refused: sweeps - fits,
    predictions: predicted / fits,
    parameters: hits.reduce((sum, hit) => sum + hit, 0) / (names.length * fits),
    leastParameter: Math.min(...hits) / fits,
    error: {
      ours: median(errors.ours),
      approach2: median(errors.approach2),
      approach3: median(errors.approach3),
    },
  };
}

/** IsoFLOP minima by parabolas over all sizes of a budget, as Hoffmann et al. 2022, 3.2. */
function approach2Error(points: readonly SurfacePoint[], a: number): number {
  const runs = points.map(({ N, D, loss }) => ({ C: 6 * N * D, x: N, loss }));
  const fit = fitIsoflop(runs, { optimum: 'parabola', lowest: null });
  return fit.type === 'fit' ? Math.abs(fit.exponent - a) : Infinity;
}

/** The surface by Huber's loss of log residuals with delta 1e-3, as ibid. 3.3, at its global optimum. */
function approach3Error(points: readonly SurfacePoint[], a: number): number {
  const fit = fitLossSurface(points, { robust: { type: 'huber', delta: 1e-3 } });
  return fit.type === 'fit' ? Math.abs(computeOptimalExponents(fit).a.value - a) : Infinity;
}

/** Share of a normal distribution below so many deviations, to 1e-7 (Abramowitz & Stegun 1964, 26.2.17). */
export function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    series.reduceRight((sum, coefficient) => t * (coefficient + sum), 0);
  return z > 0 ? 1 - tail : tail;
}

function isWithin(value: number, [low, high]: readonly [number, number]): boolean {
  return low <= value && value <= high;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted.length === 0 ? NaN : sorted[sorted.length >> 1];
}
