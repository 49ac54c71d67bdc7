// gradients[0] += the sum of gradients[1], gradients[2], …: the gradients from each slice of a batch's rows.
//
// gradients (slices, vec4s) of vec4f, vec4s of all replicas
// A thread a vec4f. Changes the first slice in place; slices that no kernel wrote are zero.
struct Params { vec4s: u32, slices: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> gradients: array<vec4f>;

@compute @workgroup_size(64)
fn gradient_sum(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i >= params.vec4s) {
    return;
  }
  var sum = gradients[i];
  for (var slice = 1u; slice < params.slices; slice++) {
    sum += gradients[slice * params.vec4s + i];
  }
  gradients[i] = sum;
}
