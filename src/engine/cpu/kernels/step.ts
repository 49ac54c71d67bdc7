import { replica_at } from './lib/replica';

@unmanaged
class FinishStep {
  rows: u32 = 0;
  replica_count: u32 = 0;
  capacity: u32 = 0;
  scale: f32 = 0;
  score: usize = 0;
  trace: usize = 0;
  replicas: usize = 0;
}

/**
 * The end of a training step: the batch's mean loss goes into the trace, and the replica's step count goes up.
 *
 * score (rows) of (loss, hit), both 0 in rows that are not scored   scale: 1 / scored rows
 * trace (capacity, R) of (loss, gradient norm), a ring over steps   replicas (R)
 * Overwrites one entry of trace; replicas[r].step += 1. Eight sums, of every eighth row each.
 */
export function finish_step(p: FinishStep, z: u32): void {
  const replica = replica_at(p.replicas, z);
  let score = p.score + ((<usize>z * p.rows) << 3);
  const end = score + ((<usize>p.rows) << 3);
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (; score + 64 <= end; score += 64) {
    sum0 = f32x4.add(sum0, v128.load(score));
    sum1 = f32x4.add(sum1, v128.load(score, 16));
    sum2 = f32x4.add(sum2, v128.load(score, 32));
    sum3 = f32x4.add(sum3, v128.load(score, 48));
  }
  for (; score < end; score += 8) sum0 = f32x4.add(sum0, v128.load64_zero(score));
  const sum = f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3));
  const total = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 2);
  const entry = p.trace + ((<usize>(replica.step % p.capacity) * p.replica_count + z) << 3);
  store<f32>(entry, total * p.scale);
  store<f32>(entry, replica.gradient_norm, 4);
  replica.step++;
}
