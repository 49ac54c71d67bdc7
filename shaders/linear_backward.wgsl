// dx = dy weight, dweight = dy^T x and dbias = column sums of dy, for each replica.
//
// x, dx (rows, inputs)   dy (rows, outputs)   weight, dweight (outputs, inputs)   dbias (outputs), if has_bias = 1
// Layout, padding and units as in linear_forward; dweight and dbias lie in the replica's gradient arena, laid out as the
// parameters, a sum in each slice of it. Two roles in one dispatch, as neither waits for the other: the first
// input_groups workgroups compute dx, a thread 8 rows x 8 columns of it, four outputs at a time; the others compute dweight and
// dbias (lib/linear_gradient).
// Overwrites all three; dx's padding comes out zero because weight's is.
// Library: linear_gradient
struct Params {
  rows: u32, inputs: u32, outputs: u32, row_threads: u32, input_across: u32, input_groups: u32, output_threads: u32,
  weight_across: u32, slice_groups: u32, slices: u32, slice_rows: u32, x_copy: u32, x_sharing: u32, dy_replica: u32, gradients_slice: u32,
  gradients_replica: u32, weight: u32, has_bias: u32, bias: u32, parameters_replica: u32, dx_replica: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> dy: array<vec4f>;
@group(0) @binding(3) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> dx: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> gradients: array<vec4f>;

fn store_input(row: u32, column: u32, replica: u32, value: vec4f) {
  let columns = (params.inputs + 3u) / 4u;
  if (row < params.rows && column < columns) {
    dx[replica * params.dx_replica + row * columns + column] = value;
  }
}

/// dx: the part of thread `thread` of workgroup `group`, counted along inputs first, then along rows.
fn linear_input_gradient(group: u32, thread: u32, replica: u32) {
  let inner = (params.outputs + 3u) / 4u;
  let columns = (params.inputs + 3u) / 4u;
  let apart = params.row_threads;
  let row = group / params.input_across * apart * 8u + thread % apart;
  let column = (group % params.input_across * (64u / apart) + thread / apart) * 2u;
  if (row >= params.rows || column >= columns) {
    return;
  }

  // Rows beyond the last read the last one again; `store_input` drops the result.
  let last_row = params.rows - 1u;
  let dy_base = replica * params.dy_replica;
  let i0 = dy_base + row * inner;
  let i1 = dy_base + min(row + apart, last_row) * inner;
  let i2 = dy_base + min(row + 2u * apart, last_row) * inner;
  let i3 = dy_base + min(row + 3u * apart, last_row) * inner;
  let i4 = dy_base + min(row + 4u * apart, last_row) * inner;
  let i5 = dy_base + min(row + 5u * apart, last_row) * inner;
  let i6 = dy_base + min(row + 6u * apart, last_row) * inner;
  let i7 = dy_base + min(row + 7u * apart, last_row) * inner;
  let last_output = params.outputs - 1u;
  let weight_a = replica * params.parameters_replica + params.weight + column;
  let weight_b = weight_a + min(1u, columns - 1u - column);

  var d0a = vec4f(); var d0b = vec4f();
  var d1a = vec4f(); var d1b = vec4f();
  var d2a = vec4f(); var d2b = vec4f();
  var d3a = vec4f(); var d3b = vec4f();
  var d4a = vec4f(); var d4b = vec4f();
  var d5a = vec4f(); var d5b = vec4f();
  var d6a = vec4f(); var d6b = vec4f();
  var d7a = vec4f(); var d7b = vec4f();
  for (var k = 0u; k < inner; k++) {
    // matrix * vector: the columns, four rows of weight, summed with the weights of dy. Outputs beyond the last meet dy's
    // padding, which is zero.
    let w0 = k * 4u * columns;
    let w1 = min(k * 4u + 1u, last_output) * columns;
    let w2 = min(k * 4u + 2u, last_output) * columns;
    let w3 = min(k * 4u + 3u, last_output) * columns;
    let wa = mat4x4f(
      parameters[weight_a + w0], parameters[weight_a + w1], parameters[weight_a + w2], parameters[weight_a + w3]);
    let wb = mat4x4f(
      parameters[weight_b + w0], parameters[weight_b + w1], parameters[weight_b + w2], parameters[weight_b + w3]);
    let r0 = dy[i0 + k]; d0a += wa * r0; d0b += wb * r0;
    let r1 = dy[i1 + k]; d1a += wa * r1; d1b += wb * r1;
    let r2 = dy[i2 + k]; d2a += wa * r2; d2b += wb * r2;
    let r3 = dy[i3 + k]; d3a += wa * r3; d3b += wb * r3;
    let r4 = dy[i4 + k]; d4a += wa * r4; d4b += wb * r4;
    let r5 = dy[i5 + k]; d5a += wa * r5; d5b += wb * r5;
    let r6 = dy[i6 + k]; d6a += wa * r6; d6b += wb * r6;
    let r7 = dy[i7 + k]; d7a += wa * r7; d7b += wb * r7;
  }
  store_input(row, column, replica, d0a); store_input(row, column + 1u, replica, d0b);
  store_input(row + apart, column, replica, d1a); store_input(row + apart, column + 1u, replica, d1b);
  store_input(row + 2u * apart, column, replica, d2a); store_input(row + 2u * apart, column + 1u, replica, d2b);
  store_input(row + 3u * apart, column, replica, d3a); store_input(row + 3u * apart, column + 1u, replica, d3b);
  store_input(row + 4u * apart, column, replica, d4a); store_input(row + 4u * apart, column + 1u, replica, d4b);
  store_input(row + 5u * apart, column, replica, d5a); store_input(row + 5u * apart, column + 1u, replica, d5b);
  store_input(row + 6u * apart, column, replica, d6a); store_input(row + 6u * apart, column + 1u, replica, d6b);
  store_input(row + 7u * apart, column, replica, d7a); store_input(row + 7u * apart, column + 1u, replica, d7b);
}

@compute @workgroup_size(64)
fn linear_backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let index = group.y * groups.x + group.x;
  if (index < params.input_groups) {
    linear_input_gradient(index, thread, group.z);
  } else {
    linear_weight_gradient(index - params.input_groups, thread, group.z);
  }
}
