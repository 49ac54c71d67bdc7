// All that the panels of a table's laws say: names of facts, titles and labels of charts, sentences. What a law itself says in words
// stands in src/laws/.
//
// a and b exponents of the best N and D, alpha and beta exponents of the loss, C training FLOPs, D samples or tokens seen, E
// irreducible loss, N parameters, R_D and R_N decays of repeated data and of excess parameters, U unique samples.

import { formatWithInterval, formatCount, formatNumber, formatPower } from '../../base/format.js';
import type { Interval } from '../../fit/goodness/prediction.js';

/** Of the tabs. */
export const labels = {
  N: 'Loss by size',
  D: 'by data',
  C: 'by compute',
  isoflop: 'IsoFLOP',
  frontier: 'Frontier',
  surface: 'Size and data',
  forms: 'Rival forms',
  repeat: 'Epochs',
  'critical-batch': 'Critical batch',
} as const;

export const axisNames = {
  N: 'N, parameters',
  D: 'D, tokens or samples',
  C: 'C, training FLOPs',
  sixND: '6 N D, coloured by N',
  batch: 'batch, samples a step',
  steps: 'steps to the loss',
  epochs: 'epochs, D / U',
  worth: 'worth, in fresh data',
  loss: 'loss',
} as const;

const symbols: Readonly<Record<string, string>> = {
  ...{ alpha: 'α', beta: 'β', alphaN: 'α_N', alphaD: 'α_D', Nc: 'N_c', Dc: 'D_c' },
};

/** How a parameter is written; most are by their names. */
export function symbolOf(name: string): string {
  return symbols[name] ?? name;
}

export const approachNames = ['1, envelope', '2, isoFLOP minima', '3, surface'] as const;
export type ApproachName = (typeof approachNames)[number];

export function intervalWords([low, high]: Interval): string {
  return `${formatNumber(low)} to ${formatNumber(high)}`;
}

/** 0.34 (0.31 to 0.37). */
export function withInterval(value: number, interval: Interval): string {
  return `${formatNumber(value)} (${intervalWords(interval)})`;
}

/** An interval of a decay, which may have no upper end. */
export function decayRange([low, high]: Interval): string {
  return `${formatNumber(low, 2)} to ${Number.isFinite(high) ? formatNumber(high, 2) : 'any'}`;
}

/** A parameter with half the width of its interval: a = 0.50(2). */
function parameter(symbol: string, value: number, interval: Interval): string {
  return `${symbol} = ${formatWithInterval(value, interval)}`;
}

/** What several panels say. */
export const words = {
  from: 'From',
  fit: 'Fit',
  r2: (r2: number): string => `R² ${r2.toFixed(r2 > 0.999 ? 5 : 4)}`,
  condition: 'Condition of the design',
  interval: (of: string): string => `${of}, 95 %`,
  bootstrap: (of: string, resamples: number): string => `${of}, bootstrap of ${formatCount(resamples)}`,
  limit: 'limit of 95 %',
  exponent: (value: number, interval: Interval): string => parameter('a', value, interval),
  sizes: (N: number, D: number): string => `N ${formatCount(N)} · D ${formatCount(D)}`,
} as const;

export const lawWords = {
  headline: (alpha: number, interval: Interval): string => parameter('α', alpha, interval),
  exponent: 'Exponent α, 95 %',
  floor: 'Floor E',
  noFloor: 'none: a pure power law',
  amplitude: 'Amplitude A',
  correlation: 'Correlation of E and α',
  from: (points: number, decades: number): string => `${points} points over ${decades.toFixed(1)} decades`,
  rows: 'Rows',
  point: (axis: string, x: number): string => `${axis} ${formatCount(x)}`,
  withBreak: 'With a break',
  noBreak: 'predicts no better: the plain law is enough',
  broken: 'predicts better',
  brokenExponents: 'Exponent before, after',
  exponents: (before: number, after: number): string => `${formatNumber(before)}, ${formatNumber(after)}`,
  breakAt: 'Break at, 95 %',
  breakRange: (at: number, [low, high]: Interval): string =>
    `${formatCount(at)} (${formatCount(low)} to ${formatCount(high)})`,
  doNotTrust:
    'With a break the law predicts held-out points better: one exponent does not hold over this range, so do not trust the plain law beyond it.',
} as const;

