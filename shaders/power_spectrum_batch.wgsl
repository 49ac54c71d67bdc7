// A batch of the power-spectrum task: coins, each scaled for x by `scales` and summed for y by `amplitudes`. The same samples as
// src/data/tasks/power-spectrum.ts, x bit for bit. The first `inputs` coins are the inputs.
//
// scales, amplitudes (coins), padded with zeros to whole vec4f
// x (rows, inputs), y (rows, 1), rows padded to whole vec4f; strides in vec4f
// replicas (R), of which `sharing` neighbours share a copy of the batch, made from the first one's seed
// A thread a row. With lift > 0, for evaluation, rows 2 j and 2 j + 1 have coin j alone, once each way, `lift` times as large.
// Overwrites x and y.
// Library: random, replica, sample_id
struct Params {
  rows: u32, coins: u32, inputs: u32, dataset: u32, stream: u32, lift: f32, x_copy: u32, y_copy: u32, sharing: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read> scales: array<vec4f>;
@group(0) @binding(3) var<storage, read> amplitudes: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> x: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> y: array<vec4f>;

/// `values`, which are coins 4 i … 4 i + 3, without those beyond the inputs.
fn as_inputs(values: vec4f, i: u32) -> vec4f {
  return select(vec4f(), values, vec4u(4u * i) + vec4u(0u, 1u, 2u, 3u) < vec4u(params.inputs));
}

@compute @workgroup_size(64)
fn power_spectrum_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x * 64u + thread;
  if (row >= params.rows) {
    return;
  }
  let replica = replicas[group.z * params.sharing];
  let id = sample_id(replica.seed, replica.step, params.rows, row, params.dataset);
  let columns = (params.inputs + 3u) / 4u;
  let x_row = group.z * params.x_copy + row * columns;
  let vec4s = (params.coins + 3u) / 4u;
  var sums = vec4f();
  var bits = 0u;
  let lone = min(id / 2u, params.coins - 1u);
  let lone_lift = select(params.lift, -params.lift, (id & 1u) == 1u);
  for (var i = 0u; i < vec4s; i++) {
    var signs = vec4f();
    if (params.lift > 0.0) {
      signs = select(vec4f(), vec4f(lone_lift), vec4u(4u * i) + vec4u(0u, 1u, 2u, 3u) == vec4u(lone));
    } else {
      if (i % 8u == 0u) {
        bits = random_bits(replica.seed, params.stream, id, i / 8u);
      }
      let four = (vec4u(bits >> (4u * (i % 8u))) >> vec4u(0u, 1u, 2u, 3u)) & vec4u(1u);
      signs = 2.0 * vec4f(four) - 1.0;
    }
    sums += signs * amplitudes[i];
    if (i < columns) {
      x[x_row + i] = as_inputs(signs * scales[i], i);
    }
  }
  y[group.z * params.y_copy + row] = vec4f((sums.x + sums.y) + (sums.z + sums.w), 0.0, 0.0, 0.0);
}
