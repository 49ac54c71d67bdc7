// y = tanh(x), element by element.
//
// x, y: `count` vec4f, all replicas in one run; a thread an element. Padding stays zero. Overwrites y.
// Library: tanh
struct Params { count: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn tanh_forward(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i >= params.count) {
    return;
  }
  y[i] = bounded_tanh(x[i]);
}
