// dx = dy gelu'(x), gelu as in gelu_forward, element by element.
//
// x (saved from forward), dy, dx: `count` vec4f, all replicas in one run; a thread an element. Overwrites dx.
// Library: tanh, activation
struct Params { count: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> dy: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> dx: array<vec4f>;

@compute @workgroup_size(64)
fn gelu_backward(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i >= params.count) {
    return;
  }
  let t = bounded_tanh(GELU_SCALE * (x[i] + GELU_CUBIC * x[i] * x[i] * x[i]));
  let slope = GELU_SCALE * (1.0 + 3.0 * GELU_CUBIC * x[i] * x[i]);
  dx[i] = dy[i] * 0.5 * (1.0 + t + x[i] * (1.0 - t * t) * slope);
}
