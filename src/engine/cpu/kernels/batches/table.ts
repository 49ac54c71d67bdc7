// A batch from a table that was uploaded (shaders/table_batch.wgsl): batch[i] = table[step][i], one copy that all replicas share.
//
// table (steps, words), batch (words) of any four-byte numbers   replicas (R), whose first has the step
// Overwrites batch.

import { replica_at } from '../lib/replica';

@unmanaged
class TableBatch {
  words: u32 = 0;
  replicas: usize = 0;
  table: usize = 0;
  batch: usize = 0;
}

export function table_batch(p: TableBatch): void {
  const bytes = (<usize>p.words) << 2;
  memory.copy(p.batch, p.table + <usize>replica_at(p.replicas, 0).step * bytes, bytes);
}
