// Token and position embeddings, and their gradients.
//
// tokens (rows)   token, dtoken (vocabulary, channels)   position, dposition (context, channels)   x, dx (rows, channels);
// row = b context + t. Rows are padded with zeros to whole vec4f, which strides and offsets count; `tokens_sharing` neighbouring
// replicas read the same copy of tokens.

@unmanaged
class EmbeddingForward {
  rows: u32 = 0;
  context: u32 = 0;
  channels: u32 = 0;
  tokens_copy: u32 = 0;
  tokens_sharing: u32 = 0;
  parameters_replica: u32 = 0;
  token: u32 = 0;
  has_position: u32 = 0;
  position: u32 = 0;
  x_replica: u32 = 0;
  tokens: usize = 0;
  parameters: usize = 0;
  x: usize = 0;
}

/** x[row] = token[tokens[row]] + position[t], or without positions x[row] = token[tokens[row]]. Overwrites x. */
export function embedding_forward(p: EmbeddingForward, z: u32): void {
  const step = (<usize>((p.channels + 3) >> 2)) << 4;
  const parameters = p.parameters + ((<usize>z * p.parameters_replica) << 4);
  const token = parameters + ((<usize>p.token) << 4);
  const position = parameters + ((<usize>p.position) << 4);
  let x = p.x + ((<usize>z * p.x_replica) << 4);
  let next = p.tokens + ((<usize>(z / p.tokens_sharing) * p.tokens_copy) << 2);
  let t: u32 = 0;
  for (let row: u32 = 0; row < p.rows; row++, x += step, next += 4) {
    const from = token + <usize>load<u32>(next) * step;
    if (p.has_position) {
      const moved = position + <usize>t * step;
      for (let c: usize = 0; c < step; c += 16) {
        v128.store(x + c, f32x4.add(v128.load(from + c), v128.load(moved + c)));
      }
      t = t + 1 == p.context ? 0 : t + 1;
    } else {
      for (let c: usize = 0; c < step; c += 16) v128.store(x + c, v128.load(from + c));
    }
  }
}

@unmanaged
class EmbeddingBackward {
  rows: u32 = 0;
  context: u32 = 0;
  vocabulary: u32 = 0;
  channels: u32 = 0;
  tokens_copy: u32 = 0;
  tokens_sharing: u32 = 0;
  token_groups: u32 = 0;
  position_groups: u32 = 0;
  slices: u32 = 0;
  slice_rows: u32 = 0;
  gradients_slice: u32 = 0;
  gradients_replica: u32 = 0;
  token: u32 = 0;
  position: u32 = 0;
  dx_replica: u32 = 0;
  accumulate: u32 = 0;
  tokens: usize = 0;
  dx: usize = 0;
  gradients: usize = 0;
}

/**
 * dtoken[v] = sum of dx over the rows of a slice whose token is v, and dposition[t] = sum of dx over the batch, in the first slice,
 * where there are positions (position_groups > 0). WGSL's threads each search for their token; here one pass over the rows adds each
 * where it belongs. Overwrites both; with accumulate = 1 dtoken accumulates.
 */
export function embedding_backward(p: EmbeddingBackward, z: u32): void {
  const step = (<usize>((p.channels + 3) >> 2)) << 4;
  const tokens = p.tokens + ((<usize>(z / p.tokens_sharing) * p.tokens_copy) << 2);
  const dx = p.dx + ((<usize>z * p.dx_replica) << 4);
  const gradients = p.gradients + ((<usize>z * p.gradients_replica) << 4);
  for (let slice: u32 = 0; slice < p.slices; slice++) {
    const dtoken = gradients + ((<usize>slice * p.gradients_slice + p.token) << 4);
    if (!p.accumulate) memory.fill(dtoken, 0, <usize>p.vocabulary * step);
    const end = min((slice + 1) * p.slice_rows, p.rows);
    for (let row = slice * p.slice_rows; row < end; row++) {
      const token = load<u32>(tokens + ((<usize>row) << 2));
      add_row(dtoken + <usize>token * step, dx + <usize>row * step, step);
    }
  }
  if (p.position_groups == 0) return;
  const dposition = gradients + ((<usize>p.position) << 4);
  const bytes = <usize>p.context * step;
  memory.copy(dposition, dx, bytes);
  for (let row = p.context; row < p.rows; row += p.context) {
    add_row(dposition, dx + <usize>row * step, bytes);
  }
}

/** to += from, `bytes` of each. */
function add_row(to: usize, from: usize, bytes: usize): void {
  for (let c: usize = 0; c < bytes; c += 16) {
    v128.store(to + c, f32x4.add(v128.load(to + c), v128.load(from + c)));
  }
}
