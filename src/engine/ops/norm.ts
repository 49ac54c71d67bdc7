// Layernorm and rmsnorm of rows, forward and backward, over the kernels of those names.

import type { DeviceBuffer } from '../device.js';
import type { Norm } from '../../models/model-spec.js';
import type { Program } from '../program.js';
import { slicesOf } from './gradients.js';
import { THREADS } from './grid.js';
import { paddedColumns, type ArenaLayout, type ArenaTensor, type Matrix } from '../tensor.js';

/** A norm's tensors in the parameter arena (and, at the same offsets, in the gradient arena). */
export interface NormLayer {
  readonly type: Norm;
  readonly arena: ArenaLayout;
  /** (channels). */
  readonly weight: ArenaTensor;
  /** (channels) of layernorm; null where there is none, and for rmsnorm. */
  readonly bias: ArenaTensor | null;
}

/** What the forward pass saves for the backward pass. */
export interface NormStatistics {
  /** (rows, channels): the rows before weight and bias. */
  readonly normalized: Matrix;
  /** (replicas, rows) of f32: the factor of each row. */
  readonly scale: DeviceBuffer;
}

function checkShapes(layer: NormLayer, matrices: readonly Matrix[]): Matrix {
  const [channels = 0] = layer.weight.shape;
  const [first] = matrices;
  for (const { replicas, rows, columns, sharing } of matrices) {
    if (columns !== channels || rows !== first.rows || replicas !== first.replicas || sharing !== 1) {
      throw new Error(
        `expected ${first.rows} unshared rows of ${channels} channels, got (${rows}, ${columns})`,
      );
    }
  }
  if (layer.type === 'rmsnorm' && layer.bias)
    throw new Error(`expected rmsnorm without a bias, got ${layer.bias.name}`);
  return first;
}

/** Where the weight and the bias lie, in vec4f. */
function layernormParams({ weight, bias }: NormLayer): { weight: number; has_bias: number; bias: number } {
  return { weight: weight.offset / 4, has_bias: bias ? 1 : 0, bias: (bias?.offset ?? 0) / 4 };
}

/** y = norm(x). The backward pass needs only `normalized` and `scale`, so x may change in between. */
export function normForward(
  program: Program,
  layer: NormLayer,
  tensors: { x: Matrix; parameters: DeviceBuffer; y: Matrix } & NormStatistics,
): void {
  const { x, parameters, y, normalized, scale } = tensors;
  const { rows, columns: channels, replicas } = checkShapes(layer, [x, y, normalized]);
  const params = { rows, channels, parameters_replica: layer.arena.size / 4 };
  const dispatch = {
    tensors: { x: x.buffer, parameters, y: y.buffer, normalized: normalized.buffer, scale },
    workgroups: [Math.ceil(rows / THREADS), 1, replicas],
  } as const;
  if (layer.type === 'layernorm') {
    program.add('layernorm_forward', { params: { ...params, ...layernormParams(layer) }, ...dispatch });
  } else {
    program.add('rmsnorm_forward', { params: { ...params, weight: layer.weight.offset / 4 }, ...dispatch });
  }
}

/**
 * Adds the gradient of the norm's input to `dx`, or without `accumulate` overwrites it. Those of weight and bias go into the
 * gradient arena.
 */
export function normBackward(
  program: Program,
  layer: NormLayer,
  tensors: { dy: Matrix; parameters: DeviceBuffer; gradients: DeviceBuffer; dx: Matrix } & NormStatistics,
  accumulate = true,
): void {
  const { dy, normalized, scale, parameters, gradients, dx } = tensors;
  const { rows, columns: channels, replicas } = checkShapes(layer, [dy, normalized, dx]);
  const rowGroups = Math.ceil(rows / THREADS);
  const slices = slicesOf(gradients, layer.arena, dx);
  const weightThreads = (slices.count * paddedColumns(channels)) / 4;
  const stride = layer.arena.size / 4;
  const params = {
    rows,
    channels,
    row_groups: rowGroups,
    slices: slices.count,
    slice_rows: slices.rows,
    accumulate: accumulate ? 1 : 0,
    parameters_replica: stride,
    gradients_slice: slices.stride,
    gradients_replica: stride,
  };
  const dispatch = {
    tensors: { dy: dy.buffer, normalized: normalized.buffer, scale, parameters, dx: dx.buffer, gradients },
    workgroups: [rowGroups + Math.ceil(weightThreads / THREADS), 1, replicas],
  } as const;
  if (layer.type === 'layernorm') {
    program.add('layernorm_backward', { params: { ...params, ...layernormParams(layer) }, ...dispatch });
  } else {
    program.add('rmsnorm_backward', { params: { ...params, weight: layer.weight.offset / 4 }, ...dispatch });
  }
}
