// score = (-sum over classes of q log softmax(y), 1 if the label has the largest y) of each row, in nats, and the gradient in
// y's place: y = scale (softmax(y) - q). q mixes the label with the uniform distribution: (1 - label_noise) one-hot +
// label_noise / classes; 0 in training, where the labels themselves are noisy; the task's noise in evaluation, which
// makes it exact. A row whose label is not a class is not scored: (0, 0), and no gradient.
//
// y (rows, classes), padded as in linear_forward   label (rows)   score (rows) of (loss, hit)   scale: 1 / scored rows
// `sharing` neighbouring replicas are compared with the same copy of the labels. A thread a row, three passes over its classes,
// four at a time: maximum, log-sum-exp, gradient; softmax_cross_entropy_wide is for many classes. Overwrites score and y.
struct Params { rows: u32, classes: u32, label_copy: u32, sharing: u32, label_noise: f32, scale: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> label: array<u32>;
@group(0) @binding(2) var<storage, read_write> score: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

const LANES = vec4u(0u, 1u, 2u, 3u);
/// y of padding beyond the classes: finite, as WGSL has no infinity, and its exponential is 0.
const MASKED = -1e30;

/// Four classes from 4 `column` on of the row that begins at `base`.
fn classes_of(base: u32, column: u32) -> vec4f {
  return select(vec4f(MASKED), y[base + column], column * 4u + LANES < vec4u(params.classes));
}

@compute @workgroup_size(64)
fn softmax_cross_entropy(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (group.x * 64u + thread >= params.rows) {
    return;
  }
  let row = group.z * params.rows + group.x * 64u + thread;
  let columns = (params.classes + 3u) / 4u;
  let base = row * columns;
  let right = label[group.z / params.sharing * params.label_copy + group.x * 64u + thread];
  let is_scored = right < params.classes;

  // The largest of each lane's classes, and the first column that has it.
  var lane_largest = vec4f(MASKED);
  var lane_column = vec4u();
  for (var i = 0u; i < columns; i++) {
    let value = classes_of(base, i);
    lane_column = select(lane_column, vec4u(i), value > lane_largest);
    lane_largest = max(lane_largest, value);
  }
  let largest = max(max(lane_largest.x, lane_largest.y), max(lane_largest.z, lane_largest.w));
  let first = select(vec4u(params.classes), lane_column * 4u + LANES, lane_largest == vec4f(largest));
  let best = min(min(first.x, first.y), min(first.z, first.w));

  var sums = vec4f();
  var totals = vec4f();
  for (var i = 0u; i < columns; i++) {
    sums += exp(classes_of(base, i) - largest);
    totals += y[base + i];
  }
  let log_sum = largest + log(dot(sums, vec4f(1.0)));
  let mean = dot(totals, vec4f(1.0)) / f32(params.classes);
  let label_y = y[base + min(right, params.classes - 1u) / 4u][right % 4u];
  let loss = log_sum - (1.0 - params.label_noise) * label_y - params.label_noise * mean;
  score[row] = select(vec2f(), vec2f(loss, select(0.0, 1.0, best == right)), is_scored);

  let uniform_share = params.label_noise / f32(params.classes);
  for (var i = 0u; i < columns; i++) {
    let j = i * 4u + LANES;
    let q = select(vec4f(), vec4f(1.0 - params.label_noise), j == vec4u(right)) + uniform_share;
    let gradient = params.scale * (exp(classes_of(base, i) - log_sum) - q);
    y[base + i] = select(vec4f(), gradient, (j < vec4u(params.classes)) & vec4<bool>(is_scored));
  }
}
