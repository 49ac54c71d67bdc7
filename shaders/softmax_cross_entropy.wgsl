// score = (-sum over classes of q log softmax(y), 1 if the label has the largest y) of each row, in nats, and the gradient in
// y's place: y = scale (softmax(y) - q). q mixes the label with the uniform distribution: (1 - label_noise) one-hot +
// label_noise / classes; 0 in training, where noise is in the labels themselves, and the task's own in evaluation, which so is
// exact. A row whose label is no class is not scored: (0, 0), and no gradient.
//
// y (rows, classes), padded as in linear_forward   label (rows)   score (rows) of (loss, hit)   scale: 1 / scored rows
// `sharing` neighbouring replicas are held against the same copy of the labels. A thread a row, three passes over its classes:
// maximum, log-sum-exp, gradient; softmax_cross_entropy_wide is for many classes. Overwrites score and y.
struct Params { rows: u32, classes: u32, label_copy: u32, sharing: u32, label_noise: f32, scale: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> label: array<u32>;
@group(0) @binding(2) var<storage, read_write> score: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn softmax_cross_entropy(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = group.x * 64u + thread;
  if (row >= params.rows) {
    return;
  }
  let stride = (params.classes + 3u) / 4u * 4u;
  let base = (group.z * params.rows + row) * stride;
  let right = label[group.z / params.sharing * params.label_copy + row];
  if (right >= params.classes) {
    score[group.z * params.rows + row] = vec2f();
    for (var j = 0u; j < params.classes; j++) {
      y[base + j] = 0.0;
    }
    return;
  }

  var largest = y[base];
  var best = 0u;
  for (var j = 1u; j < params.classes; j++) {
    if (y[base + j] > largest) {
      largest = y[base + j];
      best = j;
    }
  }
  var sum = 0.0;
  var mean = 0.0;
  for (var j = 0u; j < params.classes; j++) {
    sum += exp(y[base + j] - largest);
    mean += y[base + j];
  }
  mean /= f32(params.classes);
  let log_sum = largest + log(sum);
  let loss = log_sum - (1.0 - params.label_noise) * y[base + right] - params.label_noise * mean;
  score[group.z * params.rows + row] = vec2f(loss, select(0.0, 1.0, best == right));

  let uniform_share = params.label_noise / f32(params.classes);
  for (var j = 0u; j < params.classes; j++) {
    let q = select(0.0, 1.0 - params.label_noise, j == right) + uniform_share;
    y[base + j] = params.scale * (exp(y[base + j] - log_sum) - q);
  }
}
