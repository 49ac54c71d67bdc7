// dx += scale (g - mean(g) - normalized mean(g normalized)), g = dy weight, row by row. dx is the gradient of the residual stream,
// to which every norm adds; the last norm, with accumulate = 0, overwrites it.
// dweight = sum over rows of dy normalized and dbias = sum over rows of dy.
//
// dy, dx, normalized (rows, channels)   scale (rows)   weight, dweight, dbias (channels), dbias if has_bias = 1
// normalized and scale as layernorm_forward left them; the rest lies as there, dweight and dbias in the gradient arena.
// Two roles in one dispatch: the first row_groups workgroups take dx, a thread a row; the others dweight and dbias, a thread a
// vec4f over the slice_rows rows of a slice of the gradient arena. Sums in a fixed order. Overwrites every slice of both.
// Library: padding
struct Params {
  rows: u32, channels: u32, row_groups: u32, slices: u32, slice_rows: u32, parameters_replica: u32, gradients_slice: u32,
  gradients_replica: u32, weight: u32, has_bias: u32, bias: u32, accumulate: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> dy: array<vec4f>;
@group(0) @binding(2) var<storage, read> normalized: array<vec4f>;
@group(0) @binding(3) var<storage, read> scale: array<f32>;
@group(0) @binding(4) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> dx: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> gradients: array<vec4f>;

fn input_gradient(row: u32, replica: u32) {
  if (row >= params.rows) {
    return;
  }
  let columns = (params.channels + 3u) / 4u;
  let base = (replica * params.rows + row) * columns;
  let weight = replica * params.parameters_replica + params.weight;
  var sum = vec4f();
  var product = vec4f();
  for (var i = 0u; i < columns; i++) {
    let g = dy[base + i] * parameters[weight + i];
    sum += g;
    product += g * normalized[base + i];
  }
  let mean = dot(sum, vec4f(1.0)) / f32(params.channels);
  let mean_product = dot(product, vec4f(1.0)) / f32(params.channels);
  let row_scale = scale[replica * params.rows + row];
  for (var i = 0u; i < columns; i++) {
    let g = dy[base + i] * parameters[weight + i];
    let gradient = row_scale * (g - mean - normalized[base + i] * mean_product);
    dx[base + i] = select(vec4f(), dx[base + i], params.accumulate == 1u) + without_padding(gradient, i, params.channels);
  }
}

/// The i-th vec4f of dweight and dbias, columns first, then slices.
fn weight_gradient(i: u32, replica: u32) {
  let columns = (params.channels + 3u) / 4u;
  let column = i % columns;
  let slice = i / columns;
  if (slice >= params.slices) {
    return;
  }
  let end = min((slice + 1u) * params.slice_rows, params.rows);
  var weight = vec4f();
  var bias = vec4f();
  for (var row = slice * params.slice_rows; row < end; row++) {
    let j = (replica * params.rows + row) * columns + column;
    weight += dy[j] * normalized[j];
    bias += dy[j];
  }
  let base = slice * params.gradients_slice + replica * params.gradients_replica + column;
  gradients[base + params.weight] = weight;
  if (params.has_bias == 1u) {
    gradients[base + params.bias] = bias;
  }
}

@compute @workgroup_size(64)
fn layernorm_backward(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (group.x < params.row_groups) {
    input_gradient(group.x * 64u + thread, group.z);
  } else {
    weight_gradient((group.x - params.row_groups) * 64u + thread, group.z);
  }
}
