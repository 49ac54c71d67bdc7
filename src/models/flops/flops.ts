// Exact floating-point operations of training, op by op; op-flops.ts says what counts as one.

import type { MlpSpec, ModelSpec } from '../model-spec.js';
import { activationOps, linearFlops, type OpFlops } from './op-flops.js';
import { optimizerOf, type OptimizerSpec } from '../optimizers/optimizers.js';
import { layerWidths, parameterLayout, tensorSize } from '../parameters.js';
import { transformerFlops } from './transformer-flops.js';

/** Operations for each output: difference, square, sum, gradient; or maximum, shift, exp, sum, and four for exp(y - log sum) - target. */
const lossFlops = { mse: 4, 'cross-entropy': 8 } as const;

/** Operations for each parameter: two for the global norm, one for scaling by it. */
const CLIP_FLOPS = 3;

/**
 * Operations of the network's forward and backward pass over a batch of rows or sequences, forward first. The data's gradient is
 * not computed.
 */
export function networkFlops(spec: ModelSpec, batch: number): readonly OpFlops[] {
  const ops = spec.family === 'mlp' ? mlpFlops(spec, batch) : transformerFlops(spec, batch);
  const of = (part: OpFlops['part']): OpFlops[] => ops.filter((op) => op.part === part);
  return [...of('forward'), ...of('backward')];
}

function mlpFlops(spec: MlpSpec, batch: number): OpFlops[] {
  const widths = layerWidths(spec);
  return widths.slice(1).flatMap((outputs, i) => {
    const isHead = i === widths.length - 2;
    return [
      ...linearFlops(`layers.${i}`, batch, [outputs, widths[i]], { bias: true, inputGradient: i > 0 }),
      ...(isHead ? [] : activationOps(`layers.${i}`, spec.activation, batch * outputs)),
    ];
  });
}

/** Everything a training step of one replica computes on a batch of rows or sequences. */
export function stepFlops(
  spec: ModelSpec,
  batch: number,
  training: { readonly loss: keyof typeof lossFlops; readonly optimizer: OptimizerSpec },
): readonly OpFlops[] {
  const { loss, optimizer } = training;
  const outputs = spec.family === 'mlp' ? spec.outputs : spec.context * spec.vocabulary;
  return [
    ...networkFlops(spec, batch),
    { part: 'loss', op: 'loss', flops: lossFlops[loss] * batch * outputs },
    { part: 'update', op: optimizer.type, flops: updateFlops(spec, optimizer) },
  ];
}

/** Operations of one update of one replica. */
export function updateFlops(spec: ModelSpec, optimizer: OptimizerSpec): number {
  const { flops } = optimizerOf(optimizer);
  return parameterLayout(spec).reduce((sum, tensor) => {
    const clipping = optimizer.clipNorm === null ? 0 : CLIP_FLOPS * tensorSize(tensor);
    return sum + clipping + flops(tensor, optimizer);
  }, 0);
}

/** C: exact FLOPs of forward and backward over a whole training of one replica; `batch` in rows or sequences. */
export function trainingFlops(spec: ModelSpec, batch: number, steps: number): number {
  return steps * sumFlops(networkFlops(spec, batch));
}

/** FLOPs of evaluating `samples` rows or sequences once: the forward pass. */
export function evaluationFlops(spec: ModelSpec, samples: number): number {
  return sumFlops(networkFlops(spec, samples).filter(({ part }) => part === 'forward'));
}

export function sumFlops(ops: readonly OpFlops[]): number {
  return ops.reduce((sum, { flops }) => sum + flops, 0);
}
