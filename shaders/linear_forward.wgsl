// y = x weight^T + bias, for each replica; with accumulate = 1, y += that: the residual stream is added to in place.
//
// x (rows, inputs)   weight (outputs, inputs)   bias (outputs), taken as zero where has_bias = 0   y (rows, outputs)
// Rows of every matrix are padded with zeros to whole vec4f; strides and offsets count vec4f. weight and bias lie in the
// replica's parameter arena. A thread keeps 8 rows x 8 columns of y in registers and takes four inputs at a time; its rows
// lie `row_threads` apart. A workgroup is row_threads x (64 / row_threads) threads. `x_sharing` neighbouring replicas read the
// same copy of x. Overwrites y, its padding with zeros; or accumulates.
struct Params {
  rows: u32, inputs: u32, outputs: u32, row_threads: u32,
  x_copy: u32, x_sharing: u32, parameters_replica: u32, weight: u32, has_bias: u32, bias: u32, y_replica: u32, accumulate: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

/// Columns beyond the last are padding: zero.
fn store(row: u32, column: u32, replica: u32, value: vec4f) {
  let columns = (params.outputs + 3u) / 4u;
  if (row < params.rows && column < columns) {
    let inside = vec4u(0u, 1u, 2u, 3u) + column * 4u < vec4u(params.outputs);
    let i = replica * params.y_replica + row * columns + column;
    let before = select(vec4f(), y[i], params.accumulate == 1u);
    y[i] = before + select(vec4f(), value, inside);
  }
}

@compute @workgroup_size(64)
fn linear_forward(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let inner = (params.inputs + 3u) / 4u;
  let apart = params.row_threads;
  let row = group.y * apart * 8u + thread % apart;
  let column = (group.x * (64u / apart) + thread / apart) * 2u;
  if (row >= params.rows || column * 4u >= params.outputs) {
    return;
  }

  // Rows and outputs beyond the last read the last one again; `store` drops the result.
  let last_row = params.rows - 1u;
  let x_base = group.z / params.x_sharing * params.x_copy;
  let x0 = x_base + row * inner;
  let x1 = x_base + min(row + apart, last_row) * inner;
  let x2 = x_base + min(row + 2u * apart, last_row) * inner;
  let x3 = x_base + min(row + 3u * apart, last_row) * inner;
  let x4 = x_base + min(row + 4u * apart, last_row) * inner;
  let x5 = x_base + min(row + 5u * apart, last_row) * inner;
  let x6 = x_base + min(row + 6u * apart, last_row) * inner;
  let x7 = x_base + min(row + 7u * apart, last_row) * inner;
  let last_output = params.outputs - 1u;
  let output = column * 4u;
  let parameters_base = group.z * params.parameters_replica;
  let weight_base = parameters_base + params.weight;
  let w0 = weight_base + output * inner;
  let w1 = weight_base + min(output + 1u, last_output) * inner;
  let w2 = weight_base + min(output + 2u, last_output) * inner;
  let w3 = weight_base + min(output + 3u, last_output) * inner;
  let w4 = weight_base + min(output + 4u, last_output) * inner;
  let w5 = weight_base + min(output + 5u, last_output) * inner;
  let w6 = weight_base + min(output + 6u, last_output) * inner;
  let w7 = weight_base + min(output + 7u, last_output) * inner;

  var bias_a = vec4f();
  var bias_b = vec4f();
  if (params.has_bias == 1u) {
    bias_a = parameters[parameters_base + params.bias + column];
    bias_b = parameters[parameters_base + params.bias + min(column + 1u, last_output / 4u)];
  }
  var y0a = bias_a; var y0b = bias_b;
  var y1a = bias_a; var y1b = bias_b;
  var y2a = bias_a; var y2b = bias_b;
  var y3a = bias_a; var y3b = bias_b;
  var y4a = bias_a; var y4b = bias_b;
  var y5a = bias_a; var y5b = bias_b;
  var y6a = bias_a; var y6b = bias_b;
  var y7a = bias_a; var y7b = bias_b;
  for (var k = 0u; k < inner; k++) {
    // vector * matrix: a dot product with each column, and the columns are four rows of weight.
    let wa = mat4x4f(parameters[w0 + k], parameters[w1 + k], parameters[w2 + k], parameters[w3 + k]);
    let wb = mat4x4f(parameters[w4 + k], parameters[w5 + k], parameters[w6 + k], parameters[w7 + k]);
    let r0 = x[x0 + k]; y0a += r0 * wa; y0b += r0 * wb;
    let r1 = x[x1 + k]; y1a += r1 * wa; y1b += r1 * wb;
    let r2 = x[x2 + k]; y2a += r2 * wa; y2b += r2 * wb;
    let r3 = x[x3 + k]; y3a += r3 * wa; y3b += r3 * wb;
    let r4 = x[x4 + k]; y4a += r4 * wa; y4b += r4 * wb;
    let r5 = x[x5 + k]; y5a += r5 * wa; y5b += r5 * wb;
    let r6 = x[x6 + k]; y6a += r6 * wa; y6b += r6 * wb;
    let r7 = x[x7 + k]; y7a += r7 * wa; y7b += r7 * wb;
  }
  store(row, column, group.z, y0a); store(row, column + 1u, group.z, y0b);
  store(row + apart, column, group.z, y1a); store(row + apart, column + 1u, group.z, y1b);
  store(row + 2u * apart, column, group.z, y2a); store(row + 2u * apart, column + 1u, group.z, y2b);
  store(row + 3u * apart, column, group.z, y3a); store(row + 3u * apart, column + 1u, group.z, y3b);
  store(row + 4u * apart, column, group.z, y4a); store(row + 4u * apart, column + 1u, group.z, y4b);
  store(row + 5u * apart, column, group.z, y5a); store(row + 5u * apart, column + 1u, group.z, y5b);
  store(row + 6u * apart, column, group.z, y6a); store(row + 6u * apart, column + 1u, group.z, y6b);
  store(row + 7u * apart, column, group.z, y7a); store(row + 7u * apart, column + 1u, group.z, y7b);
}
