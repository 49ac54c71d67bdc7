// Exact floating-point operations of training, op by op; op-flops.ts says what counts as one.

import type { MlpSpec, ModelSpec } from './model-spec.js';
import { activationOps, linearFlops, type OpFlops } from './op-flops.js';
import {
  isMuonMatrix,
  layerWidths,
  parameterLayout,
  tensorSize,
  type ParameterTensor,
} from './parameters.js';
import { transformerFlops } from './transformer-flops.js';
import type { OptimizerSpec } from './training-spec.js';

/** Operations an output: difference, square, sum, gradient; or maximum, shift, exp, sum, and four for exp(y - log sum) - target. */
const lossFlops = { mse: 4, 'cross-entropy': 8 } as const;

/** Operations a parameter: moments 3 + 4, direction 5, decay and step 3; or velocity 2, decay and step 3. */
const elementUpdateFlops = { adamw: 15, sgd: 5 } as const;

/** Operations a parameter of Muon beside the products: momentum 3, Nesterov 3, norm and division 3, scale, decay and step 4. */
const MUON_FLOPS = 13;

/** Operations a parameter for the global norm and for scaling by it. */
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

/** Operations of one update of one replica. Muon's grow with the cube of the width, whatever the batch. */
export function updateFlops(spec: ModelSpec, optimizer: OptimizerSpec): number {
  return parameterLayout(spec).reduce((sum, tensor) => sum + tensorUpdateFlops(tensor, optimizer), 0);
}

function tensorUpdateFlops(tensor: ParameterTensor, optimizer: OptimizerSpec): number {
  const size = tensorSize(tensor);
  const clipping = optimizer.clipNorm === null ? 0 : CLIP_FLOPS * size;
  if (optimizer.type !== 'muon') return clipping + elementUpdateFlops[optimizer.type] * size;
  if (!isMuonMatrix(tensor)) return clipping + elementUpdateFlops.adamw * size;
  const [rows, columns] = [tensor.shape[0] / tensor.stacked, tensor.shape[1]];
  const short = Math.min(rows, columns);
  // A = X X^T, B = b A + c A A, X = a X + B X, on the side where A is small.
  const iteration = 4 * short * rows * columns + (2 * short + 3) * short * short + 2 * rows * columns;
  return clipping + MUON_FLOPS * size + tensor.stacked * optimizer.newtonSchulzSteps * iteration;
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
