// y = silu(gate) up, silu(x) = x / (1 + e^-x), where a row of x is gate and up side by side (Shazeer 2020).
//
// x (rows, 2 hidden)   y (rows, hidden): `count` vec4f, `columns` of them a row, all replicas in one run
// A thread a vec4f of y; hidden is a multiple of 4. Overwrites y.
// Library: activation
struct Params { count: u32, columns: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn swiglu_forward(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i >= params.count) {
    return;
  }
  let gate = i / params.columns * 2u * params.columns + i % params.columns;
  y[i] = x[gate] * sigmoid(x[gate]) * x[gate + params.columns];
}
