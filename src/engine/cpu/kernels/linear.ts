// Linear layers. Offsets and strides in Params count vectors of four floats.

import { multiply, multiply_rows, multiply_transposed } from './lib/product';

@unmanaged
class LinearForward {
  rows: u32 = 0;
  inputs: u32 = 0;
  outputs: u32 = 0;
  row_threads: u32 = 0;
  x_copy: u32 = 0;
  x_sharing: u32 = 0;
  parameters_replica: u32 = 0;
  weight: u32 = 0;
  has_bias: u32 = 0;
  bias: u32 = 0;
  y_replica: u32 = 0;
  accumulate: u32 = 0;
  x: usize = 0;
  parameters: usize = 0;
  y: usize = 0;
}

@unmanaged
class LinearBackward {
  rows: u32 = 0;
  inputs: u32 = 0;
  outputs: u32 = 0;
  row_threads: u32 = 0;
  input_across: u32 = 0;
  input_groups: u32 = 0;
  output_threads: u32 = 0;
  weight_across: u32 = 0;
  slice_groups: u32 = 0;
  slices: u32 = 0;
  slice_rows: u32 = 0;
  x_copy: u32 = 0;
  x_sharing: u32 = 0;
  dy_replica: u32 = 0;
  gradients_slice: u32 = 0;
  gradients_replica: u32 = 0;
  weight: u32 = 0;
  has_bias: u32 = 0;
  bias: u32 = 0;
  parameters_replica: u32 = 0;
  dx_replica: u32 = 0;
  x: usize = 0;
  dy: usize = 0;
  parameters: usize = 0;
  dx: usize = 0;
  gradients: usize = 0;
}

@unmanaged
class LinearBackwardWeight {
  rows: u32 = 0;
  inputs: u32 = 0;
  outputs: u32 = 0;
  output_threads: u32 = 0;
  weight_across: u32 = 0;
  slice_groups: u32 = 0;
  slices: u32 = 0;
  slice_rows: u32 = 0;
  x_copy: u32 = 0;
  x_sharing: u32 = 0;
  dy_replica: u32 = 0;
  gradients_slice: u32 = 0;
  gradients_replica: u32 = 0;
  weight: u32 = 0;
  has_bias: u32 = 0;
  bias: u32 = 0;
  x: usize = 0;
  dy: usize = 0;
  gradients: usize = 0;
}

/** Bytes of a row of `columns` floats, padded. */
function row_bytes(columns: u32): usize {
  return (<usize>((columns + 3) >> 2)) << 4;
}

/** y = x weight^T + bias, or with `accumulate` y += that. x (rows, inputs), weight (outputs, inputs), y (rows, outputs). */
export function linear_forward(p: LinearForward, z: u32): void {
  const parameters = p.parameters + ((<usize>(z * p.parameters_replica)) << 4);
  const stride = row_bytes(p.inputs);
  multiply_transposed(
    p.x + ((<usize>((z / p.x_sharing) * p.x_copy)) << 4),
    stride,
    p.rows,
    p.inputs,
    parameters + ((<usize>p.weight) << 4),
    stride,
    p.outputs,
    p.y + ((<usize>(z * p.y_replica)) << 4),
    p.has_bias ? parameters + ((<usize>p.bias) << 4) : 0,
    p.accumulate != 0,
  );
}

/**
 * dx = dy weight; dweight = dy^T x and dbias = column sums of dy, a sum of each slice of the rows. dx (rows, inputs),
 * dy (rows, outputs). Overwrites all three.
 */
export function linear_backward(p: LinearBackward, z: u32): void {
  const dy = p.dy + ((<usize>(z * p.dy_replica)) << 4);
  multiply(
    dy,
    row_bytes(p.outputs),
    p.rows,
    p.outputs,
    p.parameters + ((<usize>(z * p.parameters_replica + p.weight)) << 4),
    (p.inputs + 3) >> 2,
    p.dx + ((<usize>(z * p.dx_replica)) << 4),
  );
  weight_gradients(
    p.x + ((<usize>((z / p.x_sharing) * p.x_copy)) << 4),
    p.inputs,
    dy,
    p.outputs,
    p.rows,
    p.slices,
    p.slice_rows,
    p.gradients + ((<usize>(z * p.gradients_replica)) << 4),
    (<usize>p.gradients_slice) << 4,
    (<usize>p.weight) << 4,
    p.has_bias != 0,
    (<usize>p.bias) << 4,
  );
}

/** The same without dx: the input is data. */
export function linear_backward_weight(p: LinearBackwardWeight, z: u32): void {
  weight_gradients(
    p.x + ((<usize>((z / p.x_sharing) * p.x_copy)) << 4),
    p.inputs,
    p.dy + ((<usize>(z * p.dy_replica)) << 4),
    p.outputs,
    p.rows,
    p.slices,
    p.slice_rows,
    p.gradients + ((<usize>(z * p.gradients_replica)) << 4),
    (<usize>p.gradients_slice) << 4,
    (<usize>p.weight) << 4,
    p.has_bias != 0,
    (<usize>p.bias) << 4,
  );
}

/** dweight, and dbias where there is one, of every slice; `gradients` is the replica's place in the first, `slice` bytes from one to the next. */
function weight_gradients(
  x: usize,
  inputs: u32,
  dy: usize,
  outputs: u32,
  rows: u32,
  slices: u32,
  slice_rows: u32,
  gradients: usize,
  slice: usize,
  weight: usize,
  has_bias: bool,
  bias: usize,
): void {
  const x_row = row_bytes(inputs);
  const dy_row = row_bytes(outputs);
  for (let s: u32 = 0; s < slices; s++) {
    const first = min(s * slice_rows, rows);
    const count = min(slice_rows, rows - first);
    const dy_slice = dy + <usize>first * dy_row;
    multiply_rows(
      dy_slice,
      dy_row,
      outputs,
      count,
      x + <usize>first * x_row,
      (inputs + 3) >> 2,
      gradients + weight,
    );
    if (has_bias) column_sums(dy_slice, dy_row, count, gradients + bias);
    gradients += slice;
  }
}

/** Sums over `rows` rows of `stride` bytes, four columns at a time. */
function column_sums(x: usize, stride: usize, rows: u32, to: usize): void {
  for (let at: usize = 0; at < stride; at += 16) {
    let from = x + at;
    let sum = f32x4.splat(0);
    for (let i = rows; i > 0; i--) {
      sum = f32x4.add(sum, v128.load(from));
      from += stride;
    }
    v128.store(to + at, sum);
  }
}
