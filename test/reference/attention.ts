// Float64 twins of attention and of rotary positions for one replica: the formulas as they are published, scores and all.

import { zeros, type Twin } from './twins.js';

export interface AttentionTwin {
  readonly heads: number;
  readonly context: number;
  readonly scale: number;
}

/** Calls `visit` for every head of every sequence with the place of a number of q (0), k (1) or v (2), and of y. */
function eachHead(
  { heads, context }: AttentionTwin,
  channels: number,
  rows: number,
  visit: (
    at: (part: 0 | 1 | 2, t: number, c: number) => number,
    out: (t: number, c: number) => number,
    scalar: number,
  ) => void,
): void {
  const size = channels / heads;
  for (let first = 0; first < rows; first += context) {
    for (let head = 0; head < heads; head++) {
      visit(
        (part, t, c) => (first + t) * 3 * channels + part * channels + head * size + c,
        (t, c) => (first + t) * channels + head * size + c,
        first * heads + head * context,
      );
    }
  }
}

/** qkv (rows, 3 channels) -> y (rows, channels), and the log of the sum of exp(score) of (sequence, head, position). */
export function attention(shape: AttentionTwin, qkv: Twin, rows: number): { y: Twin; logSum: Twin } {
  const channels = qkv.length / rows / 3;
  const y = zeros(rows * channels);
  const logSum = zeros(rows * shape.heads);
  eachHead(shape, channels, rows, (at, out, scalar) => {
    probabilities(shape, channels, qkv, at).forEach(({ p, logSum: log }, t) => {
      logSum[scalar + t] = log;
      for (let c = 0; c < channels / shape.heads; c++) {
        p.forEach((share, j) => (y[out(t, c)] += share * qkv[at(2, j, c)]));
      }
    });
  });
  return { y, logSum };
}

/** dqkv by the chain rule through every score: dscore = p (dp - sum of p dp). */
export function attentionBackward(shape: AttentionTwin, qkv: Twin, dy: Twin, rows: number): Twin {
  const channels = qkv.length / rows / 3;
  const size = channels / shape.heads;
  const dqkv = zeros(qkv.length);
  eachHead(shape, channels, rows, (at, out) => {
    probabilities(shape, channels, qkv, at).forEach(({ p }, t) => {
      const dp = p.map((share, j) => {
        let sum = 0;
        for (let c = 0; c < size; c++) {
          sum += dy[out(t, c)] * qkv[at(2, j, c)];
          dqkv[at(2, j, c)] += share * dy[out(t, c)];
        }
        return sum;
      });
      const mean = p.reduce((sum, share, j) => sum + share * dp[j], 0);
      p.forEach((share, j) => {
        const dscore = share * (dp[j] - mean) * shape.scale;
        for (let c = 0; c < size; c++) {
          dqkv[at(0, t, c)] += dscore * qkv[at(1, j, c)];
          dqkv[at(1, j, c)] += dscore * qkv[at(0, t, c)];
        }
      });
    });
  });
  return dqkv;
}

/** Softmax of every query's scores over the keys up to its own position. */
function probabilities(
  { heads, context, scale }: AttentionTwin,
  channels: number,
  qkv: Twin,
  at: (part: 0 | 1 | 2, t: number, c: number) => number,
): { p: number[]; logSum: number }[] {
  return Array.from({ length: context }, (_, t) => {
    const scores = Array.from({ length: t + 1 }, (__, j) => {
      let score = 0;
      for (let c = 0; c < channels / heads; c++) score += qkv[at(0, t, c)] * qkv[at(1, j, c)];
      return scale * score;
    });
    const largest = Math.max(...scores);
    const logSum = largest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - largest), 0));
    return { p: scores.map((score) => Math.exp(score - logSum)), logSum };
  });
}

/**
 * q and k with pair (c, c + size / 2) of each head seen as a complex number and turned by t base^(-2 c / size), base 10,000
 * (Su et al. 2021, in the layout of GPT-NeoX); `sign` -1 turns back. v stays.
 */
export function rotary(
  { heads, context }: Pick<AttentionTwin, 'heads' | 'context'>,
  qkv: Twin,
  rows: number,
  sign: number,
): Twin {
  const channels = qkv.length / rows / 3;
  const size = channels / heads;
  const turned = qkv.slice();
  for (let row = 0; row < rows; row++) {
    for (let head = 0; head < 2 * heads; head++) {
      for (let c = 0; c < size / 2; c++) {
        const angle = sign * (row % context) * 10_000 ** ((-2 * c) / size);
        const real = row * 3 * channels + head * size + c;
        const imaginary = real + size / 2;
        turned[real] = qkv[real] * Math.cos(angle) - qkv[imaginary] * Math.sin(angle);
        turned[imaginary] = qkv[imaginary] * Math.cos(angle) + qkv[real] * Math.sin(angle);
      }
    }
  }
  return turned;
}
