// Tables to try: each is made from a law that is known exactly, with noise of a fixed seed, so that what is found can be held against
// what is true; the last two have no noise, and forms that do not fit. Nothing in them was trained.
//
// alpha, beta exponents, A, B amplitudes, C training FLOPs, D tokens, E irreducible loss, N parameters, U unique tokens.

import { normal } from '../../base/random.js';
import { expectedLosses } from '../../data/tasks/power-spectrum.js';
import { tasks } from '../../data/tasks/tasks.js';
import { sixNDFlops } from '../table/six-nd.js';
import { leastSquaresLoss } from './double-descent.js';

export const exampleIds = [
  'size',
  'size-data',
  'budgets',
  'epochs',
  'batches',
  'groups',
  'spectrum',
  'descent',
] as const;
export type ExampleId = (typeof exampleIds)[number];

export interface ExampleTable {
  readonly id: ExampleId;
  /** As a file would be called. */
  readonly name: string;
  /** What is true of it, by the names of the literature. */
  readonly truth: Readonly<Record<string, number>>;
  /** The table as CSV, the same each time. */
  readonly text: () => string;
}

type Row = readonly (string | number)[];

/** Chinchilla's surface as published (Hoffmann et al. 2022, equation 10). */
const surface = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 } as const;
/** What the n-th epoch is worth falls by 1/e over so many epochs. */
const DATA_DECAY = 15;
const BATCHES = { leastSteps: 2000, criticalBatch: 128 } as const;
/** Of the task of that name, as its presets have it. */
const SPECTRUM = tasks['power-spectrum'].defaults;
const SPECTRUM_BATCH = 8;
/** Exponent of the best size. */
const SPECTRUM_SHARE = 1 / (1 + SPECTRUM.spectrum);
const DESCENT = { features: 64, noise: 0.25 } as const;
const ONE_SIZE = { E: 1.9, A: 42, alpha: 0.31 } as const;

const surfaceLoss = (N: number, D: number): number =>
  surface.E + surface.A / N ** surface.alpha + surface.B / D ** surface.beta;

/** Unique tokens that are as good as these seen in several epochs (Muennighoff et al. 2023, equation 5). */
function effectiveData(U: number, epochs: number): number {
  return U + U * DATA_DECAY * (1 - Math.exp(-(epochs - 1) / DATA_DECAY));
}

