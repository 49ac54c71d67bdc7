// Where a head's query lies, for attention forward and backward. Wants params rows, context, heads, head_size.

/// vec4f of the largest head.
const MOST_VEC4S = 16u;
/// The score of what may not be seen: finite, as WGSL knows no infinity, and e to it is 0.
const MASKED = -1e30;

/// Position t of a head in a sequence; offsets count vec4f.
struct Place {
  t: u32,
  /// Of the sequence's first q of this head in qkv.
  first: u32,
  /// From a position to the next in qkv; from q to k, and from k to v.
  stride: u32,
  channels: u32,
  /// Of this position and head in y.
  output: u32,
  /// Of this position and head in log_sum.
  scalar: u32,
  /// vec4f of a head.
  size: u32,
}

/// The i-th of a replica: positions run fastest, then heads, then sequences.
fn place_of(i: u32, replica: u32) -> Place {
  let size = params.head_size / 4u;
  let channels = params.heads * size;
  let t = i % params.context;
  let head = i / params.context % params.heads;
  let first_row = replica * params.rows + i / params.context / params.heads * params.context;
  return Place(
    t,
    first_row * 3u * channels + head * size,
    3u * channels,
    channels,
    (first_row + t) * channels + head * size,
    replica * params.rows * params.heads + i,
    size,
  );
}
