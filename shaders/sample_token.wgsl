// Draws the next token of every sequence from softmax(logits / temperature) at its last position, and appends it.
//
// logits (rows = sequences * context, vocabulary), padded as in linear_forward   tokens (sequences * context): the window
// cursors (sequences) of (tokens in the window, tokens drawn)   drawn (sequences * longest)
// A thread a sequence, three passes over its logits: maximum, sum, and the running sum that passes a uniform draw; temperature 0
// takes the largest. A full window moves by one token. Changes tokens and cursors in place; overwrites one entry of drawn.
// Library: random
struct Params { sequences: u32, context: u32, vocabulary: u32, longest: u32, seed: u32, stream: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
/// One number, set before each sampling.
@group(0) @binding(2) var<storage, read> temperature: array<f32>;
@group(0) @binding(3) var<storage, read_write> tokens: array<u32>;
@group(0) @binding(4) var<storage, read_write> cursors: array<vec2u>;
@group(0) @binding(5) var<storage, read_write> drawn: array<u32>;

@compute @workgroup_size(64)
fn sample_token(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let sequence = group.x * 64u + thread;
  if (sequence >= params.sequences) {
    return;
  }
  let place = group.z * params.sequences + sequence;
  let cursor = cursors[place];
  let stride = (params.vocabulary + 3u) / 4u * 4u;
  let base = (place * params.context + cursor.x - 1u) * stride;

  var best = 0u;
  var largest = logits[base];
  for (var j = 1u; j < params.vocabulary; j++) {
    if (logits[base + j] > largest) {
      largest = logits[base + j];
      best = j;
    }
  }
  var token = best;
  if (temperature[0] > 0.0) {
    var sum = 0.0;
    for (var j = 0u; j < params.vocabulary; j++) {
      sum += exp((logits[base + j] - largest) / temperature[0]);
    }
    var left = random_uniform(params.seed, params.stream, place, cursor.y) * sum;
    for (var j = 0u; j < params.vocabulary; j++) {
      let share = exp((logits[base + j] - largest) / temperature[0]);
      // Where rounding leaves a remainder, the last token with a probability takes it.
      if (share > 0.0) {
        token = j;
      }
      left -= share;
      if (left < 0.0) {
        break;
      }
    }
  }

  drawn[place * params.longest + cursor.y] = token;
  let first = place * params.context;
  var filled = cursor.x;
  if (filled == params.context) {
    for (var t = 1u; t < params.context; t++) {
      tokens[first + t - 1u] = tokens[first + t];
    }
    filled -= 1u;
  }
  tokens[first + filled] = token;
  cursors[place] = vec2u(filled + 1u, cursor.y + 1u);
}
