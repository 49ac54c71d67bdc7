// y = normalized weight, normalized = x scale, scale = 1 / sqrt(mean of x^2 + 1e-5), row by row (Zhang & Sennrich 2019).
//
// x, y, normalized (rows, channels)   weight (channels)   scale (rows)
// Padding and units as in linear_forward; weight lies in the replica's parameter arena. A thread a row, two passes over its
// channels. Overwrites y, normalized and scale; rmsnorm_backward needs only the last two, so x, the residual stream, may change in
// between.
struct Params { rows: u32, channels: u32, parameters_replica: u32, weight: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> normalized: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> scale: array<f32>;

const EPSILON = 1e-5;

@compute @workgroup_size(64)
fn rmsnorm_forward(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (group.x * 64u + thread >= params.rows) {
    return;
  }
  let row = group.z * params.rows + group.x * 64u + thread;
  let columns = (params.channels + 3u) / 4u;
  let base = row * columns;

  var squares = vec4f();
  for (var i = 0u; i < columns; i++) {
    squares += x[base + i] * x[base + i];
  }
  let row_scale = inverseSqrt(dot(squares, vec4f(1.0)) / f32(params.channels) + EPSILON);
  scale[row] = row_scale;

  let weight = group.z * params.parameters_replica + params.weight;
  for (var i = 0u; i < columns; i++) {
    let value = x[base + i] * row_scale;
    normalized[base + i] = value;
    y[base + i] = value * parameters[weight + i];
  }
}
