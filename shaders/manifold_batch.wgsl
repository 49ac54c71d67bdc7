// A batch of the manifold task: x uniform in [-1, 1)^d and y = (teacher(x) - mean) scale, teacher a tanh network d-32-32-1.
// The same samples as src/data/tasks/manifold.ts, x bit for bit.
//
// teacher, as vec4f: first weight (d, 32), first bias (32), second weight (32, 32), second bias (32), readout (32), one after
// another, weights as (inputs, outputs)   x (rows, dimension), y (rows, 1), rows padded to whole vec4f; strides in floats
// replicas (R), of which `sharing` neighbours share a copy of the batch, made from the first one's seed
// A thread a row. Overwrites x and y.
struct Params {
  rows: u32, dimension: u32, dataset: u32, stream: u32, x_copy: u32, y_copy: u32, sharing: u32, mean: f32, scale: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read> teacher: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;

/// vec4f of a hidden layer.
const WIDTH = 8u;

/// tanh; beyond 15 it is 1 in f32, and some drivers' own is not a number there.
fn bounded_tanh(x: vec4f) -> vec4f {
  return tanh(clamp(x, vec4f(-15.0), vec4f(15.0)));
}

@compute @workgroup_size(64)
fn manifold_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x * 64u + thread;
  if (row >= params.rows) {
    return;
  }
  let replica = replicas[group.z * params.sharing];
  let id = sample_id(replica.seed, replica.step, params.rows, row, params.dataset);
  let stride = (params.dimension + 3u) / 4u * 4u;
  let x_row = group.z * params.x_copy + row * stride;

  let first_bias = WIDTH * params.dimension;
  var first: array<vec4f, WIDTH>;
  for (var i = 0u; i < WIDTH; i++) {
    first[i] = teacher[first_bias + i];
  }
  for (var j = 0u; j < params.dimension; j++) {
    let coordinate = 2.0 * random_uniform(replica.seed, params.stream, id, j) - 1.0;
    x[x_row + j] = coordinate;
    for (var i = 0u; i < WIDTH; i++) {
      first[i] += teacher[j * WIDTH + i] * coordinate;
    }
  }
  for (var j = params.dimension; j < stride; j++) {
    x[x_row + j] = 0.0;
  }
  for (var i = 0u; i < WIDTH; i++) {
    first[i] = bounded_tanh(first[i]);
  }

  let second_weight = first_bias + WIDTH;
  let second_bias = second_weight + 4u * WIDTH * WIDTH;
  let readout = second_bias + WIDTH;
  var output = 0.0;
  for (var i = 0u; i < WIDTH; i++) {
    var sum = teacher[second_bias + i];
    for (var j = 0u; j < WIDTH; j++) {
      let weight = second_weight + 4u * j * WIDTH + i;
      sum += mat4x4f(
        teacher[weight], teacher[weight + WIDTH], teacher[weight + 2u * WIDTH], teacher[weight + 3u * WIDTH]) * first[j];
    }
    output += dot(teacher[readout + i], bounded_tanh(sum));
  }
  let y_row = group.z * params.y_copy + row * 4u;
  y[y_row] = (output - params.mean) * params.scale;
  y[y_row + 1u] = 0.0;
  y[y_row + 2u] = 0.0;
  y[y_row + 3u] = 0.0;
}
