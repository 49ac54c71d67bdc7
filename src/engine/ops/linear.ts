// y = x weight^T + bias, forward and backward, over the linear_* kernels.

import type { Program } from '../program.js';
import { paddedColumns, type ArenaLayout, type ArenaTensor, type Matrix } from '../tensor.js';

/** A linear layer's tensors in the parameter arena (and, at the same offsets, in the gradient arena). */
export interface LinearLayer {
  readonly arena: ArenaLayout;
  /** (outputs, inputs). */
  readonly weight: ArenaTensor;
  /** (outputs). */
  readonly bias: ArenaTensor;
}

/** Rows and columns that a thread keeps in registers; a workgroup has 64 threads. */
const TILE = 8;
const THREADS = 64;

/** Splits the 64 threads of a workgroup: as many as the columns want, at most 8, lie along columns, the rest along rows. */
function grid(rows: number, columns: number): { rowThreads: number; x: number; y: number } {
  const columnTiles = Math.ceil(columns / TILE);
  const columnThreads = Math.min(8, 2 ** Math.ceil(Math.log2(columnTiles)));
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

export function linearForward(
  program: Program,
  layer: LinearLayer,
  tensors: { x: Matrix; parameters: GPUBuffer; y: Matrix },
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
      weight: layer.weight.offset / 4,
      bias: layer.bias.offset / 4,
      y_replica: y.copyStride / 4,
    },
    tensors: { x: x.buffer, parameters, y: y.buffer },
    workgroups: [across, down, x.replicas],
  });
}

/** Gradient of the layer's input. */
export function linearBackwardInput(
  program: Program,
  layer: LinearLayer,
  tensors: { dy: Matrix; parameters: GPUBuffer; dx: Matrix },
): void {
  const { dy, parameters, dx } = tensors;
  const { inputs, outputs } = checkShapes(layer, dx, dy);
  const { rowThreads, x: across, y: down } = grid(dy.rows, inputs);
  program.add('linear_backward_input', {
    params: {
      rows: dy.rows,
      inputs,
      outputs,
      row_threads: rowThreads,
      dy_replica: dy.copyStride / 4,
      parameters_replica: layer.arena.size / 4,
      weight: layer.weight.offset / 4,
      dx_replica: dx.copyStride / 4,
    },
    tensors: { dy: dy.buffer, parameters, dx: dx.buffer },
    workgroups: [across, down, dy.replicas],
  });
}

/** Gradients of the layer's weight and bias, into the gradient arena. */
export function linearBackwardWeight(
  program: Program,
  layer: LinearLayer,
  tensors: { x: Matrix; dy: Matrix; gradients: GPUBuffer },
): void {
  const { x, dy, gradients } = tensors;
  const { inputs, outputs } = checkShapes(layer, x, dy);
  const { rowThreads, x: across, y: down } = grid(outputs, paddedColumns(inputs));
  program.add('linear_backward_weight', {
    params: {
      rows: x.rows,
      inputs,
      outputs,
      output_threads: rowThreads,
      x_copy: x.copyStride / 4,
      x_sharing: x.sharing,
      dy_replica: dy.copyStride / 4,
      gradients_replica: layer.arena.size / 4,
      weight: layer.weight.offset / 4,
      bias: layer.bias.offset / 4,
    },
    tensors: { x: x.buffer, dy: dy.buffer, gradients },
    workgroups: [across, down, x.replicas],
  });
}
