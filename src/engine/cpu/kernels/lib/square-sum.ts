import { Lanes } from './lanes';

/** Sum of the squares of `count` vectors, four sums of every fourth. */
export function square_sum(from: usize, count: u32): f32 {
  const end = from + ((<usize>count) << 4);
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (; from + 64 <= end; from += 64) {
    const v0 = v128.load(from);
    const v1 = v128.load(from, 16);
    const v2 = v128.load(from, 32);
    const v3 = v128.load(from, 48);
    sum0 = f32x4.add(sum0, f32x4.mul(v0, v0));
    sum1 = f32x4.add(sum1, f32x4.mul(v1, v1));
    sum2 = f32x4.add(sum2, f32x4.mul(v2, v2));
    sum3 = f32x4.add(sum3, f32x4.mul(v3, v3));
  }
  for (; from < end; from += 16) {
    const v = v128.load(from);
    sum0 = f32x4.add(sum0, f32x4.mul(v, v));
  }
  return Lanes.sum(f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3)));
}
