// dweight = dy^T x and dbias = column sums of dy, for each replica.
//
// x (rows, inputs)   dy (rows, outputs)   dweight (outputs, inputs)   dbias (outputs)
// Layout, padding and units as in linear_forward; dweight and dbias lie in the replica's gradient arena, laid out as the
// parameters. A thread keeps 8 outputs x 8 inputs in registers and adds one row's outer product after another; the threads of
// the first inputs also sum dy. Sums over rows in order: the same bits on every run. Overwrites both.
struct Params {
  rows: u32, inputs: u32, outputs: u32, output_threads: u32,
  x_copy: u32, x_sharing: u32, dy_replica: u32, gradients_replica: u32, weight: u32, bias: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> dy: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> gradients: array<vec4f>;

fn store(output: u32, column: u32, replica: u32, value: vec4f) {
  let columns = (params.inputs + 3u) / 4u;
  if (output < params.outputs && column < columns) {
    gradients[replica * params.gradients_replica + params.weight + output * columns + column] = value;
  }
}

@compute @workgroup_size(64)
fn linear_backward_weight(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let columns = (params.inputs + 3u) / 4u;
  let output_tiles = (params.outputs + 3u) / 4u;
  let output_tile = (group.y * params.output_threads + thread % params.output_threads) * 2u;
  let column = (group.x * (64u / params.output_threads) + thread / params.output_threads) * 2u;
  if (output_tile >= output_tiles || column >= columns) {
    return;
  }

  var ia = group.z / params.x_sharing * params.x_copy + column;
  var ja = group.z * params.dy_replica + output_tile;
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
  store(output, column, group.z, d0a); store(output, column + 1u, group.z, d0b);
  store(output + 1u, column, group.z, d1a); store(output + 1u, column + 1u, group.z, d1b);
  store(output + 2u, column, group.z, d2a); store(output + 2u, column + 1u, group.z, d2b);
  store(output + 3u, column, group.z, d3a); store(output + 3u, column + 1u, group.z, d3b);
  store(output + 4u, column, group.z, d4a); store(output + 4u, column + 1u, group.z, d4b);
  store(output + 5u, column, group.z, d5a); store(output + 5u, column + 1u, group.z, d5b);
  store(output + 6u, column, group.z, d6a); store(output + 6u, column + 1u, group.z, d6b);
  store(output + 7u, column, group.z, d7a); store(output + 7u, column + 1u, group.z, d7b);
  if (column == 0u) {
    let bias = group.z * params.gradients_replica + params.bias + output_tile;
    gradients[bias] = bias_a;
    if (output_tile + 1u < output_tiles) {
      gradients[bias + 1u] = bias_b;
    }
  }
}