const examples: readonly ExampleTable[] = [
  {
    id: 'size',
    name: 'one-size.csv',
    truth: ONE_SIZE,
    text: () =>
      csv(
        ['n_params', 'seed', 'val_loss'],
        steps(1e5, 3e8, 9).flatMap((N, i) =>
          [0, 1, 2].map((seed) => [
            N,
            seed,
            noisy(ONE_SIZE.E + ONE_SIZE.A / N ** ONE_SIZE.alpha, 0.004, 3 * i + seed),
          ]),
        ),
      ),
  },
  {
    id: 'size-data',
    name: 'size-and-data.csv',
    truth: surface,
    text: () =>
      csv(
        ['n_params', 'tokens', 'val_loss'],
        steps(1e7, 3e9, 6).flatMap((N, i) =>
          steps(5e8, 5e10, 5).map((D, j) => [N, D, noisy(surfaceLoss(N, D), 0.002, 100 + 5 * i + j)]),
        ),
      ),
  },
  {
    id: 'budgets',
    name: 'compute-budgets.csv',
    truth: { ...surface, a: surface.beta / (surface.alpha + surface.beta) },
    text: () =>
      csv(
        ['flops', 'n_params', 'tokens', 'val_loss'],
        steps(1e18, 1e21, 6).flatMap((C, i) =>
          steps(0.3, 3.2, 9).map((times, j) => {
            const N = rounded(times * Math.sqrt(C / 60));
            const D = rounded(C / sixNDFlops(N, 1));
            return [C, N, D, noisy(surfaceLoss(N, D), 0.001, 500 + 9 * i + j)];
          }),
        ),
      ),
  },
  {
    id: 'epochs',
    name: 'repeated-epochs.csv',
    truth: { ...surface, R_D: DATA_DECAY },
    text: () =>
      csv(
        ['n_params', 'tokens', 'unique_tokens', 'val_loss'],
        steps(5e6, 8e7, 5).flatMap((N, i) =>
          steps(2e9, 1.6e10, 4).flatMap((U, j) =>
            (j < 2 ? [1, 2, 4, 8, 16, 32] : [1]).map((epochs, k) => [
              N,
              U * epochs,
              U,
              noisy(surfaceLoss(N, effectiveData(U, epochs)), 0.001, 300 + 24 * i + 6 * j + k),
            ]),
          ),
        ),
      ),
  },
  {
    id: 'batches',
    name: 'batch-sizes.csv',
    truth: BATCHES,
    text: () =>
      csv(
        ['batch_size', 'steps', 'loss'],
        steps(8, 2048, 9).map((batch, i) => [
          batch,
          Math.round(noisy(BATCHES.leastSteps * (1 + BATCHES.criticalBatch / batch), 0.02, 500 + i)),
          0.5,
        ]),
      ),
  },
  {
    id: 'groups',
    name: 'four-groups.csv',
    truth: { d1: 4, d2: 2, d4: 1, d8: 0.5 },
    text: () =>
      csv(
        ['manifold', 'n_params', 'seed', 'test_mse'],
        [1, 2, 4, 8].flatMap((d, i) =>
          steps(20, 1280, 7).flatMap((N, j) =>
            [0, 1].map((seed) => [
              `d${d}`,
              N,
              seed,
              noisy(0.5 * (N / 20) ** (-4 / d), 0.08, 600 + 14 * i + 2 * j + seed),
            ]),
          ),
        ),
      ),
  },
  {
    id: 'spectrum',
    name: 'power-spectrum.csv',
    truth: { E: SPECTRUM.noise, a: 1 / (1 + SPECTRUM.spectrum) },
    text: () =>
      csv(
        ['flops', 'n_params', 'samples', 'test_mse'],
        steps(2e6, 5.4e7, 4).flatMap((C, i) =>
          steps(0.4, 2.6, 7).map((times) => {
            const N = Math.round(times * 130 * 3 ** ((4 / 3) * i * SPECTRUM_SHARE));
            const count = Math.round(C / sixNDFlops(N, SPECTRUM_BATCH));
            return [C, N, count * SPECTRUM_BATCH, exactSpectrumLoss(N, count)];
          }),
        ),
      ),
  },
  {
    id: 'descent',
    name: 'double-descent.csv',
    truth: { E: DESCENT.noise, features: DESCENT.features },
    text: () =>
      csv(
        ['regime', 'samples', 'test_mse'],
        [
          ...[4, 6, 8, 12, 16, 24, 32, 40, 48, 56].map((D) => ['fewer', D] as const),
          ...[72, 80, 96].map((D) => ['as many', D] as const),
          ...[112, 128, 181, 256, 362, 512, 724, 1024, 1448, 2048].map((D) => ['more', D] as const),
        ].map(([regime, D]) => [regime, D, Number(leastSquaresLoss(DESCENT, D).toPrecision(5))]),
      ),
  },
];

/** The expected loss of a linear model of N - 1 features and a bias after so many steps, the last 30 % of them with a falling rate. */
function exactSpectrumLoss(N: number, count: number): number {
  const decay = Math.round(0.3 * count);
  const rates = Float64Array.from({ length: count }, (_, step) => 0.25 * Math.min(1, (count - step) / decay));
  const losses = expectedLosses(SPECTRUM, { N: N - 1, batch: SPECTRUM_BATCH, rates });
  return Number(losses[count].toPrecision(6));
}

/** Null for an id that none has. */
export function exampleTable(id: string): ExampleTable | null {
  return examples.find((example) => example.id === id) ?? null;
}

/** Values from one to another in equal ratios. */
function steps(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => rounded(from * (to / from) ** (i / (count - 1))));
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** A value with noise of a share of it. */
function noisy(value: number, share: number, index: number): number {
  return Number((value * Math.exp(share * normal(1, 'evaluation', index, 0))).toPrecision(5));
}

function csv(names: readonly string[], rows: readonly Row[]): string {
  return [names, ...rows].map((row) => `${row.join(',')}\n`).join('');
}