export const isoflopWords = {
  summary: (ofLaw: string, exponent: number): string =>
    `${ofLaw} By C = 6 N D it calls for ${formatNumber(10 ** (1 - exponent))} times the D. The best N grows as C^a.`,
  exponent: 'Exponent a, 95 %',
  coefficient: 'Coefficient',
  from: (usable: number, budgets: number): string => `${usable} of ${budgets} budgets`,
  rejection: (C: number, reason: string): string => `No minimum at C = ${formatPower(C)}: ${reason}.`,
  residuals: { title: 'Minima about their law', of: 'log N' },
  residual: (C: number, N: number): string => `C ${formatPower(C)} · N ${formatCount(N)}`,
  title: 'IsoFLOP valleys',
  chart: (budgets: number): string =>
    `Loss against N for ${budgets} budgets of compute, each with its minimum.`,
  heads: ['C', 'runs', 'N at the minimum', 'loss there', 'rejected'],
  keys: { minimum: 'minimum', rejected: 'lowest run of a rejected budget' },
  run: (C: number, N: number, loss: number): string =>
    `C ${formatPower(C)} · N ${formatCount(N)} · loss ${formatNumber(loss, 4)}`,
  minimum: (C: number, N: number, loss: number): string =>
    `C ${formatPower(C)} · minimum at N ${formatCount(N)} · loss ${formatNumber(loss, 4)}`,
  rejected: (C: number, reason: string): string => `C ${formatPower(C)} · rejected: ${reason}`,
} as const;

export const frontierWords = {
  summary:
    'The best N grows as C^a, the best D as C^b. Where a and b are equal, parameters and data grow together; the one with the larger exponent grows faster. If approaches differ by more ' +
    'than their intervals, check the runs before you trust the law.',
  exponentBy: (symbol: string, approach: string): string => `${symbol} by ${approach}`,
  refused: (approach: string, reason: string): string => `Approach ${approach}: ${reason}`,
  noSurface: 'the surface is refused, see L(N, D).',
  recipe: (name: string, approach: number): string => `${name}, approach ${approach}`,
  tokensPerParameter: (C: number): string => `D / N at C = ${formatPower(C)}`,
  ratio: (value: number, interval: Interval): string =>
    `${formatNumber(value, 2)} (${intervalWords(interval)})`,
  residuals: (axis: string): { title: string; of: string } => ({
    title: `Envelope about its law, ${axis}`,
    of: `log ${axis}`,
  }),
  residual: (C: number, axis: string, size: number): string =>
    `C ${formatPower(C)} · ${axis} ${formatCount(size)}`,
  title: (axis: string): string => `Compute-optimal ${axis}`,
  chart: (axis: string, runs: number, approaches: number): string =>
    `${runs} runs by compute and ${axis}, and the best ${axis} by ${approaches} of 3 approaches.`,
  heads: (axis: string): readonly string[] => ['approach', 'C', axis, 'left out'],
  keys: { minimum: 'isoFLOP minimum', envelope: 'on the envelope' },
  line: (approach: string): string => `approach ${approach}`,
  run: (C: number, axis: string, size: number, loss: number): string =>
    `C ${formatPower(C)} · ${axis} ${formatCount(size)} · loss ${formatNumber(loss, 4)}`,
  onEnvelope: (C: number, axis: string, size: number, rejected: string | null): string =>
    `C ${formatPower(C)} · ${axis} ${formatCount(size)} on the envelope${rejected === null ? '' : ` · left out: ${rejected}`}`,
  best: (C: number, axis: string, size: number): string =>
    `C ${formatPower(C)} · best ${axis} ${formatCount(size)}`,
} as const;

export const surfaceWords = {
  headline: (alpha: number, ofAlpha: Interval, beta: number, ofBeta: Interval): string =>
    `${parameter('α', alpha, ofAlpha)}, ${parameter('β', beta, ofBeta)}`,
  correlation: 'Correlation of A and α, B and β, E and α',
  from: (runs: number, sizes: number): string => `${runs} runs of ${sizes} sizes`,
  title: 'Loss surface',
  chart: (runs: number, lowest: number): string =>
    `Contours of the loss over N and D through ${runs} runs, from ${formatNumber(lowest)} up, and the compute-optimal path.`,
  heads: ['N', 'D', 'loss', 'surface'],
  path: 'compute-optimal path',
  run: 'run',
  runAt: (at: string, loss: number, surface: number): string =>
    `${at} · loss ${formatNumber(loss, 4)} · surface ${formatNumber(surface, 4)}`,
} as const;

