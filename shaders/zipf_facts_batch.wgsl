// A batch of the zipf-facts task: the 32 bits of a fact's key as +1 and -1, and its class, redrawn with probability label_noise.
// The same samples as src/data/tasks/zipf-facts.ts, bit for bit.
//
// thresholds (facts): random bits in [thresholds[k], thresholds[k + 1]) name fact k
// x (rows, 32), stride in vec4f   label (rows), stride in u32
// replicas (R), of which `sharing` neighbours share a copy of the batch, made from the first one's seed
// A thread a row. With all_facts = 1, for evaluation, row `id` is fact id (beyond the last: the last) and its clean class.
// Overwrites x and label.
// Library: random, replica, sample_id, thresholds
struct Params {
  rows: u32, facts: u32, classes: u32, task_seed: u32, dataset: u32, stream: u32, all_facts: u32, label_noise: f32,
  x_copy: u32, label_copy: u32, sharing: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read> thresholds: array<u32>;
@group(0) @binding(3) var<storage, read_write> x: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> label: array<u32>;

const TASK_STREAM = 4u;

@compute @workgroup_size(64)
fn zipf_facts_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x * 64u + thread;
  if (row >= params.rows) {
    return;
  }
  let replica = replicas[group.z * params.sharing];
  let id = sample_id(replica.seed, replica.step, params.rows, row, params.dataset);
  var fact = min(id, params.facts - 1u);
  if (params.all_facts == 0u) {
    fact = drawn_by(random_bits(replica.seed, params.stream, id, 0u), params.facts);
  }
  var class_index = random_integer(params.task_seed, TASK_STREAM, fact, 1u, params.classes);
  if (params.all_facts == 0u && random_uniform(replica.seed, params.stream, id, 1u) < params.label_noise) {
    class_index = random_integer(replica.seed, params.stream, id, 2u, params.classes);
  }
  label[group.z * params.label_copy + row] = class_index;

  let key = random_bits(params.task_seed, TASK_STREAM, fact, 0u);
  let x_row = group.z * params.x_copy + row * 8u;
  for (var j = 0u; j < 8u; j++) {
    let bits = (vec4u(key >> (4u * j)) >> vec4u(0u, 1u, 2u, 3u)) & vec4u(1u);
    x[x_row + j] = 2.0 * vec4f(bits) - 1.0;
  }
}
