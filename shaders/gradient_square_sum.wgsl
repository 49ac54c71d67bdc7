// partial[r][g] = sum of squares of the g-th 4096 floats of a replica's gradients: the first half of the global norm.
//
// gradients (vec4s) of vec4f   partial (groups)
// A workgroup a partial; a thread takes 16 vec4f, 64 apart. Overwrites partial.
// Library: reduce
struct Params { vec4s: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> partial: array<f32>;

@compute @workgroup_size(64)
fn gradient_square_sum(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  var sum = vec4f();
  for (var i = 0u; i < 16u; i++) {
    let index = group.x * 1024u + i * 64u + thread;
    if (index < params.vec4s) {
      let gradient = gradients[group.z * params.vec4s + index];
      sum += gradient * gradient;
    }
  }
  let total = dot(workgroup_sum(thread, sum), vec4f(1.0));
  if (thread == 0u) {
    partial[group.z * groups.x + group.x] = total;
  }
}
