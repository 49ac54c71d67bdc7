// y = softmax(scale q k^T) v over a sequence's positions up to the query's own, head by head (Vaswani et al. 2017).
//
// qkv (rows, 3 channels): q, k, v in this order, heads contiguous within each   y (rows, channels); row = b context + t
// log_sum (b, head, t): log of the sum of exp(score), which attention_backward reads
// Strides count vec4f; a head's size is a multiple of 4. No scores are kept: a thread takes four queries and sixteen channels of
// their head, four keys at a time, and corrects the softmax's maximum and sum as it goes (Milakov & Gimelshein 2018); larger
// heads compute their scores once for every sixteen channels. Overwrites y and log_sum.
// Library: attention
struct Params { rows: u32, context: u32, heads: u32, head_size: u32, scale: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> log_sum: array<f32>;

fn largest_of(scores: vec4f) -> f32 {
  return max(max(scores.x, scores.y), max(scores.z, scores.w));
}

fn store_query(tile: Tile, lane: u32, values: mat4x4f, log_of_sum: f32) {
  let t = tile.t + lane;
  if (t >= params.context) {
    return;
  }
  let output = (tile.first_row + t) * tile.channels + tile.head;
  for (var i = 0u; i < 4u && tile.columns.x + i < tile.size; i++) {
    y[output + tile.columns.x + i] = values[i];
  }
  if (tile.columns.x == 0u) {
    log_sum[tile.scalars + t] = log_of_sum;
  }
}

@compute @workgroup_size(64)
fn attention_forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let tile = tile_of((group.y * groups.x + group.x) * 64u + thread, group.z);
  if (!tile.exists) {
    return;
  }
  let at_queries = rows_from(tile, tile.t) * (3u * tile.channels) + tile.head;
  let q = without_beyond(tile, qkv_of(tile, at_queries));
  // (channels, queries) of the sum of values.
  var y_sum = Block();
  // One number a query.
  var largest = vec4f(MASKED);
  var sum = vec4f();
  for (var j = 0u; j <= tile.t; j += 4u) {
    let at_keys = rows_from(tile, j) * (3u * tile.channels) + tile.channels + tile.head;
    var products = block_product(qkv_of(tile, at_keys), q);
    for (var i = own_columns(tile); i < tile.size; i++) {
      let c = other_column(tile, i);
      products += transpose(qkv_block(at_keys, c)) * qkv_block(at_queries, c);
    }
    let scores = causal(products, tile.t, j);
    let new_largest = max(
      largest,
      vec4f(largest_of(scores[0]), largest_of(scores[1]), largest_of(scores[2]), largest_of(scores[3])),
    );
    let correction = exp(largest - new_largest);
    let p = mat4x4f(
      exp(scores[0] - new_largest.x), exp(scores[1] - new_largest.y),
      exp(scores[2] - new_largest.z), exp(scores[3] - new_largest.w));
    largest = new_largest;
    sum = sum * correction + vec4f(1.0) * p;
    let corrected = Block(
      scale_columns(y_sum.a, correction), scale_columns(y_sum.b, correction),
      scale_columns(y_sum.c, correction), scale_columns(y_sum.d, correction));
    y_sum = block_plus(corrected, qkv_of(tile, at_keys + tile.channels), p);
  }
  let share = 1.0 / sum;
  let log_of_sum = largest + log(sum);
  store_query(tile, 0u, mat4x4f(y_sum.a[0], y_sum.b[0], y_sum.c[0], y_sum.d[0]) * share.x, log_of_sum.x);
  store_query(tile, 1u, mat4x4f(y_sum.a[1], y_sum.b[1], y_sum.c[1], y_sum.d[1]) * share.y, log_of_sum.y);
  store_query(tile, 2u, mat4x4f(y_sum.a[2], y_sum.b[2], y_sum.c[2], y_sum.d[2]) * share.z, log_of_sum.z);
  store_query(tile, 3u, mat4x4f(y_sum.a[3], y_sum.b[3], y_sum.c[3], y_sum.d[3]) * share.w, log_of_sum.w);
}
