// p = p (1 - lr decay) - lr sqrt(max(1, rows / columns)) x for every matrix p of Muon, x being its orthogonal direction.
//
// parameters (vec4s) of vec4f   x (x_replica) of floats: X of every matrix (see lib/muon)   schedule (steps)   replicas (R)
// A thread a vec4f of a matrix. Changes parameters in place.
// Library: replica, optimizer, muon
struct Params { vec4s: u32, x_replica: u32, matrix_count: u32, weight_decay: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> matrices: array<MuonMatrix>;
@group(0) @binding(3) var<storage, read> replicas: array<Replica>;
@group(0) @binding(4) var<storage, read> schedule: array<ScheduleStep>;
@group(0) @binding(5) var<storage, read_write> parameters: array<vec4f>;

@compute @workgroup_size(64)
fn muon_update(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let matrix = matrices[group.y];
  let width = (matrix.columns + 3u) / 4u;
  let element = group.x * 64u + thread;
  if (element >= matrix.rows * width) {
    return;
  }
  let column = element % width * 4u;
  var direction = vec4f();
  for (var c = 0u; c < min(4u, matrix.columns - column); c++) {
    direction[c] = x[group.z * params.x_replica + x_index(matrix, element / width, column + c)];
  }
  let replica = replicas[group.z];
  let learning_rate = replica.learning_rate * matrix.learning_rate_scale * schedule[replica.step].factor;
  let step = learning_rate * sqrt(max(1.0, f32(matrix.rows) / f32(matrix.columns)));
  let i = group.z * params.vec4s + matrix.parameters + element;
  parameters[i] = parameters[i] * (1.0 - learning_rate * params.weight_decay) - step * direction;
}
