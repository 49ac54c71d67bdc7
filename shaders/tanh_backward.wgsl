// dx = dy (1 - tanh(x)^2), element by element.
//
// x (saved from forward), dy, dx: `count` vec4f, all replicas in one run; a thread an element. Overwrites dx.
// Library: tanh
struct Params { count: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> dy: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> dx: array<vec4f>;

@compute @workgroup_size(64)
fn tanh_backward(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i >= params.count) {
    return;
  }
  let t = bounded_tanh(x[i]);
  dx[i] = dy[i] * (1.0 - t * t);
}
