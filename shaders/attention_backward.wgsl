// The gradient of attention_forward: with p = exp(scale q k - log_sum) and dscore = p (dy v - dy y),
//   dq = scale sum over keys of dscore k,   dk = scale sum over queries of dscore q,   dv = sum over queries of p dy.
//
// Shapes and units as in attention_forward; dqkv as qkv.
// Softmax's gradient needs the sum over keys of p dp, which is dy y (Dao et al. 2022). Two roles in one dispatch, each of which
// computes p anew: the first query_groups workgroups take dq, a thread four queries and sixteen channels, four keys at a time;
// the others dk and dv, a thread four keys and sixteen channels, four queries at a time. Overwrites dqkv.
struct Params { rows: u32, context: u32, heads: u32, head_size: u32, scale: f32, query_groups: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(2) var<storage, read> y: array<vec4f>;
@group(0) @binding(3) var<storage, read> log_sum: array<f32>;
@group(0) @binding(4) var<storage, read> dy: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> dqkv: array<vec4f>;

/// As qkv_block, of dy.
fn dy_block(at: vec4u, column: u32) -> mat4x4f {
  return mat4x4f(dy[at.x + column], dy[at.y + column], dy[at.z + column], dy[at.w + column]);
}

/// dy y of four positions in one vec4f of the head.
fn dy_y(at: vec4u, column: u32) -> vec4f {
  return vec4f(
    dot(dy[at.x + column], y[at.x + column]), dot(dy[at.y + column], y[at.y + column]),
    dot(dy[at.z + column], y[at.z + column]), dot(dy[at.w + column], y[at.w + column]));
}

/// log_sum of four queries from t on.
fn log_sums(tile: Tile, t: u32) -> vec4f {
  let at = tile.scalars + min(vec4u(t) + LANES, vec4u(params.context - 1u));
  return vec4f(log_sum[at.x], log_sum[at.y], log_sum[at.z], log_sum[at.w]);
}

/// Four positions' vec4f `column` of part 0 (q), 1 (k) or 2 (v).
fn store(tile: Tile, part: u32, column: u32, gradient: mat4x4f) {
  if (column >= tile.size) {
    return;
  }
  for (var i = 0u; i < 4u && tile.t + i < params.context; i++) {
    dqkv[((tile.first_row + tile.t + i) * 3u + part) * tile.channels + tile.head + column] = gradient[i];
  }
}

fn query_gradient(tile: Tile) {
  let columns = min(tile.columns, vec4u(tile.size - 1u));
  let rows = rows_from(tile, tile.t);
  let queries = rows * (3u * tile.channels) + tile.head;
  let outputs = rows * tile.channels + tile.head;
  let query_log_sums = log_sums(tile, tile.t);
  var means = vec4f();
  for (var c = 0u; c < tile.size; c++) {
    means += dy_y(outputs, c);
  }
  // (channels, queries), four channels a matrix.
  var dq0 = mat4x4f();
  var dq1 = mat4x4f();
  var dq2 = mat4x4f();
  var dq3 = mat4x4f();
  for (var j = 0u; j <= tile.t; j += 4u) {
    let keys = rows_from(tile, j) * (3u * tile.channels) + tile.channels + tile.head;
    let values = keys + tile.channels;
    // (keys, queries).
    var products = mat4x4f();
    var dp = mat4x4f();
    for (var c = 0u; c < tile.size; c++) {
      products += transpose(qkv_block(keys, c)) * qkv_block(queries, c);
      dp += transpose(qkv_block(values, c)) * dy_block(outputs, c);
    }
    let scores = causal(products, tile.t, j);
    let dscore = mat4x4f(
      exp(scores[0] - query_log_sums.x) * (dp[0] - means.x), exp(scores[1] - query_log_sums.y) * (dp[1] - means.y),
      exp(scores[2] - query_log_sums.z) * (dp[2] - means.z), exp(scores[3] - query_log_sums.w) * (dp[3] - means.w));
    dq0 += qkv_block(keys, columns.x) * dscore;
    dq1 += qkv_block(keys, columns.y) * dscore;
    dq2 += qkv_block(keys, columns.z) * dscore;
    dq3 += qkv_block(keys, columns.w) * dscore;
  }
  store(tile, 0u, tile.columns.x, params.scale * dq0);
  store(tile, 0u, tile.columns.y, params.scale * dq1);
  store(tile, 0u, tile.columns.z, params.scale * dq2);
  store(tile, 0u, tile.columns.w, params.scale * dq3);
}

fn key_gradient(tile: Tile) {
  let columns = min(tile.columns, vec4u(tile.size - 1u));
  let keys = rows_from(tile, tile.t) * (3u * tile.channels) + tile.channels + tile.head;
  let values = keys + tile.channels;
  // (channels, keys), four channels a matrix.
  var dk0 = mat4x4f();
  var dk1 = mat4x4f();
  var dk2 = mat4x4f();
  var dk3 = mat4x4f();
  var dv0 = mat4x4f();
  var dv1 = mat4x4f();
  var dv2 = mat4x4f();
  var dv3 = mat4x4f();
  for (var t = tile.t; t < params.context; t += 4u) {
    let rows = rows_from(tile, t);
    let queries = rows * (3u * tile.channels) + tile.head;
    let outputs = rows * tile.channels + tile.head;
    // (keys, queries).
    var products = mat4x4f();
    var dp = mat4x4f();
    var means = vec4f();
    for (var c = 0u; c < tile.size; c++) {
      let dy_queries = dy_block(outputs, c);
      products += transpose(qkv_block(keys, c)) * qkv_block(queries, c);
      dp += transpose(qkv_block(values, c)) * dy_queries;
      means += dy_y(outputs, c);
    }
    let scores = causal(products, t, tile.t);
    let query_log_sums = log_sums(tile, t);
    // A query beyond the last stands for the last again, and counts nothing.
    let inside = select(vec4f(), vec4f(1.0), vec4u(t) + LANES < vec4u(params.context));
    let p = scale_columns(
      mat4x4f(
        exp(scores[0] - query_log_sums.x), exp(scores[1] - query_log_sums.y),
        exp(scores[2] - query_log_sums.z), exp(scores[3] - query_log_sums.w)),
      inside,
    );
    let dscore = transpose(mat4x4f(
      p[0] * (dp[0] - means.x), p[1] * (dp[1] - means.y), p[2] * (dp[2] - means.z), p[3] * (dp[3] - means.w)));
    let shares = transpose(p);
    dk0 += qkv_block(queries, columns.x) * dscore;
    dk1 += qkv_block(queries, columns.y) * dscore;
    dk2 += qkv_block(queries, columns.z) * dscore;
    dk3 += qkv_block(queries, columns.w) * dscore;
    dv0 += dy_block(outputs, columns.x) * shares;
    dv1 += dy_block(outputs, columns.y) * shares;
    dv2 += dy_block(outputs, columns.z) * shares;
    dv3 += dy_block(outputs, columns.w) * shares;
  }
  store(tile, 1u, tile.columns.x, params.scale * dk0);
  store(tile, 1u, tile.columns.y, params.scale * dk1);
  store(tile, 1u, tile.columns.z, params.scale * dk2);
  store(tile, 1u, tile.columns.w, params.scale * dk3);
  store(tile, 2u, tile.columns.x, dv0);
  store(tile, 2u, tile.columns.y, dv1);
  store(tile, 2u, tile.columns.z, dv2);
  store(tile, 2u, tile.columns.w, dv3);
}

@compute @workgroup_size(64)
fn attention_backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let index = group.y * groups.x + group.x;
  let is_query = index < params.query_groups;
  let tile = tile_of(select(index - params.query_groups, index, is_query) * 64u + thread, group.z);
  if (!tile.exists) {
    return;
  }
  if (is_query) {
    query_gradient(tile);
  } else {
    key_gradient(tile);
  }
}
