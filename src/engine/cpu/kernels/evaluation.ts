import { replica_at } from './lib/replica';
import { scratch } from './lib/scratch';

@unmanaged
class EvaluationSum {
  samples: u32 = 0;
  positions: u32 = 0;
  scored: u32 = 0;
  groups: u32 = 0;
  score: usize = 0;
  weight: usize = 0;
  group_of: usize = 0;
  sums: usize = 0;
  replicas: usize = 0;
}

/** Groups whose sums scratch memory has room for. */
const ROOM: u32 = 1 << 18;

/**
 * Adds a batch of the evaluation set to its sums, a sum for each group of samples: sums[r][g] += sum over samples of g of
 * weight (loss, loss^2, share of its scored rows that hit, 1 if all of them hit), where a sample's loss is the mean over its
 * scored rows.
 *
 * score (samples, positions) of (loss, hit), both 0 in rows that are not scored; `scored` rows of each sample are
 * weight, group_of (samples of the whole set), weight 0 beyond its end   sums (R, groups) of vec4f   replicas (R)
 * Accumulates into sums, a batch's sum at a time; replicas[r].step += 1, which here counts batches of the set.
 */
export function evaluation_sum(p: EvaluationSum, z: u32): void {
  const replica = replica_at(p.replicas, z);
  const first = (<usize>replica.step * p.samples) << 2;
  const sums = p.sums + ((<usize>z * p.groups) << 4);
  for (let g: u32 = 0; g < p.groups; g += ROOM) {
    const groups = min(ROOM, p.groups - g);
    memory.fill(scratch, 0, (<usize>groups) << 4);
    add_samples(
      p,
      p.weight + first,
      p.group_of + first,
      p.score + ((<usize>z * p.samples * p.positions) << 3),
      g,
      groups,
    );
    for (let i: u32 = 0; i < groups; i++) {
      const sum = sums + ((<usize>(g + i)) << 4);
      v128.store(sum, f32x4.add(v128.load(sum), v128.load(scratch + ((<usize>i) << 4))));
    }
  }
  replica.step++;
}

/** Adds the samples of `groups` groups from `first` on to the sums in scratch memory. */
function add_samples(
  p: EvaluationSum,
  weight: usize,
  group_of: usize,
  score: usize,
  first: u32,
  groups: u32,
): void {
  const scored = <f32>p.scored;
  const end = weight + ((<usize>p.samples) << 2);
  const step = (<usize>p.positions) << 3;
  for (; weight < end; weight += 4, group_of += 4, score += step) {
    const group = load<u32>(group_of) - first;
    if (group >= groups) continue;
    let losses: f32 = 0;
    let hits: f32 = 0;
    for (let t: usize = 0; t < step; t += 8) {
      losses += load<f32>(score + t);
      hits += load<f32>(score + t, 4);
    }
    const loss = losses / scored;
    const values = f32x4(loss, loss * loss, hits / scored, hits == scored ? 1 : 0);
    const sum = scratch + ((<usize>group) << 4);
    v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(v128.load32_splat(weight), values)));
  }
}
