// linear_forward by quads (lib/quads): shapes, layout, padding, units and what is overwritten as there.
//
// A thread keeps 8 rows x 16 columns of y in registers, a row's sixteen as a matrix of four vec4f.
struct Params {
  rows: u32, inputs: u32, outputs: u32, row_threads: u32,
  x_copy: u32, x_sharing: u32, parameters_replica: u32, weight: u32, has_bias: u32, bias: u32, y_replica: u32, accumulate: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

/// Rows of the weight for sixteen outputs, four inputs of each: an output a column.
struct Weights { a: mat4x4f, b: mat4x4f, c: mat4x4f, d: mat4x4f }

/// Sixteen outputs of four inputs: a dot product with each column.
fn outputs_of(inputs: vec4f, weights: Weights) -> mat4x4f {
  return mat4x4f(inputs * weights.a, inputs * weights.b, inputs * weights.c, inputs * weights.d);
}

/// Columns beyond the last are padding: zero.
fn store(row: u32, column: u32, replica: u32, values: mat4x4f) {
  let columns = (params.outputs + 3u) / 4u;
  if (row >= params.rows) {
    return;
  }
  let start = replica * params.y_replica + row * columns;
  for (var i = 0u; i < 4u && column + i < columns; i++) {
    let inside = vec4u(0u, 1u, 2u, 3u) + (column + i) * 4u < vec4u(params.outputs);
    let at = start + column + i;
    let before = select(vec4f(), y[at], params.accumulate == 1u);
    y[at] = before + select(vec4f(), values[i], inside);
  }
}

@compute @workgroup_size(64)
fn linear_forward_quads(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let inner = (params.inputs + 3u) / 4u;
  let apart = params.row_threads;
  let lane = thread % 4u;
  let row = group.y * apart * 8u + thread % apart;
  let column = (group.x * (64u / apart) + thread / apart) * 4u;
  if (row - lane >= params.rows || column * 4u >= params.outputs) {
    return;
  }

  // Rows and outputs beyond the last read the last one again; `store` drops what comes of it.
  let last_row = params.rows - 1u;
  let x_base = group.z / params.x_sharing * params.x_copy;
  let x0 = x_base + min(row, last_row) * inner;
  let x1 = x_base + min(row + apart, last_row) * inner;
  let x2 = x_base + min(row + 2u * apart, last_row) * inner;
  let x3 = x_base + min(row + 3u * apart, last_row) * inner;
  let x4 = x_base + min(row + 4u * apart, last_row) * inner;
  let x5 = x_base + min(row + 5u * apart, last_row) * inner;
  let x6 = x_base + min(row + 6u * apart, last_row) * inner;
  let x7 = x_base + min(row + 7u * apart, last_row) * inner;
  let last_output = params.outputs - 1u;
  let output = column * 4u + lane;
  let parameters_base = group.z * params.parameters_replica;
  let weight_base = parameters_base + params.weight;
  let wa = weight_base + min(output, last_output) * inner;
  let wb = weight_base + min(output + 4u, last_output) * inner;
  let wc = weight_base + min(output + 8u, last_output) * inner;
  let wd = weight_base + min(output + 12u, last_output) * inner;

  var y0 = mat4x4f();
  if (params.has_bias == 1u) {
    y0 = of_quad(parameters[parameters_base + params.bias + min(column + lane, last_output / 4u)]);
  }
  var y1 = y0; var y2 = y0; var y3 = y0; var y4 = y0; var y5 = y0; var y6 = y0; var y7 = y0;
  for (var k = 0u; k < inner; k++) {
    let w = Weights(
      of_quad(parameters[wa + k]), of_quad(parameters[wb + k]), of_quad(parameters[wc + k]), of_quad(parameters[wd + k]));
    y0 += outputs_of(x[x0 + k], w);
    y1 += outputs_of(x[x1 + k], w);
    y2 += outputs_of(x[x2 + k], w);
    y3 += outputs_of(x[x3 + k], w);
    y4 += outputs_of(x[x4 + k], w);
    y5 += outputs_of(x[x5 + k], w);
    y6 += outputs_of(x[x6 + k], w);
    y7 += outputs_of(x[x7 + k], w);
  }
  store(row, column, group.z, y0);
  store(row + apart, column, group.z, y1);
  store(row + 2u * apart, column, group.z, y2);
  store(row + 3u * apart, column, group.z, y3);
  store(row + 4u * apart, column, group.z, y4);
  store(row + 5u * apart, column, group.z, y5);
  store(row + 6u * apart, column, group.z, y6);
  store(row + 7u * apart, column, group.z, y7);
}
