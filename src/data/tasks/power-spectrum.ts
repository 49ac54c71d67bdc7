// Linear regression whose laws are known exactly (Lin et al. 2024, "Scaling laws in linear regression"; Maloney et al. 2022, "A solvable
// model of neural scaling laws"). Feature i = 1 … K is a fair coin, x_i = ± i^(-b/2), and the target is
//
//   y = sum_i i^(-(1 + a - b)/2) x_i ± sqrt(V),   V = noise + zeta(1 + a, K + 1),
//
// so features beyond K, and the noise, are one more coin, which no model sees. A model without hidden layer that reads the first N
// features leaves noise + zeta(1 + a, N + 1) ~ N^-a; one pass of gradient descent over D samples learns about D^(1/b) features and leaves
// ~ D^(-a/b). Both are equal where N^b ~ D, so with C ~ N D the best size is N ~ C^(1/(1 + b)). The expected loss after every step is
// known exactly, too (`expectedLosses`).

import { power } from '../../base/maths/power.js';
import { randomBits, type StreamName } from '../../base/random.js';
import { checkDials } from '../dials.js';
import type { BatchDraw, Dial, Sample, Task, TaskInfo } from '../task.js';

export interface PowerSpectrumSpec {
  readonly type: 'power-spectrum';
  /** K: features that a model can read. */
  readonly features: number;
  /** a: exponent of the law in N. */
  readonly exponent: number;
  /** b: the variance of feature i is i^-b. */
  readonly spectrum: number;
  /** Variance of the noise: the floor. */
  readonly noise: number;
  /** All is known of this task; data differ by their own seeds. */
  readonly seed: number;
}

/** docs/lab-log.md, "What does it cost a core to draw a sample?", for each feature. */
const FEATURE_FLOPS = 12;

const dials: readonly Dial[] = [
  {
    field: 'exponent',
    label: 'Exponent a',
    help: 'What features beyond the first N explain falls with this exponent: the loss falls with it in N.',
    minimum: 0.1,
    maximum: 2,
    step: 0.05,
  },
  {
    field: 'spectrum',
    label: 'Spectrum b',
    help: 'The variance of feature i falls with this exponent. The steeper, the more samples a feature takes, and the fewer parameters are best for a budget.',
    minimum: 1.05,
    maximum: 3,
    step: 0.05,
  },
  {
    field: 'noise',
    label: 'Noise',
    help: 'The variance of the noise in the target, which is the floor of the law.',
    minimum: 0,
    maximum: 10,
    step: 0.01,
  },
  {
    field: 'features',
    label: 'Features',
    help: 'How many features a model can read at most.',
    minimum: 16,
    maximum: 4096,
    step: 1,
  },
];

/** Sum of k^-s over k = q, q + 1, …, by Euler and Maclaurin; q of 9 and more gives ten digits. */
export function zetaTail(s: number, q: number): number {
  let sum = 0;
  for (; q < 16; q++) sum += power(q, -s);
  const first = power(q, -s);
  return sum + first * (q / (s - 1) + 1 / 2 + s / (12 * q) - (s * (s + 1) * (s + 2)) / (720 * q * q * q));
}

/** The loss of the best model that reads the first N features. */
export function bestLoss({ noise, exponent }: PowerSpectrumSpec, N: number): number {
  return noise + zetaTail(1 + exponent, N + 1);
}

/** Deviation of each feature, and what its coin adds to the target; the last is that of all that no model sees. */
export function spectrumTables(spec: PowerSpectrumSpec): {
  readonly scales: Float32Array;
  readonly amplitudes: Float32Array;
} {
  const { features, exponent, spectrum } = spec;
  const length = 4 * Math.ceil((features + 1) / 4);
  const [scales, amplitudes] = [new Float32Array(length), new Float32Array(length)];
  for (let i = 0; i < features; i++) {
    scales[i] = power(i + 1, -spectrum / 2);
    amplitudes[i] = power(i + 1, -(1 + exponent) / 2);
  }
  amplitudes[features] = Math.sqrt(bestLoss(spec, features));
  return { scales, amplitudes };
}

