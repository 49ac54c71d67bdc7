// Tiles of attention, forward and backward: four positions of a head against four others, sixteen of its channels. Wants of the
// kernel qkv and in params rows, context, heads, head_size, scale. Offsets count vec4f.

/// The score of what may not be seen: finite, as WGSL knows no infinity, and e to it is 0.
const MASKED = -1e30;
const LANES = vec4u(0u, 1u, 2u, 3u);

/// What a thread makes.
struct Tile {
  /// The first of its four positions in the sequence; those beyond the last stand for the last and are not stored.
  t: u32,
  /// Row of the sequence's first position, counted over all replicas.
  first_row: u32,
  /// vec4f of the head, of all heads, and before this head.
  size: u32,
  channels: u32,
  head: u32,
  /// The four vec4f of the head that it makes; those beyond the last stand for the last and are not stored.
  columns: vec4u,
  /// Of the head's first position in log_sum, whose order is (sequence, head, position).
  scalars: u32,
  exists: bool,
}

/// The i-th of a replica: tiles of positions run fastest, then of channels, then heads, then sequences.
fn tile_of(i: u32, replica: u32) -> Tile {
  let size = params.head_size / 4u;
  let tiles = (params.context + 3u) / 4u;
  let chunks = (size + 3u) / 4u;
  let head = i / (tiles * chunks) % params.heads;
  let sequence = i / (tiles * chunks * params.heads);
  return Tile(
    i % tiles * 4u,
    replica * params.rows + sequence * params.context,
    size,
    params.heads * size,
    head * size,
    i / tiles % chunks * 4u + LANES,
    (replica * params.rows / params.context + sequence) * params.context * params.heads + head * params.context,
    sequence * params.context < params.rows,
  );
}

/// Rows of four positions from t on.
fn rows_from(tile: Tile, t: u32) -> vec4u {
  return tile.first_row + min(vec4u(t) + LANES, vec4u(params.context - 1u));
}

/// vec4f `column` of a head in q, k or v, whose offsets are `at`: a column of the matrix a position.
fn qkv_block(at: vec4u, column: u32) -> mat4x4f {
  return mat4x4f(qkv[at.x + column], qkv[at.y + column], qkv[at.z + column], qkv[at.w + column]);
}

/// Scaled scores (keys, queries), a column a query, of queries from t on and keys from j on, masked where the key comes later.
fn causal(scores: mat4x4f, t: u32, j: u32) -> mat4x4f {
  let key = vec4u(j) + LANES;
  return mat4x4f(
    select(vec4f(MASKED), params.scale * scores[0], key <= vec4u(t)),
    select(vec4f(MASKED), params.scale * scores[1], key <= vec4u(t + 1u)),
    select(vec4f(MASKED), params.scale * scores[2], key <= vec4u(t + 2u)),
    select(vec4f(MASKED), params.scale * scores[3], key <= vec4u(t + 3u)),
  );
}

/// Column i of the matrix times factor i.
fn scale_columns(matrix: mat4x4f, factor: vec4f) -> mat4x4f {
  return mat4x4f(matrix[0] * factor.x, matrix[1] * factor.y, matrix[2] * factor.z, matrix[3] * factor.w);
}
