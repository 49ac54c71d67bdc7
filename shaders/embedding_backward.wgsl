// dtoken[v] = sum of dx over the rows whose token is v, and dposition[t] = sum of dx over the batch, for each replica.
//
// Shapes, layout and units as in embedding_forward; dtoken and dposition lie in the replica's gradient arena.
// Two roles in one dispatch: the first token_groups workgroups take dtoken, a thread four vec4f of it, which looks through the
// slice_rows rows of a slice of the gradient arena; the others dposition, a thread a vec4f of the first slice, over the batch.
// Rows in order, without atomics: the same bits on every run. Overwrites both; with accumulate = 1 dtoken accumulates, onto what
// a head that shares the weight has left in the slice.
struct Params {
  rows: u32, context: u32, vocabulary: u32, channels: u32, tokens_copy: u32, tokens_sharing: u32, token_groups: u32,
  position_groups: u32, slices: u32, slice_rows: u32, gradients_slice: u32, gradients_replica: u32, token: u32, position: u32, dx_replica: u32, accumulate: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> tokens: array<u32>;
@group(0) @binding(2) var<storage, read> dx: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> gradients: array<vec4f>;

/// The i-th four vec4f of a token's gradient, those of a token first, then tokens, then slices; vec4f beyond the last repeat the
/// last and are not stored.
fn token_gradient(i: u32, replica: u32) {
  let columns = (params.channels + 3u) / 4u;
  let chunks = (columns + 3u) / 4u;
  let token = i / chunks % params.vocabulary;
  let slice = i / chunks / params.vocabulary;
  if (slice >= params.slices) {
    return;
  }
  let end = min((slice + 1u) * params.slice_rows, params.rows);
  let column = i % chunks * 4u;
  let c = min(vec4u(column, column + 1u, column + 2u, column + 3u), vec4u(columns - 1u));
  let first = replica / params.tokens_sharing * params.tokens_copy;
  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  var row = slice * params.slice_rows;
  loop {
    // The search is a loop of its own: where a CPU emulates the GPU, the body of an if runs for every row.
    while (row < end && tokens[first + row] != token) {
      row++;
    }
    if (row >= end) {
      break;
    }
    let dx_row = replica * params.dx_replica + row * columns;
    sum0 += dx[dx_row + c.x];
    sum1 += dx[dx_row + c.y];
    sum2 += dx[dx_row + c.z];
    sum3 += dx[dx_row + c.w];
    row++;
  }
  let sums = mat4x4f(sum0, sum1, sum2, sum3);
  let base = slice * params.gradients_slice + replica * params.gradients_replica;
  let gradient = base + params.token + token * columns + column;
  for (var j = 0u; j < 4u && column + j < columns; j++) {
    gradients[gradient + j] = select(vec4f(), gradients[gradient + j], params.accumulate == 1u) + sums[j];
  }
}

fn position_gradient(i: u32, replica: u32) {
  let columns = (params.channels + 3u) / 4u;
  if (i >= params.context * columns) {
    return;
  }
  let dx_base = replica * params.dx_replica + i;
  var sum = vec4f();
  for (var row = 0u; row < params.rows; row += params.context) {
    sum += dx[dx_base + row * columns];
  }
  gradients[replica * params.gradients_replica + params.position + i] = sum;
}

@compute @workgroup_size(64)
fn embedding_backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let index = group.y * groups.x + group.x;
  if (index < params.token_groups) {
    token_gradient(index * 64u + thread, group.z);
  } else if (index < params.token_groups + params.position_groups) {
    position_gradient((index - params.token_groups) * 64u + thread, group.z);
  }
}
