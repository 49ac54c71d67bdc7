// Adds a batch of the evaluation set to its sums, a sum for each group of samples: sums[r][g] += sum over samples of g of
// weight (loss, loss^2, share of its scored rows that hit, 1 if all of them hit), where a sample's loss is the mean over its
// scored rows.
//
// score (samples, positions) of (loss, hit), both 0 in rows that are not scored; `scored` rows of each sample are
// weight, group_of (samples of the whole set), weight 0 beyond its end   sums (R, groups) of vec4f   replicas (R)
// A workgroup a replica; it goes through the groups one by one. Accumulates into sums; replicas[r].step += 1, which here
// counts the batches of the set.
// Library: reduce, replica
struct Params { samples: u32, positions: u32, scored: u32, groups: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> score: array<vec2f>;
@group(0) @binding(2) var<storage, read> weight: array<f32>;
@group(0) @binding(3) var<storage, read> group_of: array<u32>;
@group(0) @binding(4) var<storage, read_write> sums: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> replicas: array<Replica>;

/// (loss, loss^2, share hit, all hit) of a sample.
fn sample_score(sample: u32) -> vec4f {
  var sum = vec2f();
  for (var t = 0u; t < params.positions; t++) {
    sum += score[sample * params.positions + t];
  }
  let scored = f32(params.scored);
  let loss = sum.x / scored;
  return vec4f(loss, loss * loss, sum.y / scored, select(0.0, 1.0, sum.y == scored));
}

@compute @workgroup_size(64)
fn evaluation_sum(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first = replicas[group.z].step * params.samples;
  for (var g = 0u; g < params.groups; g++) {
    var sum = vec4f();
    for (var i = thread; i < params.samples; i += 64u) {
      if (group_of[first + i] == g) {
        sum += weight[first + i] * sample_score(group.z * params.samples + i);
      }
    }
    let total = workgroup_sum(thread, sum);
    if (thread == 0u) {
      sums[group.z * params.groups + g] += total;
    }
  }
  if (thread == 0u) {
    replicas[group.z].step += 1u;
  }
}