function create(spec: PowerSpectrumSpec): Task<PowerSpectrumSpec> {
  checkDials(dials, spec);
  const { features, exponent, spectrum, noise } = spec;
  const { scales, amplitudes } = spectrumTables(spec);
  const coins = features + 1;
  const lift = liftOf(spec);
  return {
    spec,
    sequence: null,
    inputs: features,
    outputs: 1,
    loss: 'mse',
    unit: 'squared error',
    lossFloor: noise,
    theory: {
      parameters: exponent,
      data: exponent / spectrum,
      source: 'Lin et al. 2024: alpha = a, beta = a / b, and N* ~ C^(1 / (1 + b))',
    },
    evaluation: { type: 'exact', count: 2 * coins, weights: new Float64Array(2 * coins).fill(0.5 / coins) },
    subtasks: null,
    labelNoise: 0,
    drawingFlops: FEATURE_FLOPS * features,
    /**
     * Coin j = 0 … K is bit j % 32 of draw (id, lane floor(j / 32)): heads is +. Of stream `evaluation`, ids 2 j and 2 j + 1 have coin j
     * alone, once each way and sqrt(K + 1) times as large, whatever the seed: the second moments of these K + 1 pairs are those of the
     * data, so their mean loss is the expected loss of a linear model, exactly.
     */
    sample(stream: StreamName, seed: number, id: number): Sample {
      const x = new Float32Array(features);
      if (stream === 'evaluation') {
        const j = Math.min(id >>> 1, features);
        const sign = id & 1 ? -lift : lift;
        if (j < features) x[j] = sign * scales[j];
        return { x, y: Float32Array.of(sign * amplitudes[j]) };
      }
      let y = 0;
      for (let j = 0, bits = 0; j < coins; j++, bits >>>= 1) {
        if (j % 32 === 0) bits = randomBits(seed, stream, id, j / 32);
        const sign = bits & 1 ? 1 : -1;
        if (j < features) x[j] = sign * scales[j];
        y += sign * amplitudes[j];
      }
      return { x, y: Float32Array.of(y) };
    },
  };
}

/** How much larger a coin is that stands for all in the evaluation set. */
function liftOf({ features }: PowerSpectrumSpec): number {
  return Math.fround(Math.sqrt(features + 1));
}

function batch(spec: PowerSpectrumSpec) {
  const { scales, amplitudes } = spectrumTables(spec);
  return {
    kernel: 'power_spectrum_batch' as const,
    numbers: ({ stream }: BatchDraw) => ({
      coins: spec.features + 1,
      // 0 draws all coins; else one coin a row, so much larger.
      lift: stream === 'evaluation' ? liftOf(spec) : 0,
    }),
    tables: { scales, amplitudes },
  };
}

/** How a model without hidden layer is trained: by plain gradient descent on batches of fresh samples. */
export interface LinearRun {
  /** Features that it reads. */
  readonly N: number;
  readonly batch: number;
  /** Learning rate of each step, of the gradient of the mean squared error. */
  readonly rates: ArrayLike<number>;
  /** Variance of its initial weights and of its initial bias. */
  readonly initialVariance?: number;
}

/**
 * Expected loss before each step and after the last, over all samples and initial weights. With l_i the variance of feature i and m_i the
 * mean square of what its weight still lacks, a step at rate r, whose gradient is twice the mean of error times input, makes
 *
 *   m_i <- (1 - 2 r l_i)^2 m_i + (4 r^2 / B) l_i (S - l_i m_i + V),   S = sum_i l_i m_i,   L = S + V,
 *
 * as features are independent and the fourth moment of a coin is the square of its second. The bias is a feature of variance 1 with weight 0.
 */
export function expectedLosses(spec: PowerSpectrumSpec, run: LinearRun): Float64Array {
  const { N, batch: B, rates, initialVariance = 0 } = run;
  const { exponent, spectrum } = spec;
  const variances = Float64Array.from({ length: N + 1 }, (_, i) => power(i === 0 ? 1 : i, -spectrum));
  const lacks = Float64Array.from({ length: N + 1 }, (_, i) =>
    i === 0 ? initialVariance : power(i, spectrum - 1 - exponent) + initialVariance,
  );
  const V = bestLoss(spec, N);
  const excess = (): number => lacks.reduce((sum, m, i) => sum + variances[i] * m, 0);
  const losses = new Float64Array(rates.length + 1);
  for (let step = 0; step < rates.length; step++) {
    const r = 2 * rates[step];
    const S = excess();
    losses[step] = S + V;
    const spread = (r * r) / B;
    for (let i = 0; i <= N; i++) {
      const l = variances[i];
      const m = lacks[i];
      lacks[i] = (1 - r * l) * (1 - r * l) * m + spread * l * (S - l * m + V);
    }
  }
  losses[rates.length] = excess() + V;
  return losses;
}

export const powerSpectrum = {
  type: 'power-spectrum',
  title: 'Power spectrum',
  teaches:
    'In linear regression on features of falling variance every exponent is known: that of parameters, of data, and of the best size for a budget.',
  dials,
  choices: [],
  readsFirst: true,
  defaults: { type: 'power-spectrum', features: 1024, exponent: 0.5, spectrum: 1.25, noise: 0.1, seed: 1 },
  create,
  batch,
} satisfies TaskInfo<PowerSpectrumSpec>;
