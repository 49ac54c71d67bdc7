// y = x weight^T + bias, forward and backward, over the linear_* kernels.

import type { DeviceBuffer } from '../device.js';
import type { Program } from '../program.js';
import { paddedColumns, type ArenaLayout, type ArenaTensor, type Matrix } from '../tensor.js';
import { slicesOf } from './gradients.js';
import { folded, THREADS } from './grid.js';

/** A linear layer's tensors in the parameter arena (and, at the same offsets, in the gradient arena). */
export interface LinearLayer {
  readonly arena: ArenaLayout;
  /** (outputs, inputs). */
  readonly weight: ArenaTensor;
  /** (outputs); null where there is none. */
  readonly bias: ArenaTensor | null;
}

/** Rows and columns of y that a thread keeps in registers. */
const TILE = 8;

/** Splits the threads of a workgroup: as many as the columns need, at most 8, lie along columns, the rest along rows. */
function grid(rows: number, columns: number): { rowThreads: number; x: number; y: number } {
  const columnTiles = Math.ceil(columns / TILE);
  let columnThreads = 1;
  while (columnThreads < Math.min(8, columnTiles)) columnThreads *= 2;
  const rowThreads = THREADS / columnThreads;
  return { rowThreads, x: Math.ceil(columnTiles / columnThreads), y: Math.ceil(rows / (rowThreads * TILE)) };
}

function checkShapes(layer: LinearLayer, x: Matrix, y: Matrix): { inputs: number; outputs: number } {
  const [outputs = 0, inputs = 0] = layer.weight.shape;
  if (x.columns !== inputs || y.columns !== outputs || x.rows !== y.rows || x.replicas !== y.replicas) {
    throw new Error(
      `expected (${x.rows}, ${inputs}) -> (${x.rows}, ${outputs}), ` +
        `got (${x.rows}, ${x.columns}) -> (${y.rows}, ${y.columns})`,
    );
  }
  return { inputs, outputs };
}

/** Where the weight and the bias lie, in vec4f. */
function layerParams({ weight, bias }: LinearLayer): { weight: number; has_bias: number; bias: number } {
  return { weight: weight.offset / 4, has_bias: bias ? 1 : 0, bias: (bias?.offset ?? 0) / 4 };
}

/** With `accumulate` it adds to y, as the residual stream needs. */
export function linearForward(
  program: Program,
  layer: LinearLayer,
  tensors: { x: Matrix; parameters: DeviceBuffer; y: Matrix },
  accumulate = false,
): void {
  const { x, parameters, y } = tensors;
  const { inputs, outputs } = checkShapes(layer, x, y);
  const { rowThreads, x: across, y: down } = grid(x.rows, outputs);
  program.add('linear_forward', {
    params: {
      rows: x.rows,
      inputs,
      outputs,
      row_threads: rowThreads,
      x_copy: x.copyStride / 4,
      x_sharing: x.sharing,
      parameters_replica: layer.arena.size / 4,
      ...layerParams(layer),
      y_replica: y.copyStride / 4,
      accumulate: accumulate ? 1 : 0,
    },
    tensors: { x: x.buffer, parameters, y: y.buffer },
    workgroups: [across, down, x.replicas],
  });
}

/**
 * Gradients of the layer's weight and bias, into each slice of the gradient arena, and of its input in the same dispatch. `dx` is null
 * where the input is data, whose gradient is not needed.
 */
export function linearBackward(
  program: Program,
  layer: LinearLayer,
  tensors: { x: Matrix; dy: Matrix; parameters: DeviceBuffer; gradients: DeviceBuffer; dx: Matrix | null },
): void {
  const { x, dy, parameters, gradients, dx } = tensors;
  const { inputs, outputs } = checkShapes(layer, x, dy);
  const { rows, replicas } = x;
  const weightGrid = grid(outputs, paddedColumns(inputs));
  const sliceGroups = weightGrid.x * weightGrid.y;
  const slices = slicesOf(gradients, layer.arena, x);
  const params = {
    rows,
    inputs,
    outputs,
    output_threads: weightGrid.rowThreads,
    weight_across: weightGrid.x,
    slice_groups: sliceGroups,
    slices: slices.count,
    slice_rows: slices.rows,
    x_copy: x.copyStride / 4,
    x_sharing: x.sharing,
    dy_replica: dy.copyStride / 4,
    gradients_slice: slices.stride,
    gradients_replica: layer.arena.size / 4,
    ...layerParams(layer),
  };
  const weightGroups = slices.count * sliceGroups;
  if (!dx) {
    program.add('linear_backward_weight', {
      params,
      tensors: { x: x.buffer, dy: dy.buffer, gradients },
      workgroups: folded(weightGroups, replicas),
    });
    return;
  }
  checkShapes(layer, dx, dy);
  const inputGrid = grid(rows, inputs);
  const inputGroups = inputGrid.x * inputGrid.y;
  program.add('linear_backward', {
    params: {
      ...params,
      row_threads: inputGrid.rowThreads,
      input_across: inputGrid.x,
      input_groups: inputGroups,
      parameters_replica: layer.arena.size / 4,
      dx_replica: dx.copyStride / 4,
    },
    tensors: { x: x.buffer, dy: dy.buffer, parameters, dx: dx.buffer, gradients },
    workgroups: folded(inputGroups + weightGroups, replicas),
  });
}
