// dtoken[v] = sum of dx over the rows whose token is v, and dposition[t] = sum of dx over the batch, for each replica.
//
// Shapes, layout and units as in embedding_forward; dtoken and dposition lie in the replica's gradient arena.
// Two roles in one dispatch: the first token_groups workgroups take dtoken, a thread a vec4f of it, which looks through all
// rows; the others dposition, a thread a vec4f, over the batch. Rows in order, without atomics: the same bits on every run.
// Overwrites both; with accumulate = 1 dtoken accumulates, onto what a head that shares the weight has left there.
struct Params {
  rows: u32, context: u32, vocabulary: u32, channels: u32, tokens_copy: u32, tokens_sharing: u32, token_groups: u32,
  position_groups: u32, gradients_replica: u32, token: u32, position: u32, dx_replica: u32, accumulate: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> tokens: array<u32>;
@group(0) @binding(2) var<storage, read> dx: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> gradients: array<vec4f>;

fn token_gradient(i: u32, replica: u32) {
  let columns = (params.channels + 3u) / 4u;
  let token = i / columns;
  if (token >= params.vocabulary) {
    return;
  }
  let first = replica / params.tokens_sharing * params.tokens_copy;
  let dx_base = replica * params.dx_replica + i % columns;
  let gradient = replica * params.gradients_replica + params.token + i;
  var sum = select(vec4f(), gradients[gradient], params.accumulate == 1u);
  for (var row = 0u; row < params.rows; row++) {
    if (tokens[first + row] == token) {
      sum += dx[dx_base + row * columns];
    }
  }
  gradients[gradient] = sum;
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
