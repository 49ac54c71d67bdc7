// A batch of the addition task: a+b=c in digits. The same sequences as src/data/tasks/addition.ts, bit for bit.
//
// x (sequences, 3 digits + 2), label alike: the token after each, 0xffffffff before the answer; strides in u32
// replicas (R), of which `sharing` neighbours share a copy of the batch, made from the first one's seed
// A thread a sequence: draws (id, lanes 0 and 1) are a and b, below `limit` = 10^digits. With reversed = 1 the answer's units
// come first. Overwrites x and label.
// Library: random, replica, sample_id
struct Params {
  sequences: u32, digits: u32, limit: u32, reversed: u32, dataset: u32, stream: u32, x_copy: u32, label_copy: u32, sharing: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read_write> x: array<u32>;
@group(0) @binding(3) var<storage, read_write> label: array<u32>;

const PLUS = 10u;
const EQUALS = 11u;
const IGNORED = 0xffffffffu;

/// Token t of a question and its answer is read at position t and asked for at position t - 1.
fn put(x_row: u32, label_row: u32, context: u32, t: u32, token: u32, scored: bool) {
  if (t < context) {
    x[x_row + t] = token;
  }
  if (t > 0u) {
    label[label_row + t - 1u] = select(IGNORED, token, scored);
  }
}

@compute @workgroup_size(64)
fn addition_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let sequence = group.x * 64u + thread;
  if (sequence >= params.sequences) {
    return;
  }
  let replica = replicas[group.z * params.sharing];
  let id = sample_id(replica.seed, replica.step, params.sequences, sequence, params.dataset);
  let digits = params.digits;
  let context = 3u * digits + 2u;
  let x_row = group.z * params.x_copy + sequence * context;
  let label_row = group.z * params.label_copy + sequence * context;
  var a = random_integer(replica.seed, params.stream, id, 0u, params.limit);
  var b = random_integer(replica.seed, params.stream, id, 1u, params.limit);
  var c = a + b;
  for (var i = 0u; i < digits; i++) {
    let t = digits - 1u - i;
    put(x_row, label_row, context, t, a % 10u, false);
    put(x_row, label_row, context, digits + 1u + t, b % 10u, false);
    a /= 10u;
    b /= 10u;
  }
  put(x_row, label_row, context, digits, PLUS, false);
  put(x_row, label_row, context, 2u * digits + 1u, EQUALS, false);
  for (var i = 0u; i <= digits; i++) {
    let t = select(digits - i, i, params.reversed == 1u);
    put(x_row, label_row, context, 2u * digits + 2u + t, c % 10u, true);
    c /= 10u;
  }
}
