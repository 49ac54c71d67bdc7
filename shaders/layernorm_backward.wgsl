// dx += scale (g - mean(g) - normalized mean(g normalized)), g = dy weight, row by row: the residual stream adds,
// and its last norm, with accumulate = 0, begins it: dx = …;
// dweight = sum over rows of dy normalized and dbias = sum over rows of dy.
//
// dy, dx, normalized (rows, channels)   scale (rows)   weight, dweight, dbias (channels), dbias if has_bias = 1
// normalized and scale as layernorm_forward left them; the rest lies as there, dweight and dbias in the gradient arena.
// Two roles in one dispatch: the first row_groups workgroups take dx, a thread a row; of the others each takes a vec4f of
// dweight and dbias, its threads stride over the rows. Sums in a fixed order. Overwrites dweight, dbias.
struct Params {
  rows: u32, channels: u32, row_groups: u32, parameters_replica: u32, gradients_replica: u32, weight: u32, has_bias: u32,
  bias: u32, accumulate: u32,
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

fn weight_gradient(column: u32, thread: u32, replica: u32) {
  let columns = (params.channels + 3u) / 4u;
  var weight = vec4f();
  var bias = vec4f();
  for (var row = thread; row < params.rows; row += 64u) {
    let i = (replica * params.rows + row) * columns + column;
    weight += dy[i] * normalized[i];
    bias += dy[i];
  }
  let dweight = workgroup_sum(thread, weight);
  let dbias = workgroup_sum(thread, bias);
  if (thread == 0u) {
    let base = replica * params.gradients_replica + column;
    gradients[base + params.weight] = dweight;
    if (params.has_bias == 1u) {
      gradients[base + params.bias] = dbias;
    }
  }
}

@compute @workgroup_size(64)
fn layernorm_backward(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (group.x < params.row_groups) {
    input_gradient(group.x * 64u + thread, group.z);
  } else {
    weight_gradient(group.x - params.row_groups, thread, group.z);
  }
}
