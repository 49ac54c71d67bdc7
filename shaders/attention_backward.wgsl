// The gradient of attention_forward: with p = exp(scale q k - log_sum) and dscore = p (dy (v - y)),
//   dq = scale sum over keys of dscore k,   dk = scale sum over queries of dscore q,   dv = sum over queries of p dy.
//
// Shapes and units as in attention_forward; dqkv as qkv.
// dy v - dy y is what softmax's gradient needs: the sum over keys of p dp is dy y (Dao et al. 2022). Two roles in one dispatch,
// each of which computes p anew: the first query_groups workgroups take dq, a thread a query, four keys at a time; the others dk
// and dv, a thread a key, four queries at a time. Overwrites dqkv.
struct Params { rows: u32, context: u32, heads: u32, head_size: u32, scale: f32, query_groups: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(2) var<storage, read> y: array<vec4f>;
@group(0) @binding(3) var<storage, read> log_sum: array<f32>;
@group(0) @binding(4) var<storage, read> dy: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> dqkv: array<vec4f>;

fn query_gradient(place: Place) {
  let t = place.t;
  let query = place.first + t * place.stride;
  var q: array<vec4f, MOST_VEC4S>;
  var dq: array<vec4f, MOST_VEC4S>;
  var dy_query: array<vec4f, MOST_VEC4S>;
  var dy_y = 0.0;
  for (var c = 0u; c < place.size; c++) {
    q[c] = params.scale * qkv[query + c];
    dy_query[c] = dy[place.output + c];
    dy_y += dot(dy_query[c], y[place.output + c]);
  }
  for (var j = 0u; j <= t; j += 4u) {
    let k0 = place.first + place.channels + j * place.stride;
    let k1 = place.first + place.channels + min(j + 1u, t) * place.stride;
    let k2 = place.first + place.channels + min(j + 2u, t) * place.stride;
    let k3 = place.first + place.channels + min(j + 3u, t) * place.stride;
    let v = place.channels;
    var score = vec4f();
    var dp = vec4f();
    for (var c = 0u; c < place.size; c++) {
      score += q[c] * mat4x4f(qkv[k0 + c], qkv[k1 + c], qkv[k2 + c], qkv[k3 + c]);
      dp += dy_query[c] * mat4x4f(qkv[k0 + v + c], qkv[k1 + v + c], qkv[k2 + v + c], qkv[k3 + v + c]);
    }
    let seen = vec4u(0u, 1u, 2u, 3u) + j <= vec4u(t);
    let p = select(vec4f(), exp(score - log_sum[place.scalar]), seen);
    let dscore = p * (dp - dy_y);
    for (var c = 0u; c < place.size; c++) {
      dq[c] += mat4x4f(qkv[k0 + c], qkv[k1 + c], qkv[k2 + c], qkv[k3 + c]) * dscore;
    }
  }
  for (var c = 0u; c < place.size; c++) {
    dqkv[query + c] = params.scale * dq[c];
  }
}

fn key_gradient(place: Place) {
  let key = place.first + place.channels + place.t * place.stride;
  let value = key + place.channels;
  var k: array<vec4f, MOST_VEC4S>;
  var v: array<vec4f, MOST_VEC4S>;
  var dk: array<vec4f, MOST_VEC4S>;
  var dv: array<vec4f, MOST_VEC4S>;
  for (var c = 0u; c < place.size; c++) {
    k[c] = params.scale * qkv[key + c];
    v[c] = qkv[value + c];
  }
  let last = params.context - 1u;
  for (var t = place.t; t <= last; t += 4u) {
    // Queries beyond the last read the last again; p is zero there.
    let t1 = min(t + 1u, last);
    let t2 = min(t + 2u, last);
    let t3 = min(t + 3u, last);
    let q0 = place.first + t * place.stride;
    let q1 = place.first + t1 * place.stride;
    let q2 = place.first + t2 * place.stride;
    let q3 = place.first + t3 * place.stride;
    let output = place.output - place.t * place.channels;
    let y0 = output + t * place.channels;
    let y1 = output + t1 * place.channels;
    let y2 = output + t2 * place.channels;
    let y3 = output + t3 * place.channels;
    var score = vec4f();
    var dp = vec4f();
    for (var c = 0u; c < place.size; c++) {
      score += k[c] * mat4x4f(qkv[q0 + c], qkv[q1 + c], qkv[q2 + c], qkv[q3 + c]);
      dp += vec4f(
        dot(dy[y0 + c], v[c] - y[y0 + c]), dot(dy[y1 + c], v[c] - y[y1 + c]),
        dot(dy[y2 + c], v[c] - y[y2 + c]), dot(dy[y3 + c], v[c] - y[y3 + c]));
    }
    let scalar = place.scalar - place.t;
    let log_sums = vec4f(log_sum[scalar + t], log_sum[scalar + t1], log_sum[scalar + t2], log_sum[scalar + t3]);
    let inside = vec4u(0u, 1u, 2u, 3u) + t <= vec4u(last);
    let p = select(vec4f(), exp(score - log_sums), inside);
    let dscore = p * dp;
    for (var c = 0u; c < place.size; c++) {
      // matrix * vector: the four queries, summed with the weights of their scores.
      dk[c] += mat4x4f(qkv[q0 + c], qkv[q1 + c], qkv[q2 + c], qkv[q3 + c]) * dscore;
      dv[c] += mat4x4f(dy[y0 + c], dy[y1 + c], dy[y2 + c], dy[y3 + c]) * p;
    }
  }
  for (var c = 0u; c < place.size; c++) {
    dqkv[key + c] = params.scale * dk[c];
    dqkv[value + c] = dv[c];
  }
}

@compute @workgroup_size(64)
fn attention_backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let index = group.y * groups.x + group.x;
  let is_query = index < params.query_groups;
  let i = select(index - params.query_groups, index, is_query) * 64u + thread;
  if (i >= params.rows * params.heads) {
    return;
  }
  if (is_query) {
    query_gradient(place_of(i, group.z));
  } else {
    key_gradient(place_of(i, group.z));
  }
}
