// Floating-point operations of single ops. Every addition, multiplication, division, comparison and elementary function
// (exp, log, tanh, sqrt) counts as one; a matrix product of (B, in) and (in, out) is 2 B in out, with the additions to the
// initial zeros included, as usual. Index arithmetic and the generation of data are not counted.

import type { Activation, Norm, TransformerActivation } from '../model-spec.js';

export interface OpFlops {
  /** `layers.<i> matmul`, `blocks.<l>.norm1 layernorm`, `loss`, `adamw` … */
  readonly op: string;
  /** The loss and the update are listed, but are not part of C: they belong to training, not to the network. */
  readonly part: 'forward' | 'backward' | 'loss' | 'update';
  readonly flops: number;
}

interface PassFlops {
  readonly forward: number;
  readonly backward: number;
}

/** Operations for each output element. The backward pass computes the activation again from its input, as the kernels do. */
export const activationFlops: Readonly<Record<Activation | TransformerActivation, PassFlops>> = {
  // max(x, 0); dy where x > 0.
  relu: { forward: 1, backward: 1 },
  // r r, r = max(x, 0); 2 r dy.
  'relu-squared': { forward: 2, backward: 3 },
  // tanh x; dy (1 - t t).
  tanh: { forward: 1, backward: 4 },
  // x / 2 (1 + t), t = tanh(c (x + k x^3)); its derivative 1/2 (1 + t) + x / 2 (1 - t t) c (1 + 3 k x x), times dy.
  gelu: { forward: 9, backward: 18 },
  // s up, s = x / (1 + exp(-x)); with q = 1 / (1 + exp(-x)): dup = dy x q, dx = dy up q (1 + x (1 - q)).
  swiglu: { forward: 5, backward: 12 },
};

/** Operations for each element, without the bias, and for each row: mean of squares, scale, gradients of input and weight. */
const normFlops: Readonly<Record<Norm, { element: PassFlops; row: PassFlops }>> = {
  layernorm: { element: { forward: 6, backward: 10 }, row: { forward: 4, backward: 2 } },
  rmsnorm: { element: { forward: 4, backward: 8 }, row: { forward: 3, backward: 1 } },
};

export function linearFlops(
  name: string,
  rows: number,
  [outputs, inputs]: readonly number[],
  { bias, inputGradient }: { readonly bias: boolean; readonly inputGradient: boolean },
): OpFlops[] {
  const elements = rows * outputs;
  const product = 2 * inputs * elements;
  return [
    { part: 'forward', op: `${name} matmul`, flops: product },
    ...ifAny({ part: 'forward', op: `${name} bias`, flops: bias ? elements : 0 }),
    { part: 'backward', op: `${name} weight gradient`, flops: product },
    ...ifAny({ part: 'backward', op: `${name} bias gradient`, flops: bias ? elements : 0 }),
    ...ifAny({ part: 'backward', op: `${name} input gradient`, flops: inputGradient ? product : 0 }),
  ];
}

function ifAny(op: OpFlops): OpFlops[] {
  return op.flops > 0 ? [op] : [];
}

export function bothWays(op: string, { forward, backward }: PassFlops): OpFlops[] {
  return [
    { part: 'forward', op, flops: forward },
    { part: 'backward', op, flops: backward },
  ];
}

export function activationOps(
  name: string,
  activation: keyof typeof activationFlops,
  elements: number,
): OpFlops[] {
  const { forward, backward } = activationFlops[activation];
  return bothWays(`${name} ${activation}`, { forward: elements * forward, backward: elements * backward });
}

export function normOps(
  name: string,
  type: Norm,
  { rows, channels, bias }: { rows: number; channels: number; bias: boolean },
): OpFlops[] {
  const { element, row } = normFlops[type];
  const count = (pass: keyof PassFlops): number =>
    rows * (channels * (element[pass] + (bias ? 1 : 0)) + row[pass]);
  return bothWays(`${name} ${type}`, { forward: count('forward'), backward: count('backward') });
}

/**
 * Causal attention as computed: the T queries of a sequence meet T (T + 1) / 2 keys, each those up to its own position. The backward
 * pass computes every score again instead of saving it (Dao et al. 2022). The kernels do this twice, by queries and by keys; it is
 * counted once.
 */
export function attentionOps(
  name: string,
  shape: { sequences: number; context: number; heads: number; channels: number },
): OpFlops[] {
  const { sequences, context, heads, channels } = shape;
  const tokens = sequences * context;
  const pairs = (sequences * context * (context + 1)) / 2;
  return bothWays(`${name} attention`, {
    // A pair: q k and p v, for each head maximum, shift, exp and sum. A token: the scale, the division, log of the sum.
    forward: pairs * (4 * channels + 4 * heads) + tokens * (2 * channels + 2 * heads),
    // A pair: q k, dy v, dq, dk, dv, for each head p from its score in 2 and dscore in 2. A token: dy y, three scales.
    backward: pairs * (10 * channels + 4 * heads) + tokens * 5 * channels,
  });
}
