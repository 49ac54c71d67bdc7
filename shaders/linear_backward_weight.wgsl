// dweight = dy^T x and dbias = column sums of dy, for each replica: linear_backward where the gradient of x is not needed.
//
// Shapes, who computes what: lib/linear_gradient. Layout, padding and units as in linear_forward; dweight and dbias lie in the
// replica's gradient arena, laid out as the parameters. Overwrites both.
// Library: linear_gradient
struct Params {
  rows: u32, inputs: u32, outputs: u32, output_threads: u32, weight_across: u32, slice_groups: u32, slices: u32, slice_rows: u32,
  x_copy: u32, x_sharing: u32, dy_replica: u32, gradients_slice: u32, gradients_replica: u32, weight: u32, has_bias: u32, bias: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> dy: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> gradients: array<vec4f>;

@compute @workgroup_size(64)
fn linear_backward_weight(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  linear_weight_gradient(group.y * groups.x + group.x, thread, group.z);
}
