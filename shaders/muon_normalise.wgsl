// x = x / (|x| + 1e-7), |x| the Frobenius norm, matrix by matrix: no singular value is then above 1, as Newton-Schulz needs.
//
// x (x_replica) of vec4f: X of every matrix (see lib/muon)   partial (matrices, partials): what its squares sum to
// A workgroup 1024 vec4f of a matrix; a thread takes 16, 64 apart. Changes x in place.
// Library: reduce, muon
struct Params { x_replica: u32, matrix_count: u32, partials: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> partial: array<f32>;
@group(0) @binding(2) var<storage, read> matrices: array<MuonMatrix>;
@group(0) @binding(3) var<storage, read_write> x: array<vec4f>;

@compute @workgroup_size(64)
fn muon_normalise(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let matrix = matrices[group.y];
  var sum = 0.0;
  for (var i = thread; i < params.partials; i += 64u) {
    sum += partial[(group.z * params.matrix_count + group.y) * params.partials + i];
  }
  let norm = sqrt(workgroup_sum(thread, vec4f(sum)).x);
  for (var n = 0u; n < 16u; n++) {
    let element = group.x * 1024u + n * 64u + thread;
    if (element < short_side(matrix) * long_vec4s(matrix)) {
      x[group.z * params.x_replica + matrix.x + element] /= norm + 1e-7;
    }
  }
}
