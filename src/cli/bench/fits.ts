// How long fits take on one core, in CPU time, which other work on the machine disturbs least.

import { normal, uniform } from '../../base/random.js';
import { fitLossSurface } from '../../fit/surface/fit.js';
import { fitPowerLaw } from '../../fit/power-law/fit.js';

const POINTS = 100;
const NOISE = 0.01;
const RESAMPLES = 1000;
/** Fits before the measurement, which let the compiler optimise, and in the measurement. */
const WARM_UP = 30;
const REPEATS = 101;

/** Milliseconds of a fit of 100 points (median), and seconds of a thousand bootstrap refits. */
export function measureFits(): Record<string, number> {
  const surface = Array.from({ length: POINTS }, (_, i) => {
    const N = 1e6 * 10 ** (4 * uniform(1, 'data', i, 1));
    const D = 1e8 * 10 ** (4 * uniform(1, 'data', i, 2));
    return { N, D, loss: (1.69 + 406.4 * N ** -0.34 + 410.7 * D ** -0.28) * noiseOf(i) };
  });
  const points = Array.from({ length: POINTS }, (_, i) => {
    const x = 1e3 * 10 ** ((4 * i) / (POINTS - 1));
    return { x, loss: (1 + 30 * x ** -0.4) * noiseOf(i), standardError: null };
  });
  const floor = { type: 'free' } as const;
  const bootstrap = { resamples: RESAMPLES, seed: 1 };
  return {
    powerLawMilliseconds: median(() => fitPowerLaw(points, { floor })),
    surfaceMilliseconds: median(() => fitLossSurface(surface)),
    powerLawBootstrapSeconds: cpuMilliseconds(() => fitPowerLaw(points, { floor, bootstrap })) / 1000,
    surfaceBootstrapSeconds: cpuMilliseconds(() => fitLossSurface(surface, { bootstrap })) / 1000,
  };
}

function noiseOf(i: number): number {
  return Math.exp(NOISE * normal(1, 'data', i, 0));
}

function median(work: () => unknown): number {
  for (let i = 0; i < WARM_UP; i++) work();
  const times = Array.from({ length: REPEATS }, () => cpuMilliseconds(work)).sort((a, b) => a - b);
  return times[REPEATS >> 1];
}

function cpuMilliseconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}
