// Which samples a batch holds, as in shaders/lib/sample_id.wgsl: ids run on for infinite data (dataset = 0); a data set of `dataset`
// samples is read epoch by epoch, each in an order of its own.

import { shuffled_index4 } from './random';
import { Replica } from './replica';

const SHUFFLE_STREAM: u32 = 5;

/** Ids of rows row … row + 3 of the replica's batch of `rows`; those beyond the last row are not used. */
export function sample_ids(replica: Replica, rows: u32, row: u32, dataset: u32): v128 {
  const first = replica.step * rows + row;
  if (dataset == 0) return i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  const second = first + 1;
  const third = first + 2;
  const fourth = first + 3;
  const epoch = i32x4(first / dataset, second / dataset, third / dataset, fourth / dataset);
  const position = i32x4(first % dataset, second % dataset, third % dataset, fourth % dataset);
  return shuffled_index4(replica.seed, SHUFFLE_STREAM, epoch, position, dataset);
}
