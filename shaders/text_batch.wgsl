// A batch of a text: sequences of its tokens, and the token after each. The same as src/data/tasks/text.ts, bit for bit.
//
// text (tokens / 2): two tokens a word, the first in the low half
// x, label (sequences, context); strides in u32
// replicas (R), of which `sharing` neighbours share a copy of the batch, made from the first one's seed
// With windows > 0, sample id is window id (starting over after the last) of those that lie side by side from token `start` on;
// otherwise draw (id, lane 0) picks one of `places` first tokens. A workgroup a sequence; its threads stride over the positions.
// Overwrites x and label.
// Library: random, replica, sample_id
struct Params {
  sequences: u32, context: u32, start: u32, windows: u32, places: u32, dataset: u32, stream: u32,
  x_copy: u32, label_copy: u32, sharing: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read> text: array<u32>;
@group(0) @binding(3) var<storage, read_write> x: array<u32>;
@group(0) @binding(4) var<storage, read_write> label: array<u32>;

fn token_at(position: u32) -> u32 {
  return (text[position / 2u] >> (16u * (position % 2u))) & 0xffffu;
}

@compute @workgroup_size(64)
fn text_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let replica = replicas[group.z * params.sharing];
  let id = sample_id(replica.seed, replica.step, params.sequences, group.x, params.dataset);
  var first = 0u;
  if (params.windows > 0u) {
    first = params.start + (id % params.windows) * params.context;
  } else {
    first = random_integer(replica.seed, params.stream, id, 0u, params.places);
  }
  let row = group.x * params.context;
  for (var t = thread; t < params.context; t += 64u) {
    x[group.z * params.x_copy + row + t] = token_at(first + t);
    label[group.z * params.label_copy + row + t] = token_at(first + t + 1u);
  }
}
