// softmax_cross_entropy for many classes: the same scores and gradients, a workgroup a row.
//
// y (rows, classes), padded as in linear_forward   label (rows)   score (rows) of (loss, hit)
// The threads stride over the classes, each with a running maximum and sums of its own (Milakov & Gimelshein 2018); the first
// combines the 64 parts and scores the row, then all write the gradient. Overwrites score and y.
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
var<workgroup> log_sum: f32;

/// Scores the row from its parts and its label's y; sets log_sum.
fn row_score(right: u32, right_y: f32) -> vec2f {
  var whole = parts[0];
  for (var i = 1u; i < 64u; i++) {
    let part = parts[i];
    let largest = max(whole.largest, part.largest);
    let is_first = part.largest > whole.largest || (part.largest == whole.largest && part.best < whole.best);
    let sum = whole.sum * exp(whole.largest - largest) + part.sum * exp(part.largest - largest);
    whole = Part(largest, select(whole.best, part.best, is_first), sum, whole.total + part.total);
  }
  log_sum = whole.largest + log(whole.sum);
  let mean = whole.total / f32(params.classes);
  let loss = log_sum - (1.0 - params.label_noise) * right_y - params.label_noise * mean;
  return vec2f(loss, select(0.0, 1.0, whole.best == right));
}

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
  workgroupBarrier();
  if (thread == 0u) {
    let row_scores = row_score(right, y[base + min(right, params.classes - 1u)]);
    score[group.z * params.rows + row] = select(vec2f(), row_scores, is_scored);
  }
  workgroupBarrier();

  let uniform_share = params.label_noise / f32(params.classes);
  for (var j = thread; j < params.classes; j += 64u) {
    let q = select(0.0, 1.0 - params.label_noise, j == right) + uniform_share;
    y[base + j] = select(0.0, params.scale * (exp(y[base + j] - log_sum) - q), is_scored);
  }
}
