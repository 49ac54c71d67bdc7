// y = max(x, 0)^2 (So et al. 2021), element by element.
//
// x, y: `count` vec4f, all replicas in one run; a thread an element. Padding stays zero. Overwrites y.
struct Params { count: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn relu_squared_forward(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i >= params.count) {
    return;
  }
  let positive = max(x[i], vec4f());
  y[i] = positive * positive;
}
