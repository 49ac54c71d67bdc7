// A batch of the manifold task: x uniform in [-1, 1)^d and y = (teacher(x) - mean) scale, teacher a tanh network d-32-32-1.
// The same samples as src/data/tasks/manifold.ts, x bit for bit.
//
// teacher: first weight (32, d), first bias (32), second weight (32, 32), second bias (32), readout (32), one after another
// x (rows, dimension), y (rows, 1), rows padded to whole vec4f; strides in floats   replicas (R)
// A thread a row. Overwrites x and y.
struct Params {
  rows: u32, dimension: u32, dataset: u32, stream: u32, x_replica: u32, y_replica: u32, mean: f32, scale: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read> teacher: array<f32>;
@group(0) @binding(3) var<storage, read_write> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;

const WIDTH = 32u;

@compute @workgroup_size(64)
fn manifold_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x * 64u + thread;
  if (row >= params.rows) {
    return;
  }
  let replica = replicas[group.z];
  let id = sample_id(replica.seed, replica.step, params.rows, row, params.dataset);
  let stride = (params.dimension + 3u) / 4u * 4u;
  let x_row = group.z * params.x_replica + row * stride;

  var first: array<f32, WIDTH>;
  for (var i = 0u; i < WIDTH; i++) {
    first[i] = teacher[WIDTH * params.dimension + i];
  }
  for (var j = 0u; j < stride; j++) {
    let coordinate = select(0.0, 2.0 * random_uniform(replica.seed, params.stream, id, j) - 1.0, j < params.dimension);
    x[x_row + j] = coordinate;
    if (j < params.dimension) {
      for (var i = 0u; i < WIDTH; i++) {
        first[i] += teacher[i * params.dimension + j] * coordinate;
      }
    }
  }
  for (var i = 0u; i < WIDTH; i++) {
    first[i] = tanh(clamp(first[i], -15.0, 15.0));
  }
  let second_weight = WIDTH * params.dimension + WIDTH;
  let second_bias = second_weight + WIDTH * WIDTH;
  let readout = second_bias + WIDTH;
  var output = 0.0;
  for (var i = 0u; i < WIDTH; i++) {
    var sum = teacher[second_bias + i];
    for (var j = 0u; j < WIDTH; j++) {
      sum += teacher[second_weight + i * WIDTH + j] * first[j];
    }
    output += teacher[readout + i] * tanh(clamp(sum, -15.0, 15.0));
  }
  let y_row = group.z * params.y_replica + row * 4u;
  y[y_row] = (output - params.mean) * params.scale;
  y[y_row + 1u] = 0.0;
  y[y_row + 2u] = 0.0;
  y[y_row + 3u] = 0.0;
}
