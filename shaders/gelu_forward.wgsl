// y = x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2, the tanh approximation (Hendrycks & Gimpel 2016, as in GPT-2), element by element.
//
// x, y: `count` vec4f, all replicas in one run; a thread an element. Padding stays zero. Overwrites y.
// Library: tanh, activation
struct Params { count: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn gelu_forward(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i >= params.count) {
    return;
  }
  let t = bounded_tanh(GELU_SCALE * (x[i] + GELU_CUBIC * x[i] * x[i] * x[i]));
  y[i] = 0.5 * x[i] * (1.0 + t);
}
