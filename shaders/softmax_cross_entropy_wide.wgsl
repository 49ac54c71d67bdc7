// softmax_cross_entropy for many classes: the same scores and gradients, a workgroup a row.
//
// y (rows, classes), padded as in linear_forward   label (rows)   score (rows) of (loss, hit)
// The threads stride over the classes, each with a maximum and sums of its own as it goes (Milakov & Gimelshein 2018); after
// one barrier each puts all 64 together, in the same order. Overwrites score and y.
struct Params { rows: u32, classes: u32, label_copy: u32, sharing: u32, label_noise: f32, scale: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> label: array<u32>;
@group(0) @binding(2) var<storage, read_write> score: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

/// A thread's part of a row.
struct Part {
  largest: f32,
  /// The first class that has it.
  best: u32,
  /// Of exp(y - largest).
  sum: f32,
  /// Of y.
  total: f32,
}
var<workgroup> parts: array<Part, 64>;
/// The label's y, read before any thread writes over it.
var<workgroup> right_y: f32;

@compute @workgroup_size(64)
fn softmax_cross_entropy_wide(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let row = group.y * groups.x + group.x;
  if (row >= params.rows) {
    return;
  }
  let stride = (params.classes + 3u) / 4u * 4u;
  let base = (group.z * params.rows + row) * stride;
  let right = label[group.z / params.sharing * params.label_copy + row];
  let is_scored = right < params.classes;

  var part = Part(-1e30, 0u, 0.0, 0.0);
  for (var j = thread; j < params.classes; j += 64u) {
    let value = y[base + j];
    if (value > part.largest) {
      part.sum *= exp(part.largest - value);
      part.largest = value;
      part.best = j;
    }
    part.sum += exp(value - part.largest);
    part.total += value;
  }
  parts[thread] = part;
  if (thread == 0u && is_scored) {
    right_y = y[base + right];
  }
  workgroupBarrier();

  var largest = parts[0].largest;
  var best = parts[0].best;
  for (var i = 1u; i < 64u; i++) {
    if (parts[i].largest > largest || (parts[i].largest == largest && parts[i].best < best)) {
      largest = parts[i].largest;
      best = parts[i].best;
    }
  }
  var sum = 0.0;
  var mean = 0.0;
  for (var i = 0u; i < 64u; i++) {
    sum += parts[i].sum * exp(parts[i].largest - largest);
    mean += parts[i].total;
  }
  mean /= f32(params.classes);
  let log_sum = largest + log(sum);
  let loss = log_sum - (1.0 - params.label_noise) * right_y - params.label_noise * mean;
  if (thread == 0u) {
    score[group.z * params.rows + row] = select(vec2f(), vec2f(loss, select(0.0, 1.0, best == right)), is_scored);
  }

  let uniform_share = params.label_noise / f32(params.classes);
  for (var j = thread; j < params.classes; j += 64u) {
    let q = select(0.0, 1.0 - params.label_noise, j == right) + uniform_share;
    y[base + j] = select(0.0, params.scale * (exp(y[base + j] - log_sum) - q), is_scored);
  }
}
