// Sum over a workgroup of 64 threads, by a tree. Every thread must call it; all get the sum.

var<workgroup> reduce_scratch: array<vec4f, 64>;

fn workgroup_sum(thread: u32, value: vec4f) -> vec4f {
  reduce_scratch[thread] = value;
  workgroupBarrier();
  for (var half_width = 32u; half_width > 0u; half_width >>= 1u) {
    if (thread < half_width) {
      reduce_scratch[thread] += reduce_scratch[thread + half_width];
    }
    workgroupBarrier();
  }
  let sum = reduce_scratch[0];
  workgroupBarrier();
  return sum;
}
