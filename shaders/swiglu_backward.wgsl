// dgate = dy up silu'(gate) and dup = dy silu(gate), silu'(x) = s (1 + x (1 - s)) with s = 1 / (1 + e^-x).
//
// x (saved from forward), dx (rows, 2 hidden)   dy (rows, hidden): `count` vec4f, `columns` of them a row, all replicas in one run
// Layout as in swiglu_forward. A thread a vec4f of dy. Overwrites dx.
// Library: activation
struct Params { count: u32, columns: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> dy: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> dx: array<vec4f>;

@compute @workgroup_size(64)
fn swiglu_backward(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i >= params.count) {
    return;
  }
  let gate = i / params.columns * 2u * params.columns + i % params.columns;
  let up = gate + params.columns;
  let s = sigmoid(x[gate]);
  dx[gate] = dy[i] * x[up] * s * (1.0 + x[gate] * (1.0 - s));
  dx[up] = dy[i] * x[gate] * s;
}
