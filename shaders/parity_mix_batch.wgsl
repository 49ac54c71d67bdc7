// A batch of the parity-mix task: one-hot of a subtask, random bits, and the parity of those that the subtask asks for. The same
// samples as src/data/tasks/parity-mix.ts, bit for bit.
//
// thresholds (subtasks): random bits in [thresholds[i], thresholds[i + 1]) name subtask i
// positions (subtasks, parity_bits): the bits that a subtask asks for
// x (rows, subtasks + bits), stride in vec4f   label (rows), stride in u32
// replicas (R), of which `sharing` neighbours share a copy of the batch, made from the first one's seed
// A workgroup a row; its threads stride over the vec4f of x. With samples_a_subtask > 0, for evaluation, subtasks come in turn,
// so many rows each. Overwrites x and label; keeps the padding of x zero.
// Library: random, replica, sample_id, thresholds
struct Params {
  rows: u32, subtasks: u32, bits: u32, parity_bits: u32, samples_a_subtask: u32, dataset: u32, stream: u32,
  x_copy: u32, label_copy: u32, sharing: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read> thresholds: array<u32>;
@group(0) @binding(3) var<storage, read> positions: array<u32>;
@group(0) @binding(4) var<storage, read_write> x: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> label: array<u32>;

/// Bit j of a sample.
fn bit_at(seed: u32, id: u32, j: u32) -> u32 {
  return (random_bits(seed, params.stream, id, 1u + j / 32u) >> (j % 32u)) & 1u;
}

@compute @workgroup_size(64)
fn parity_mix_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x;
  let replica = replicas[group.z * params.sharing];
  let seed = replica.seed;
  let id = sample_id(seed, replica.step, params.rows, row, params.dataset);
  var subtask = 0u;
  if (params.samples_a_subtask > 0u) {
    subtask = min(id / params.samples_a_subtask, params.subtasks - 1u);
  } else {
    subtask = drawn_by(random_bits(seed, params.stream, id, 0u), params.subtasks);
  }

  let columns = params.subtasks + params.bits;
  let vec4s = (columns + 3u) / 4u;
  for (var i = thread; i < vec4s; i += 64u) {
    var values = vec4f();
    for (var lane = 0u; lane < 4u; lane++) {
      let column = 4u * i + lane;
      if (column < params.subtasks) {
        values[lane] = f32(column == subtask);
      } else if (column < columns) {
        values[lane] = f32(bit_at(seed, id, column - params.subtasks));
      }
    }
    x[group.z * params.x_copy + row * vec4s + i] = values;
  }
  if (thread == 0u) {
    var parity = 0u;
    for (var i = 0u; i < params.parity_bits; i++) {
      parity ^= bit_at(seed, id, positions[subtask * params.parity_bits + i]);
    }
    label[group.z * params.label_copy + row] = parity;
  }
}
