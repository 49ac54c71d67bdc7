// Tiles of attention, forward and backward: four positions of a head against four others, sixteen of its channels. The
// kernel declares qkv, and in params rows, context, heads, head_size, scale. Offsets count vec4f.

/// The score of a position that must not be seen: finite, as WGSL has no infinity, and its exponential is 0.
const MASKED = -1e30;
const LANES = vec4u(0u, 1u, 2u, 3u);

/// What a thread makes.
struct Tile {
  /// The first of its four positions in the sequence; those beyond the last repeat the last and are not stored.
  t: u32,
  /// Row of the sequence's first position, counted over all replicas.
  first_row: u32,
  /// vec4f of the head, of all heads, and before this head.
  size: u32,
  channels: u32,
  head: u32,
  /// The four vec4f of the head that it makes; those beyond the last repeat the last and are not stored.
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

/// Sixteen channels of four positions: (channels, positions), four channels a matrix.
struct Block {
  a: mat4x4f,
  b: mat4x4f,
  c: mat4x4f,
  d: mat4x4f,
}

/// The products of positions, (of x, of y), over the block's channels.
fn block_product(x: Block, y: Block) -> mat4x4f {
  return transpose(x.a) * y.a + transpose(x.b) * y.b + transpose(x.c) * y.c + transpose(x.d) * y.d;
}

/// sum + block * weights, which are (positions of the block, positions of the sum).
fn block_plus(sum: Block, block: Block, weights: mat4x4f) -> Block {
  return Block(sum.a + block.a * weights, sum.b + block.b * weights, sum.c + block.c * weights, sum.d + block.d * weights);
}

/// The tile's own channels in q, k or v of the positions whose offsets are `at`; those beyond the head's last are the last again.
fn qkv_of(tile: Tile, at: vec4u) -> Block {
  let column = min(tile.columns, vec4u(tile.size - 1u));
  return Block(qkv_block(at, column.x), qkv_block(at, column.y), qkv_block(at, column.z), qkv_block(at, column.w));
}

/// With zeros for the channels beyond the head's last, so that products do not count the last again.
fn without_beyond(tile: Tile, block: Block) -> Block {
  let inside = vec4f(tile.columns < vec4u(tile.size));
  return Block(block.a * inside.x, block.b * inside.y, block.c * inside.z, block.d * inside.w);
}

/// The head's columns that are not the tile's own: those `other_column(tile, i)` for i from here to the head's size.
fn own_columns(tile: Tile) -> u32 {
  return min(4u, tile.size - tile.columns.x);
}

fn other_column(tile: Tile, i: u32) -> u32 {
  return (tile.columns.x + i) % tile.size;
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
