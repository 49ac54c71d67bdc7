// The gradient of attention_forward: with p = exp(scale q k - log_sum) and dscore = p (dy v - dy y),
//   dq = scale sum over keys of dscore k,   dk = scale sum over queries of dscore q,   dv = sum over queries of p dy.
//
// Shapes and units as in attention_forward; dqkv as qkv.
// Softmax's gradient needs the sum over keys of p dp, which is dy y (Dao et al. 2022). Two roles in one dispatch, each of which
// computes p again: the first query_groups workgroups take dq, a thread four queries and sixteen channels, four keys at a time;
// the others dk and dv, a thread four keys and sixteen channels, four queries at a time. What a thread keeps of its own four it
// reads once, where heads have up to sixteen channels. Overwrites dqkv.
// Library: attention
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

/// As qkv_of, of dy.
fn dy_of(tile: Tile, at: vec4u) -> Block {
  let column = min(tile.columns, vec4u(tile.size - 1u));
  return Block(dy_block(at, column.x), dy_block(at, column.y), dy_block(at, column.z), dy_block(at, column.w));
}

/// As qkv_block, of y, whose rows lie as dy's.
fn y_block(at: vec4u, column: u32) -> mat4x4f {
  return mat4x4f(y[at.x + column], y[at.y + column], y[at.z + column], y[at.w + column]);
}

/// The tile's own channels of y, with zeros for those beyond the head's last.
fn y_of(tile: Tile, at: vec4u) -> Block {
  let column = min(tile.columns, vec4u(tile.size - 1u));
  let block = Block(y_block(at, column.x), y_block(at, column.y), y_block(at, column.z), y_block(at, column.w));
  return without_beyond(tile, block);
}

/// Position by position, the product of two.
fn dots(a: mat4x4f, b: mat4x4f) -> vec4f {
  return vec4f(dot(a[0], b[0]), dot(a[1], b[1]), dot(a[2], b[2]), dot(a[3], b[3]));
}

fn block_dots(x: Block, y: Block) -> vec4f {
  return dots(x.a, y.a) + dots(x.b, y.b) + dots(x.c, y.c) + dots(x.d, y.d);
}

/// log_sum of four queries from t on.
fn log_sums(tile: Tile, t: u32) -> vec4f {
  let at = tile.scalars + min(vec4u(t) + LANES, vec4u(params.context - 1u));
  return vec4f(log_sum[at.x], log_sum[at.y], log_sum[at.z], log_sum[at.w]);
}

/// The tile's channels of part 0 (q), 1 (k) or 2 (v).
fn store(tile: Tile, part: u32, gradient: Block) {
  for (var i = 0u; i < 4u && tile.t + i < params.context; i++) {
    let at = ((tile.first_row + tile.t + i) * 3u + part) * tile.channels + tile.head + tile.columns.x;
    let values = mat4x4f(gradient.a[i], gradient.b[i], gradient.c[i], gradient.d[i]);
    for (var j = 0u; j < own_columns(tile); j++) {
      dqkv[at + j] = values[j];
    }
  }
}

fn scaled(block: Block) -> Block {
  return Block(params.scale * block.a, params.scale * block.b, params.scale * block.c, params.scale * block.d);
}

fn query_gradient(tile: Tile) {
  let rows = rows_from(tile, tile.t);
  let at_queries = rows * (3u * tile.channels) + tile.head;
  let at_outputs = rows * tile.channels + tile.head;
  let q = without_beyond(tile, qkv_of(tile, at_queries));
  let g = without_beyond(tile, dy_of(tile, at_outputs));
  let query_log_sums = log_sums(tile, tile.t);
  // dy y of each query.
  var means = block_dots(g, y_of(tile, at_outputs));
  for (var i = own_columns(tile); i < tile.size; i++) {
    let c = other_column(tile, i);
    means += dots(dy_block(at_outputs, c), y_block(at_outputs, c));
  }
  var dq = Block();
  for (var j = 0u; j <= tile.t; j += 4u) {
    let at_keys = rows_from(tile, j) * (3u * tile.channels) + tile.channels + tile.head;
    let at_values = at_keys + tile.channels;
    let k = qkv_of(tile, at_keys);
    // (keys, queries).
    var products = block_product(k, q);
    var dp = block_product(qkv_of(tile, at_values), g);
    for (var i = own_columns(tile); i < tile.size; i++) {
      let c = other_column(tile, i);
      products += transpose(qkv_block(at_keys, c)) * qkv_block(at_queries, c);
      dp += transpose(qkv_block(at_values, c)) * dy_block(at_outputs, c);
    }
    let scores = causal(products, tile.t, j);
    let dscore = mat4x4f(
      exp(scores[0] - query_log_sums.x) * (dp[0] - means.x), exp(scores[1] - query_log_sums.y) * (dp[1] - means.y),
      exp(scores[2] - query_log_sums.z) * (dp[2] - means.z), exp(scores[3] - query_log_sums.w) * (dp[3] - means.w));
    dq = block_plus(dq, k, dscore);
  }
  store(tile, 0u, scaled(dq));
}

fn key_gradient(tile: Tile) {
  let at_keys = rows_from(tile, tile.t) * (3u * tile.channels) + tile.channels + tile.head;
  let at_values = at_keys + tile.channels;
  let k = without_beyond(tile, qkv_of(tile, at_keys));
  let v = without_beyond(tile, qkv_of(tile, at_values));
  var dk = Block();
  var dv = Block();
  for (var t = tile.t; t < params.context; t += 4u) {
    let rows = rows_from(tile, t);
    let at_queries = rows * (3u * tile.channels) + tile.head;
    let at_outputs = rows * tile.channels + tile.head;
    let q = qkv_of(tile, at_queries);
    let g = dy_of(tile, at_outputs);
    // (keys, queries).
    var products = block_product(k, q);
    var dp = block_product(v, g);
    // dy y of each query.
    var means = block_dots(g, y_of(tile, at_outputs));
    for (var i = own_columns(tile); i < tile.size; i++) {
      let c = other_column(tile, i);
      let dy_c = dy_block(at_outputs, c);
      products += transpose(qkv_block(at_keys, c)) * qkv_block(at_queries, c);
      dp += transpose(qkv_block(at_values, c)) * dy_c;
      means += dots(dy_c, y_block(at_outputs, c));
    }
    let scores = causal(products, t, tile.t);
    let query_log_sums = log_sums(tile, t);
    // A query beyond the last reads the last one again, with weight 0.
    let inside = select(vec4f(), vec4f(1.0), vec4u(t) + LANES < vec4u(params.context));
    let p = scale_columns(
      mat4x4f(
        exp(scores[0] - query_log_sums.x), exp(scores[1] - query_log_sums.y),
        exp(scores[2] - query_log_sums.z), exp(scores[3] - query_log_sums.w)),
      inside,
    );
    let dscore = mat4x4f(
      p[0] * (dp[0] - means.x), p[1] * (dp[1] - means.y), p[2] * (dp[2] - means.z), p[3] * (dp[3] - means.w));
    dk = block_plus(dk, q, transpose(dscore));
    dv = block_plus(dv, g, transpose(p));
  }
  store(tile, 1u, scaled(dk));
  store(tile, 2u, dv);
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
