// The end of a training step: writes the batch's mean loss into the trace and increments each replica's step count.
//
// score (rows) of (loss, hit), both 0 in rows that are not scored   scale: 1 / scored rows
// trace (capacity, R) of (loss, gradient norm), a ring over steps   replicas (R)
// A workgroup a replica. Overwrites one entry of trace; replicas[r].step += 1.
// Library: reduce, replica
struct Params { rows: u32, replica_count: u32, capacity: u32, scale: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> score: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> trace: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> replicas: array<Replica>;

@compute @workgroup_size(64)
fn finish_step(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  var sum = 0.0;
  for (var row = thread; row < params.rows; row += 64u) {
    sum += score[group.z * params.rows + row].x;
  }
  let total = workgroup_sum(thread, vec4f(sum)).x;
  if (thread == 0u) {
    let step = replicas[group.z].step;
    trace[(step % params.capacity) * params.replica_count + group.z] =
      vec2f(total * params.scale, replicas[group.z].gradient_norm);
    replicas[group.z].step = step + 1u;
  }
}
