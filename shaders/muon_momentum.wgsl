// The momentum and direction of Muon (Jordan et al. 2024), with Nesterov's look ahead and g clipped to a global norm:
//   u = momentum u + (1 - momentum) g;   x = momentum u + (1 - momentum) g
//
// gradients (vec4s) of vec4f   moments (vec4s, 2): u in place of AdamW's first moment   matrices (see lib/muon)
// x (x_replica) of floats: X of every matrix   partial (matrices, groups): sums of squares of x
// A workgroup 1024 vec4f of a matrix; a thread takes 16, 64 apart. Changes moments in place, overwrites x and partial.
// Library: reduce, replica, optimizer, muon
struct Params { vec4s: u32, x_replica: u32, matrix_count: u32, partials: u32, momentum: f32, clip_norm: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(2) var<storage, read> replicas: array<Replica>;
@group(0) @binding(3) var<storage, read> matrices: array<MuonMatrix>;
@group(0) @binding(4) var<storage, read_write> moments: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> x: array<f32>;
@group(0) @binding(6) var<storage, read_write> partial: array<f32>;

@compute @workgroup_size(64)
fn muon_momentum(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let matrix = matrices[group.y];
  let width = (matrix.columns + 3u) / 4u;
  let clip = clip_factor(replicas[group.z].gradient_norm, params.clip_norm);
  var sum = vec4f();
  for (var n = 0u; n < 16u; n++) {
    let element = group.x * 1024u + n * 64u + thread;
    if (element < matrix.rows * width) {
      let i = group.z * params.vec4s + matrix.parameters + element;
      let gradient = gradients[i] * clip;
      let velocity = mix(gradient, moments[2u * i], params.momentum);
      let direction = mix(gradient, velocity, params.momentum);
      moments[2u * i] = velocity;
      sum += direction * direction;
      let column = element % width * 4u;
      for (var c = 0u; c < min(4u, matrix.columns - column); c++) {
        x[group.z * params.x_replica + x_index(matrix, element / width, column + c)] = direction[c];
      }
    }
  }
  let total = dot(workgroup_sum(thread, sum), vec4f(1.0));
  if (thread == 0u) {
    partial[(group.z * params.matrix_count + group.y) * params.partials + group.x] = total;
  }
}