export const formsWords = {
  heads: ['Form', 'Verdict', 'Held-out points', 'AICc'],
  verdicts: { best: 'best', notRuledOut: 'not ruled out', ruledOut: 'ruled out', refused: 'refused' },
  none: '–',
  tooFew: 'too few to hold out',
  heldOut: (error: number): string => (error < 10 ? `${(100 * error).toFixed(2)} %` : 'over 1000 %'),
  aicc: (aicc: number): string => aicc.toFixed(1).replace('-', '−'),
  refused: (form: string, reason: string): string => `${form}: ${reason}`,
  parameter: (form: string, symbol: string): string => `${form}: ${symbol}`,
  residuals: (form: string): { title: string } => ({ title: `Residuals, ${form}` }),
} as const;

export const repeatWords = {
  headline: (best: number, [low, high]: Interval): string =>
    high === Infinity ? `R_D > ${formatNumber(low, 2)}` : `R_D = ${formatNumber(best, 3)}`,
  dataDecay: 'R_D',
  best: 'R_D, best',
  interval: 'R_D, 95 %',
  bestOfParameters: 'R_N of excess parameters, best',
  intervalOfParameters: 'R_N, 95 %',
  from: (repeated: number, runs: number): string => `${repeated} of ${runs} runs repeat their data`,
  title: 'Worth of repeated data',
  chart: (epochs: number, worth: number): string =>
    `${formatNumber(epochs, 2)} epochs are worth ${formatNumber(worth, 2)} times the unique data.`,
  heads: ['epochs', 'worth', 'worth, low', 'worth, high'],
  band: '95 %',
  line: (decay: number): string => `R_D = ${formatNumber(decay)}`,
  fresh: 'as good as fresh',
  run: (N: number, epochs: number, U: number): string =>
    `N ${formatCount(N)} · ${formatNumber(epochs, 2)} epochs of ${formatCount(U)}`,
  profile: {
    title: (name: string): string => `Profile of ${name}`,
    chart: (name: string, interval: Interval): string =>
      `${name} from ${decayRange(interval)} fits within 95 %.`,
    x: (name: string): string => `${name} held at`,
    y: 'objective',
    line: 'the rest refitted',
    heads: (name: string): readonly string[] => [name, 'objective'],
  },
} as const;

export const criticalBatchWords = {
  headline: (batch: number): string => `B = ${formatCount(batch)}`,
  interval: 'Critical batch, 95 %',
  steps: 'Minimum steps',
  samples: 'Minimum samples',
  count: (count: number, interval: Interval): string => `${formatCount(count)} (${intervalWords(interval)})`,
  from: (batches: number): string => `${batches} batch sizes`,
  residuals: { of: 'log steps' },
  residual: (batch: number): string => `batch ${formatCount(batch)}`,
  title: 'Steps against batch',
  chart: (loss: number, batches: number): string =>
    `Steps to a loss of ${formatNumber(loss, 4)} at ${batches} batch sizes.`,
  heads: ['batch', 'steps', 'law'],
  line: 'minimum steps + minimum samples / batch',
  run: (batch: number, steps: number): string => `batch ${formatCount(batch)} · ${formatCount(steps)} steps`,
} as const;

/** The chart of residuals. */
export const residualWords = {
  title: 'Residuals',
  of: 'log loss',
  y: 'measured − fitted, %',
  chart: (points: number, rootMeanSquare: number, largest: number): string =>
    `Residuals of ${points} points: ${formatNumber(rootMeanSquare, 2)} % root mean square, ` +
    `${formatNumber(largest, 2)} % at most.`,
  heads: (x: string, of: string): readonly string[] => [x, `residual of ${of}`],
  point: (at: string, percent: number): string => `${at} · ${formatNumber(percent, 2)} %`,
} as const;

/** The chart of the profile of a floor. */
export const profileWords = {
  title: 'Profile of the floor',
  x: 'floor E held at',
  y: 'rise of the squared error, t²',
  line: 'profile likelihood',
  chart: (interval: Interval, from: number, to: number): string =>
    `Floors from ${intervalWords(interval)} fit within 95 %; as E rises over them, α goes from ` +
    `${formatNumber(from)} to ${formatNumber(to)}.`,
  heads: (columns: readonly string[]): readonly string[] => ['E', ...columns, 'rise'],
  point: (E: number, alpha: number, rise: number): string =>
    `E ${formatNumber(E)} · α ${formatNumber(alpha)} · rise ${formatNumber(rise, 2)}`,
} as const;

/** Of groups with a law each. */
export const groupWords = {
  name: (column: string, value: string): string => `${column} ${value === '' ? '(empty)' : value}`,
  exponent: (axis: string | null): string => (axis === 'D' ? 'β, 95 %' : 'α, 95 %'),
  headline: 'Its law',
  floor: 'Floor',
  noFloor: 'none seen',
  rows: 'Rows',
  r2: 'R²',
  noLaw: 'no law',
} as const;
