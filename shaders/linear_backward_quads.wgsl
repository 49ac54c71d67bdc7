// linear_backward by quads (lib/quads): shapes, roles, layout, padding, units and what is overwritten as there.
//
// A thread keeps 8 rows x 16 columns of dx in registers, a row's sixteen as a matrix of four vec4f.
struct Params {
  rows: u32, inputs: u32, outputs: u32, row_threads: u32, input_across: u32, input_groups: u32, output_threads: u32,
  weight_across: u32, slice_groups: u32, slice_rows: u32, x_copy: u32, x_sharing: u32, dy_replica: u32, gradients_slice: u32,
  gradients_replica: u32, weight: u32, has_bias: u32, bias: u32, parameters_replica: u32, dx_replica: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> dy: array<vec4f>;
@group(0) @binding(3) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> dx: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> gradients: array<vec4f>;

fn store_input(row: u32, column: u32, replica: u32, values: mat4x4f) {
  let columns = (params.inputs + 3u) / 4u;
  if (row >= params.rows) {
    return;
  }
  let start = replica * params.dx_replica + row * columns;
  for (var i = 0u; i < 4u && column + i < columns; i++) {
    dx[start + column + i] = values[i];
  }
}

/// Rows of the weight of four outputs, sixteen inputs of each.
struct Weights { x: mat4x4f, y: mat4x4f, z: mat4x4f, w: mat4x4f }

/// What four outputs add to sixteen inputs.
fn inputs_of(outputs: vec4f, weights: Weights) -> mat4x4f {
  return outputs.x * weights.x + outputs.y * weights.y + outputs.z * weights.z + outputs.w * weights.w;
}

/// dx: the part of thread `thread` of workgroup `group`, counted along inputs first, then along rows.
fn linear_input_gradient(group: u32, thread: u32, replica: u32) {
  let inner = (params.outputs + 3u) / 4u;
  let columns = (params.inputs + 3u) / 4u;
  let apart = params.row_threads;
  let lane = thread % 4u;
  let row = group / params.input_across * apart * 8u + thread % apart;
  let column = (group % params.input_across * (64u / apart) + thread / apart) * 4u;
  if (row - lane >= params.rows || column >= columns) {
    return;
  }

  // Rows and columns beyond the last read the last one again; `store_input` drops what comes of it.
  let last_row = params.rows - 1u;
  let dy_base = replica * params.dy_replica;
  let i0 = dy_base + min(row, last_row) * inner;
  let i1 = dy_base + min(row + apart, last_row) * inner;
  let i2 = dy_base + min(row + 2u * apart, last_row) * inner;
  let i3 = dy_base + min(row + 3u * apart, last_row) * inner;
  let i4 = dy_base + min(row + 4u * apart, last_row) * inner;
  let i5 = dy_base + min(row + 5u * apart, last_row) * inner;
  let i6 = dy_base + min(row + 6u * apart, last_row) * inner;
  let i7 = dy_base + min(row + 7u * apart, last_row) * inner;
  let last_output = params.outputs - 1u;
  let weight = replica * params.parameters_replica + params.weight + min(column + lane, columns - 1u);

  var d0 = mat4x4f(); var d1 = mat4x4f(); var d2 = mat4x4f(); var d3 = mat4x4f();
  var d4 = mat4x4f(); var d5 = mat4x4f(); var d6 = mat4x4f(); var d7 = mat4x4f();
  for (var k = 0u; k < inner; k++) {
    // Outputs beyond the last meet dy's padding, which is zero.
    let output = k * 4u;
    let w = Weights(
      of_quad(parameters[weight + output * columns]),
      of_quad(parameters[weight + min(output + 1u, last_output) * columns]),
      of_quad(parameters[weight + min(output + 2u, last_output) * columns]),
      of_quad(parameters[weight + min(output + 3u, last_output) * columns]));
    d0 += inputs_of(dy[i0 + k], w);
    d1 += inputs_of(dy[i1 + k], w);
    d2 += inputs_of(dy[i2 + k], w);
    d3 += inputs_of(dy[i3 + k], w);
    d4 += inputs_of(dy[i4 + k], w);
    d5 += inputs_of(dy[i5 + k], w);
    d6 += inputs_of(dy[i6 + k], w);
    d7 += inputs_of(dy[i7 + k], w);
  }
  store_input(row, column, replica, d0);
  store_input(row + apart, column, replica, d1);
  store_input(row + 2u * apart, column, replica, d2);
  store_input(row + 3u * apart, column, replica, d3);
  store_input(row + 4u * apart, column, replica, d4);
  store_input(row + 5u * apart, column, replica, d5);
  store_input(row + 6u * apart, column, replica, d6);
  store_input(row + 7u * apart, column, replica, d7);
}

@compute @workgroup_size(64)
fn linear_backward_quads(
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
