// dweight = dy^T x and dbias = column sums of dy: what linear_backward and linear_backward_weight share. The kernel declares
// x, dy and gradients, and in params rows, inputs, outputs, output_threads, weight_across, slice_groups, slice_rows, x_copy,
// x_sharing, dy_replica, gradients_slice, gradients_replica, weight, has_bias, bias.
//
// x (rows, inputs)   dy (rows, outputs)   dweight (outputs, inputs)   dbias (outputs), if has_bias = 1
// A thread keeps 8 outputs x 8 inputs in registers and adds one row's outer product after another, of `slice_rows` rows: the next
// slice_groups workgroups take the next rows, and leave their sums in the next slice of the gradient arena. The threads of the
// first inputs also sum dy. Sums over rows in order: the same bits on every run. No workgroup memory: a barrier anywhere in a
// kernel makes all of it several times slower where a CPU emulates the GPU.

/// `base` is where the replica's slice begins.
fn store_weight(output: u32, column: u32, base: u32, value: vec4f) {
  let columns = (params.inputs + 3u) / 4u;
  if (output < params.outputs && column < columns) {
    gradients[base + params.weight + output * columns + column] = value;
  }
}

/// The part of thread `thread` of workgroup `index`, counted along inputs first, then along outputs, then along slices.
fn linear_weight_gradient(index: u32, thread: u32, replica: u32) {
  let columns = (params.inputs + 3u) / 4u;
  let output_tiles = (params.outputs + 3u) / 4u;
  let slice = index / params.slice_groups;
  let group = index % params.slice_groups;
  let apart = params.output_threads;
  let output_tile = (group / params.weight_across * apart + thread % apart) * 2u;
  let column = (group % params.weight_across * (64u / apart) + thread / apart) * 2u;
  if (output_tile >= output_tiles || column >= columns) {
    return;
  }

  let first_row = slice * params.slice_rows;
  let end = min(first_row + params.slice_rows, params.rows);
  var ia = replica / params.x_sharing * params.x_copy + first_row * columns + column;
  var ja = replica * params.dy_replica + first_row * output_tiles + output_tile;
  // A second tile beyond the edge reads the first again; `store` drops the result.
  let next_i = min(1u, columns - 1u - column);
  let next_j = min(1u, output_tiles - 1u - output_tile);
  var bias_a = vec4f();
  var bias_b = vec4f();
  var d0a = vec4f(); var d0b = vec4f();
  var d1a = vec4f(); var d1b = vec4f();
  var d2a = vec4f(); var d2b = vec4f();
  var d3a = vec4f(); var d3b = vec4f();
  var d4a = vec4f(); var d4b = vec4f();
  var d5a = vec4f(); var d5b = vec4f();
  var d6a = vec4f(); var d6b = vec4f();
  var d7a = vec4f(); var d7b = vec4f();
  for (var row = first_row; row < end; row++) {
    let xa = x[ia];
    let xb = x[ia + next_i];
    let ya = dy[ja];
    let yb = dy[ja + next_j];
    ia += columns;
    ja += output_tiles;
    bias_a += ya;
    bias_b += yb;
    d0a += ya.x * xa; d0b += ya.x * xb;
    d1a += ya.y * xa; d1b += ya.y * xb;
    d2a += ya.z * xa; d2b += ya.z * xb;
    d3a += ya.w * xa; d3b += ya.w * xb;
    d4a += yb.x * xa; d4b += yb.x * xb;
    d5a += yb.y * xa; d5b += yb.y * xb;
    d6a += yb.z * xa; d6b += yb.z * xb;
    d7a += yb.w * xa; d7b += yb.w * xb;
  }

  let base = slice * params.gradients_slice + replica * params.gradients_replica;
  let output = output_tile * 4u;
  store_weight(output, column, base, d0a); store_weight(output, column + 1u, base, d0b);
  store_weight(output + 1u, column, base, d1a); store_weight(output + 1u, column + 1u, base, d1b);
  store_weight(output + 2u, column, base, d2a); store_weight(output + 2u, column + 1u, base, d2b);
  store_weight(output + 3u, column, base, d3a); store_weight(output + 3u, column + 1u, base, d3b);
  store_weight(output + 4u, column, base, d4a); store_weight(output + 4u, column + 1u, base, d4b);
  store_weight(output + 5u, column, base, d5a); store_weight(output + 5u, column + 1u, base, d5b);
  store_weight(output + 6u, column, base, d6a); store_weight(output + 6u, column + 1u, base, d6b);
  store_weight(output + 7u, column, base, d7a); store_weight(output + 7u, column + 1u, base, d7b);
  if (column == 0u && params.has_bias == 1u) {
    let bias = base + params.bias + output_tile;
    gradients[bias] = bias_a;
    if (output_tile + 1u < output_tiles) {
      gradients[bias + 1u] = bias_b;
    }
  }
}
