// A batch of the manifold task: x uniform in [-1, 1)^d and y = (teacher(x) - mean) scale, teacher a tanh network d-32-32-1.
// The same samples as src/data/tasks/manifold.ts, x bit for bit.
//
// teacher: first weight (32, d), rows padded with zeros to whole vec4f, first bias (32), second weight (32, 32), second bias
// (32), readout (32), one after another   x (rows, dimension), y (rows, 1), rows padded to whole vec4f; strides in vec4f
// replicas (R), of which `sharing` neighbours share a copy of the batch, made from the first one's seed
// A thread takes four rows, one in each component of its vec4f, so that it reads each weight once for all four.
// Overwrites x and y.
// Library: random, replica, sample_id, tanh
struct Params {
  rows: u32, dimension: u32, dataset: u32, stream: u32, x_copy: u32, y_copy: u32, sharing: u32, mean: f32, scale: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read> teacher: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> x: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;

const WIDTH = 32u;

/// Coordinates 4 block … 4 block + 3 of a sample; those beyond the last are zero.
fn coordinates(seed: u32, id: u32, block: u32) -> vec4f {
  var drawn: array<f32, 4>;
  for (var i = 0u; i < 4u; i++) {
    let j = 4u * block + i;
    if (j < params.dimension) {
      drawn[i] = 2.0 * random_uniform(seed, params.stream, id, j) - 1.0;
    }
  }
  return vec4f(drawn[0], drawn[1], drawn[2], drawn[3]);
}

@compute @workgroup_size(64)
fn manifold_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first_row = (group.x * 64u + thread) * 4u;
  if (first_row >= params.rows) {
    return;
  }
  let replica = replicas[group.z * params.sharing];
  let blocks = (params.dimension + 3u) / 4u;
  let first_bias = WIDTH * blocks;
  let second_weight = first_bias + WIDTH / 4u;
  let second_bias = second_weight + WIDTH * WIDTH / 4u;
  let readout = second_bias + WIDTH / 4u;

  // hidden[i] is unit i of the first layer in the four rows.
  var hidden: array<vec4f, WIDTH>;
  for (var i = 0u; i < WIDTH; i++) {
    hidden[i] = vec4f(teacher[first_bias + i / 4u][i % 4u]);
  }
  for (var block = 0u; block < blocks; block++) {
    var inputs: mat4x4f;
    for (var r = 0u; r < 4u; r++) {
      let row = first_row + r;
      let id = sample_id(replica.seed, replica.step, params.rows, row, params.dataset);
      let drawn = coordinates(replica.seed, id, block);
      inputs[r] = drawn;
      if (row < params.rows) {
        x[group.z * params.x_copy + row * blocks + block] = drawn;
      }
    }
    for (var i = 0u; i < WIDTH; i++) {
      // vector * matrix: the unit's weights against each row's coordinates.
      hidden[i] += teacher[i * blocks + block] * inputs;
    }
  }
  for (var i = 0u; i < WIDTH; i++) {
    hidden[i] = bounded_tanh(hidden[i]);
  }

  var output = vec4f();
  for (var i = 0u; i < WIDTH; i += 4u) {
    let bias = teacher[second_bias + i / 4u];
    var sum0 = vec4f(bias.x);
    var sum1 = vec4f(bias.y);
    var sum2 = vec4f(bias.z);
    var sum3 = vec4f(bias.w);
    var weight = second_weight + i * (WIDTH / 4u);
    for (var j = 0u; j < WIDTH; j += 4u) {
      // matrix * vector: four units of the first layer, summed with a unit's weights.
      let units = mat4x4f(hidden[j], hidden[j + 1u], hidden[j + 2u], hidden[j + 3u]);
      sum0 += units * teacher[weight];
      sum1 += units * teacher[weight + WIDTH / 4u];
      sum2 += units * teacher[weight + 2u * (WIDTH / 4u)];
      sum3 += units * teacher[weight + 3u * (WIDTH / 4u)];
      weight++;
    }
    output += mat4x4f(bounded_tanh(sum0), bounded_tanh(sum1), bounded_tanh(sum2), bounded_tanh(sum3))
      * teacher[readout + i / 4u];
  }
  let targets = (output - params.mean) * params.scale;
  for (var r = 0u; r < 4u; r++) {
    if (first_row + r < params.rows) {
      y[group.z * params.y_copy + first_row + r] = vec4f(targets[r], 0.0, 0.0, 0.0);
    }
  }
}
