// y = normalized weight + bias, normalized = (x - mean) scale, scale = 1 / sqrt(variance + 1e-5), row by row (Ba et al. 2016).
//
// x, y, normalized (rows, channels)   weight, bias (channels); bias is taken as zero where has_bias = 0   scale (rows)
// Padding and units as in linear_forward; weight and bias lie in the replica's parameter arena. A thread a row, three passes
// over its channels: mean, variance, output. Overwrites y, normalized and scale; layernorm_backward needs only the last two,
// so x, the residual stream, may change in between.
// Library: padding
struct Params { rows: u32, channels: u32, parameters_replica: u32, weight: u32, has_bias: u32, bias: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> normalized: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> scale: array<f32>;

const EPSILON = 1e-5;

@compute @workgroup_size(64)
fn layernorm_forward(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (group.x * 64u + thread >= params.rows) {
    return;
  }
  let row = group.z * params.rows + group.x * 64u + thread;
  let columns = (params.channels + 3u) / 4u;
  let base = row * columns;

  var sum = vec4f();
  for (var i = 0u; i < columns; i++) {
    sum += x[base + i];
  }
  let mean = dot(sum, vec4f(1.0)) / f32(params.channels);
  var squares = vec4f();
  for (var i = 0u; i < columns; i++) {
    let centred = without_padding(x[base + i] - mean, i, params.channels);
    squares += centred * centred;
  }
  let row_scale = inverseSqrt(dot(squares, vec4f(1.0)) / f32(params.channels) + EPSILON);
  scale[row] = row_scale;

  let parameters_base = group.z * params.parameters_replica;
  for (var i = 0u; i < columns; i++) {
    let value = without_padding((x[base + i] - mean) * row_scale, i, params.channels);
    var output = value * parameters[parameters_base + params.weight + i];
    if (params.has_bias == 1u) {
      output += parameters[parameters_base + params.bias + i];
    }
    normalized[base + i] = value;
    y[base + i] = output;
  }
}
