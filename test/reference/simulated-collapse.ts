// Sweeps of training curves that collapse, with the noise of seeds: the expected losses of linear regression on a power spectrum, each size
// trained for as long as its last feature takes.

import { normal } from '../../src/base/random.js';
import { expectedLosses } from '../../src/data/tasks/power-spectrum.js';
import { tasks } from '../../src/data/tasks/tasks.js';
import type { CollapseCurve, Course } from '../../src/fit/other/collapse.js';

const spec = tasks['power-spectrum'].defaults;
export const FLOOR = spec.noise;

export interface SimulatedSweep {
  readonly sizes?: readonly number[];
  readonly seeds?: number;
  /** Of a loss, as a share of its excess: half of it stays through a run. */
  readonly noise?: number;
  /** Which size is trained at another rate, and how many times the others' it is. */
  readonly odd?: number | null;
  readonly times?: number;
}

const courses = new Map<string, Course>();

/** Without noise, at points evenly spaced in the logarithm of the step. */
function courseOf(N: number, rate: number): Course {
  const key = `${N} ${rate}`;
  const known = courses.get(key);
  if (known) return known;
  const steps = Math.round(3 * N ** spec.spectrum);
  const decay = Math.round(0.3 * steps);
  const rates = Float64Array.from({ length: steps }, (_, t) => rate * Math.min(1, (steps - t) / decay));
  const losses = expectedLosses(spec, { N, batch: 32, rates });
  const shares = Array.from({ length: 40 }, (_, i) => 0.04 ** (1 - i / 39));
  const course = shares.map((share) => {
    const step = Math.round(share * steps);
    return [step / steps, losses[step]] as const;
  });
  courses.set(key, course);
  return course;
}

/** Curves of a sweep of this seed. */
export function simulateSweep(
  seed: number,
  {
    sizes = [11, 16, 23, 32, 45, 64, 91],
    seeds = 2,
    noise = 0.01,
    odd = null,
    times = 4,
  }: SimulatedSweep = {},
): readonly CollapseCurve[] {
  return sizes.map((size, i) => {
    const course = courseOf(size, i === odd ? 0.1 * times : 0.1);
    const noisy = (s: number): Course => {
      const lane = 64 * (16 * i + s);
      const common = normal(seed, 'data', 0, lane);
      return course.map(([share, loss], k) => {
        const deviation = noise * Math.SQRT1_2 * (common + normal(seed, 'data', k + 1, lane));
        return [share, FLOOR + (loss - FLOOR) * Math.exp(deviation)] as const;
      });
    };
    return { name: `N ${size}`, size, seeds: Array.from({ length: seeds }, (_, s) => noisy(s)) };
  });
}
