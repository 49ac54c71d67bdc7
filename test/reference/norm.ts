// Float64 twins of layernorm and rmsnorm for one replica.

import { zeros, type Twin } from './twins.js';

const EPSILON = 1e-5;

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

/** What forward computes of a row before weight and bias: (x - shift) scale. */
function statistics(type: 'layernorm' | 'rmsnorm', row: Twin): { normalized: Twin; scale: number } {
  const shift = type === 'layernorm' ? mean(row) : 0;
  const scale = 1 / Math.sqrt(mean(row.map((value) => (value - shift) ** 2)) + EPSILON);
  return { normalized: row.map((value) => (value - shift) * scale), scale };
}

/** y (rows, channels) = normalized weight + bias; no bias is zeros. */
export function norm(
  type: 'layernorm' | 'rmsnorm',
  x: Twin,
  weight: Twin,
  bias: Twin,
): { y: Twin; normalized: Twin; scale: Twin } {
  const channels = weight.length;
  const normalized = zeros(x.length);
  const scale = zeros(x.length / channels);
  scale.forEach((_, row) => {
    const of = statistics(type, x.subarray(row * channels, (row + 1) * channels));
    normalized.set(of.normalized, row * channels);
    scale[row] = of.scale;
  });
  const y = normalized.map((value, i) => value * weight[i % channels] + bias[i % channels]);
  return { y, normalized, scale };
}

/**
 * The Jacobian of a row is scale (1 - 1/n - normalized normalized^T / n), without the middle term for rmsnorm: a row may move
 * in no direction that leaves its mean and its length.
 */
export function normBackward(
  type: 'layernorm' | 'rmsnorm',
  x: Twin,
  weight: Twin,
  dy: Twin,
): { dx: Twin; dweight: Twin; dbias: Twin } {
  const channels = weight.length;
  const { normalized, scale } = norm(type, x, weight, zeros(channels));
  const centring = type === 'layernorm' ? 1 : 0;
  const dx = zeros(x.length);
  const dweight = zeros(channels);
  const dbias = zeros(channels);
  dy.forEach((gradient, i) => {
    dbias[i % channels] += gradient;
    dweight[i % channels] += gradient * normalized[i];
    const row = Math.floor(i / channels);
    for (let j = row * channels; j < (row + 1) * channels; j++) {
      const same = i === j ? 1 : 0;
      const jacobian = scale[row] * (same - (centring + normalized[i] * normalized[j]) / channels);
      dx[j] += gradient * weight[i % channels] * jacobian;
    }
  });
  return { dx, dweight, dbias };
}
