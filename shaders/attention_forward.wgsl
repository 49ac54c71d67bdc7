// y = softmax(scale q k^T) v over a sequence's positions up to the query's own, head by head (Vaswani et al. 2017).
//
// qkv (rows, 3 channels): q, k, v in this order, heads contiguous within each   y (rows, channels); row = b context + t
// log_sum (b, head, t): log of the sum of exp(score), which attention_backward reads
// Strides count vec4f; a head has at most 64 numbers, a multiple of 4. No scores are kept: a thread a query, four keys at a
// time, with the softmax's maximum and sum corrected as it goes (Milakov & Gimelshein 2018). Overwrites y and log_sum.
struct Params { rows: u32, context: u32, heads: u32, head_size: u32, scale: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> log_sum: array<f32>;

@compute @workgroup_size(64)
fn attention_forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i >= params.rows * params.heads) {
    return;
  }
  let place = place_of(i, group.z);
  let t = place.t;
  let query = place.first + t * place.stride;

  var q: array<vec4f, MOST_VEC4S>;
  var sum_values: array<vec4f, MOST_VEC4S>;
  for (var c = 0u; c < place.size; c++) {
    q[c] = params.scale * qkv[query + c];
  }
  var largest = MASKED;
  var sum = 0.0;
  for (var j = 0u; j <= t; j += 4u) {
    let j1 = min(j + 1u, t);
    let j2 = min(j + 2u, t);
    let j3 = min(j + 3u, t);
    let k0 = place.first + place.channels + j * place.stride;
    let k1 = place.first + place.channels + j1 * place.stride;
    let k2 = place.first + place.channels + j2 * place.stride;
    let k3 = place.first + place.channels + j3 * place.stride;
    var score = vec4f();
    for (var c = 0u; c < place.size; c++) {
      // vector * matrix: a dot product with each of the four keys.
      score += q[c] * mat4x4f(qkv[k0 + c], qkv[k1 + c], qkv[k2 + c], qkv[k3 + c]);
    }
    score = select(vec4f(MASKED), score, vec4u(0u, 1u, 2u, 3u) + j <= vec4u(t));
    let new_largest = max(largest, max(max(score.x, score.y), max(score.z, score.w)));
    let correction = exp(largest - new_largest);
    let p = exp(score - new_largest);
    largest = new_largest;
    sum = sum * correction + dot(p, vec4f(1.0));
    let v = place.channels;
    for (var c = 0u; c < place.size; c++) {
      let values = mat4x4f(qkv[k0 + v + c], qkv[k1 + v + c], qkv[k2 + v + c], qkv[k3 + v + c]);
      sum_values[c] = sum_values[c] * correction + values * p;
    }
  }
  for (var c = 0u; c < place.size; c++) {
    y[place.output + c] = sum_values[c] / sum;
  }
  log_sum[place.scalar] = largest + log(sum);
}
