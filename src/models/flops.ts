// Exact floating-point operations of training, op by op. Every addition, multiplication, division, comparison and
// elementary function (exp, log, tanh, sqrt) counts as one; a matrix product of (B, in) and (in, out) is 2 B in out, the
// additions into its zero start included, as is usual. Index arithmetic and the drawing of data are not counted.

import type { Activation, ModelSpec } from './model-spec.js';
import { layerWidths, parameterCounts } from './parameters.js';
import type { OptimizerSpec } from './training-spec.js';

export interface OpFlops {
  /** `layers.<i> matmul`, `layers.<i> bias`, `layers.<i> relu`, `loss`, `adamw` … */
  readonly op: string;
  /** The loss and the update are listed, but are no part of C: they belong to training, not to the network. */
  readonly part: 'forward' | 'backward' | 'loss' | 'update';
  readonly flops: number;
}

/** Operations an element. Backward computes the activation anew from its input, as the kernels do. */
const activationFlops: Readonly<Record<Activation, { forward: number; backward: number }>> = {
  // max(x, 0); dy where x > 0.
  relu: { forward: 1, backward: 1 },
  // tanh x; dy (1 - t t).
  tanh: { forward: 1, backward: 4 },
  // x / 2 (1 + t), t = tanh(c (x + k x^3)); its derivative 1/2 (1 + t) + x / 2 (1 - t t) c (1 + 3 k x x), times dy.
  gelu: { forward: 9, backward: 18 },
};

/** Operations an output: difference, square, sum, gradient; or maximum, shift, exp, sum, and four for exp(y - log sum) - target. */
const lossFlops = { mse: 4, 'cross-entropy': 8 } as const;

/** Operations a parameter: moments 3 + 4, direction 5, decay and step 3; or velocity 2, decay and step 3. */
const updateFlops = { adamw: 15, sgd: 5 } as const;

/** Operations a parameter for the global norm and for scaling by it. */
const CLIP_FLOPS = 3;

/** Operations of the network's forward and backward pass over a batch, in order. The data's gradient is not computed. */
export function networkFlops(spec: ModelSpec, batch: number): readonly OpFlops[] {
  const widths = layerWidths(spec);
  const forward: OpFlops[] = [];
  const backward: OpFlops[] = [];
  widths.slice(1).forEach((outputs, i) => {
    const elements = batch * outputs;
    const product = 2 * widths[i] * elements;
    const isHead = i === widths.length - 2;
    const layer = `layers.${i}`;
    const add = (part: 'forward' | 'backward', op: string, flops: number): void => {
      (part === 'forward' ? forward : backward).push({ part, op: `${layer} ${op}`, flops });
    };
    add('forward', 'matmul', product);
    add('forward', 'bias', elements);
    if (!isHead) {
      add('forward', spec.activation, elements * activationFlops[spec.activation].forward);
      add('backward', spec.activation, elements * activationFlops[spec.activation].backward);
    }
    add('backward', 'weight gradient', product);
    add('backward', 'bias gradient', elements);
    if (i > 0) add('backward', 'input gradient', product);
  });
  return [...forward, ...backward];
}

/** Everything a training step of one replica computes on a batch. */
export function stepFlops(
  spec: ModelSpec,
  batch: number,
  training: { readonly loss: keyof typeof lossFlops; readonly optimizer: OptimizerSpec },
): readonly OpFlops[] {
  const { loss, optimizer } = training;
  const { total } = parameterCounts(spec);
  const perParameter = updateFlops[optimizer.type] + (optimizer.clipNorm === null ? 0 : CLIP_FLOPS);
  return [
    ...networkFlops(spec, batch),
    { part: 'loss', op: 'loss', flops: lossFlops[loss] * batch * spec.outputs },
    { part: 'update', op: optimizer.type, flops: perParameter * total },
  ];
}

/** C: exact FLOPs of forward and backward over a whole training of one replica. */
export function trainingFlops(spec: ModelSpec, batch: number, steps: number): number {
  return steps * sumFlops(networkFlops(spec, batch));
}

/** FLOPs of evaluating `samples` inputs once: the forward pass. */
export function evaluationFlops(spec: ModelSpec, samples: number): number {
  return sumFlops(networkFlops(spec, samples).filter(({ part }) => part === 'forward'));
}

export function sumFlops(ops: readonly OpFlops[]): number {
  return ops.reduce((sum, { flops }) => sum + flops, 0);
}
