// x[row] = token[tokens[row]] + position[t], row by row; without positions (they are rotary) x[row] = token[tokens[row]].
//
// tokens (rows), stride in u32   token (vocabulary, channels)   position (context, channels), if has_position = 1
// x (rows, channels); row = b context + t
// Padding and units as in linear_forward; token and position lie in the replica's parameter arena. `tokens_sharing`
// neighbouring replicas read the same copy of tokens. A thread a vec4f of x. Overwrites x.
struct Params {
  rows: u32, context: u32, channels: u32, tokens_copy: u32, tokens_sharing: u32,
  parameters_replica: u32, token: u32, has_position: u32, position: u32, x_replica: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> tokens: array<u32>;
@group(0) @binding(2) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> x: array<vec4f>;

@compute @workgroup_size(64)
fn embedding_forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let columns = (params.channels + 3u) / 4u;
  let i = (group.y * groups.x + group.x) * 64u + thread;
  let row = i / columns;
  let column = i % columns;
  if (row >= params.rows) {
    return;
  }
  let base = group.z * params.parameters_replica;
  let token = tokens[group.z / params.tokens_sharing * params.tokens_copy + row];
  var value = parameters[base + params.token + token * columns + column];
  if (params.has_position == 1u) {
    value += parameters[base + params.position + row % params.context * columns + column];
  }
  x[group.z * params.x_replica + i] = value;
}
