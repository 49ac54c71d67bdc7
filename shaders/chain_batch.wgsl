// A batch of a language that is a Markov chain (src/data/chain.ts): the same tokens as its sampleChain, bit for bit.
//
// states (states): (token, row)   offsets (rows + 1): row r is entries offsets[r] … offsets[r + 1] - 1
// entries (entries): (threshold, successor); random bits from an entry's threshold up to the next one's name it
// x, label (sequences, context): the tokens, and the token after each; strides in u32
// replicas (R), of which `sharing` neighbours share a copy of the batch, made from the first one's seed
// A thread a sequence: draw (id, lane t) picks state t, the first one from row `start`.
// Overwrites x and label.
// Library: random, replica, sample_id
struct Params {
  sequences: u32, context: u32, start: u32, dataset: u32, stream: u32, x_copy: u32, label_copy: u32, sharing: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read> states: array<vec2u>;
@group(0) @binding(3) var<storage, read> offsets: array<u32>;
@group(0) @binding(4) var<storage, read> entries: array<vec2u>;
@group(0) @binding(5) var<storage, read_write> x: array<u32>;
@group(0) @binding(6) var<storage, read_write> label: array<u32>;

/// The successor that the bits name: that of the row's last entry whose threshold does not exceed them.
fn successor(row: u32, bits: u32) -> u32 {
  var low = offsets[row];
  var high = offsets[row + 1u];
  while (high - low > 1u) {
    let middle = (low + high) / 2u;
    if (entries[middle].x <= bits) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return entries[low].y;
}

@compute @workgroup_size(64)
fn chain_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let sequence = group.x * 64u + thread;
  if (sequence >= params.sequences) {
    return;
  }
  let replica = replicas[group.z * params.sharing];
  let id = sample_id(replica.seed, replica.step, params.sequences, sequence, params.dataset);
  let x_row = group.z * params.x_copy + sequence * params.context;
  let label_row = group.z * params.label_copy + sequence * params.context;
  var row = params.start;
  for (var t = 0u; t <= params.context; t++) {
    let state = states[successor(row, random_bits(replica.seed, params.stream, id, t))];
    if (t < params.context) {
      x[x_row + t] = state.x;
    }
    if (t > 0u) {
      label[label_row + t - 1u] = state.x;
    }
    row = state.y;
  }
}
