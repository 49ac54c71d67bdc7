// dweight = dy^T x and dbias = column sums of dy: what linear_backward and linear_backward_weight share. Wants of the kernel:
// x, dy and gradients, and in params rows, inputs, outputs, output_threads, weight_across, x_copy, x_sharing, dy_replica,
// gradients_replica, weight, has_bias, bias.
//
// x (rows, inputs)   dy (rows, outputs)   dweight (outputs, inputs)   dbias (outputs), if has_bias = 1
// A thread keeps 8 outputs x 8 inputs in registers and adds one row's outer product after another; the threads of the first
// inputs also sum dy. Sums over rows in order: the same bits on every run.

fn store_weight(output: u32, column: u32, replica: u32, value: vec4f) {
  let columns = (params.inputs + 3u) / 4u;
  if (output < params.outputs && column < columns) {
    gradients[replica * params.gradients_replica + params.weight + output * columns + column] = value;
  }
}

/// The part of thread `thread` of workgroup `group`, counted along inputs first, then along outputs.
fn linear_weight_gradient(group: u32, thread: u32, replica: u32) {
  let columns = (params.inputs + 3u) / 4u;
  let output_tiles = (params.outputs + 3u) / 4u;
  let apart = params.output_threads;
  let output_tile = (group / params.weight_across * apart + thread % apart) * 2u;
  let column = (group % params.weight_across * (64u / apart) + thread / apart) * 2u;
  if (output_tile >= output_tiles || column >= columns) {
    return;
  }

  var ia = replica / params.x_sharing * params.x_copy + column;
  var ja = replica * params.dy_replica + output_tile;
  // A second tile beyond the edge reads the first again; `store` drops what comes of it.
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
  for (var row = 0u; row < params.rows; row++) {
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

  let output = output_tile * 4u;
  store_weight(output, column, replica, d0a); store_weight(output, column + 1u, replica, d0b);
  store_weight(output + 1u, column, replica, d1a); store_weight(output + 1u, column + 1u, replica, d1b);
  store_weight(output + 2u, column, replica, d2a); store_weight(output + 2u, column + 1u, replica, d2b);
  store_weight(output + 3u, column, replica, d3a); store_weight(output + 3u, column + 1u, replica, d3b);
  store_weight(output + 4u, column, replica, d4a); store_weight(output + 4u, column + 1u, replica, d4b);
  store_weight(output + 5u, column, replica, d5a); store_weight(output + 5u, column + 1u, replica, d5b);
  store_weight(output + 6u, column, replica, d6a); store_weight(output + 6u, column + 1u, replica, d6b);
  store_weight(output + 7u, column, replica, d7a); store_weight(output + 7u, column + 1u, replica, d7b);
  if (column == 0u && params.has_bias == 1u) {
    let bias = replica * params.gradients_replica + params.bias + output_tile;
    gradients[bias] = bias_a;
    if (output_tile + 1u < output_tiles) {
      gradients[bias + 1u] = bias_b;
    }
  }
}
