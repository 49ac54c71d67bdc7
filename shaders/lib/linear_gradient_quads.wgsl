// lib/linear_gradient by quads (lib/quads), which comes first: who makes what, and what it wants of the kernel, as there.
//
// A thread keeps 8 outputs x 16 inputs in registers, an output's sixteen as a matrix of four vec4f.

/// `base` is where the replica's slice begins.
fn store_weight(output: u32, column: u32, base: u32, values: mat4x4f) {
  let columns = (params.inputs + 3u) / 4u;
  if (output >= params.outputs) {
    return;
  }
  let start = base + params.weight + output * columns;
  for (var i = 0u; i < 4u && column + i < columns; i++) {
    gradients[start + column + i] = values[i];
  }
}

/// The part of thread `thread` of workgroup `index`, counted along inputs first, then along outputs, then along slices.
fn linear_weight_gradient(index: u32, thread: u32, replica: u32) {
  let columns = (params.inputs + 3u) / 4u;
  let output_tiles = (params.outputs + 3u) / 4u;
  let slice = index / params.slice_groups;
  let group = index % params.slice_groups;
  let apart = params.output_threads;
  let lane = thread % 4u;
  let output_tile = (group / params.weight_across * apart + thread % apart) * 2u;
  let column = (group % params.weight_across * (64u / apart) + thread / apart) * 4u;
  if (output_tile - lane * 2u >= output_tiles || column >= columns) {
    return;
  }

  let first_row = slice * params.slice_rows;
  let end = min(first_row + params.slice_rows, params.rows);
  // Tiles beyond the edge read the last again; `store` drops what comes of it.
  var i = replica / params.x_sharing * params.x_copy + first_row * columns + min(column + lane, columns - 1u);
  let dy_start = replica * params.dy_replica + first_row * output_tiles;
  var ja = dy_start + min(output_tile, output_tiles - 1u);
  var jb = dy_start + min(output_tile + 1u, output_tiles - 1u);
  var bias_a = vec4f();
  var bias_b = vec4f();
  var d0a = vec4f(); var d0b = vec4f(); var d0c = vec4f(); var d0d = vec4f();
  var d1a = vec4f(); var d1b = vec4f(); var d1c = vec4f(); var d1d = vec4f();
  var d2a = vec4f(); var d2b = vec4f(); var d2c = vec4f(); var d2d = vec4f();
  var d3a = vec4f(); var d3b = vec4f(); var d3c = vec4f(); var d3d = vec4f();
  var d4a = vec4f(); var d4b = vec4f(); var d4c = vec4f(); var d4d = vec4f();
  var d5a = vec4f(); var d5b = vec4f(); var d5c = vec4f(); var d5d = vec4f();
  var d6a = vec4f(); var d6b = vec4f(); var d6c = vec4f(); var d6d = vec4f();
  var d7a = vec4f(); var d7b = vec4f(); var d7c = vec4f(); var d7d = vec4f();
  for (var row = first_row; row < end; row++) {
    let inputs = of_quad(x[i]);
    let ya = dy[ja];
    let yb = dy[jb];
    i += columns;
    ja += output_tiles;
    jb += output_tiles;
    bias_a += ya;
    bias_b += yb;
    let xa = inputs[0]; let xb = inputs[1]; let xc = inputs[2]; let xd = inputs[3];
    d0a += ya.x * xa; d0b += ya.x * xb; d0c += ya.x * xc; d0d += ya.x * xd;
    d1a += ya.y * xa; d1b += ya.y * xb; d1c += ya.y * xc; d1d += ya.y * xd;
    d2a += ya.z * xa; d2b += ya.z * xb; d2c += ya.z * xc; d2d += ya.z * xd;
    d3a += ya.w * xa; d3b += ya.w * xb; d3c += ya.w * xc; d3d += ya.w * xd;
    d4a += yb.x * xa; d4b += yb.x * xb; d4c += yb.x * xc; d4d += yb.x * xd;
    d5a += yb.y * xa; d5b += yb.y * xb; d5c += yb.y * xc; d5d += yb.y * xd;
    d6a += yb.z * xa; d6b += yb.z * xb; d6c += yb.z * xc; d6d += yb.z * xd;
    d7a += yb.w * xa; d7b += yb.w * xb; d7c += yb.w * xc; d7d += yb.w * xd;
  }

  let base = slice * params.gradients_slice + replica * params.gradients_replica;
  let output = output_tile * 4u;
  store_weight(output, column, base, mat4x4f(d0a, d0b, d0c, d0d));
  store_weight(output + 1u, column, base, mat4x4f(d1a, d1b, d1c, d1d));
  store_weight(output + 2u, column, base, mat4x4f(d2a, d2b, d2c, d2d));
  store_weight(output + 3u, column, base, mat4x4f(d3a, d3b, d3c, d3d));
  store_weight(output + 4u, column, base, mat4x4f(d4a, d4b, d4c, d4d));
  store_weight(output + 5u, column, base, mat4x4f(d5a, d5b, d5c, d5d));
  store_weight(output + 6u, column, base, mat4x4f(d6a, d6b, d6c, d6d));
  store_weight(output + 7u, column, base, mat4x4f(d7a, d7b, d7c, d7d));
  if (column == 0u && params.has_bias == 1u) {
    let bias = base + params.bias + output_tile;
    if (output_tile < output_tiles) {
      gradients[bias] = bias_a;
    }
    if (output_tile + 1u < output_tiles) {
      gradients[bias + 1u] = bias_b;
    }
  }
}
