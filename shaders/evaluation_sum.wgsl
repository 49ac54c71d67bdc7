// Adds a batch of the evaluation set to its sums: sums[r] += sum over rows of weight (loss, loss^2, hit, 1).
//
// score (rows) of (loss, hit)   weight (samples of the whole set), 0 beyond its end   sums (R) of vec4f   replicas (R)
// A workgroup a replica. Accumulates into sums; replicas[r].step += 1, which here counts batches of the set.
struct Params { rows: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> score: array<vec2f>;
@group(0) @binding(2) var<storage, read> weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> sums: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> replicas: array<Replica>;

@compute @workgroup_size(64)
fn evaluation_sum(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let step = replicas[group.z].step;
  var sum = vec4f();
  for (var row = thread; row < params.rows; row += 64u) {
    let values = score[group.z * params.rows + row];
    sum += weight[step * params.rows + row] * vec4f(values.x, values.x * values.x, values.y, 1.0);
  }
  let total = workgroup_sum(thread, sum);
  if (thread == 0u) {
    sums[group.z] += total;
    replicas[group.z].step = step + 1u;
  }
}
