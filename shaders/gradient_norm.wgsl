// gradient_norm of each replica = sqrt(sum of its partials): the second half of the global norm.
//
// partial (groups)   replicas (R)
// A workgroup a replica. Overwrites replicas[r].gradient_norm.
// Library: reduce, replica
struct Params { groups: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> partial: array<f32>;
@group(0) @binding(2) var<storage, read_write> replicas: array<Replica>;

@compute @workgroup_size(64)
fn gradient_norm(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var sum = 0.0;
  for (var i = thread; i < params.groups; i += 64u) {
    sum += partial[group.z * params.groups + i];
  }
  let total = workgroup_sum(thread, vec4f(sum)).x;
  if (thread == 0u) {
    replicas[group.z].gradient_norm = sqrt(total);
  }
}
