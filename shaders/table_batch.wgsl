// A batch from a table that was uploaded: batch[i] = table[step][i], one copy that all replicas share.
//
// table (steps, words), batch (words) of any four-byte numbers   replicas (R), whose first has the step
// A thread a word. Overwrites batch.
// Library: replica
struct Params { words: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> replicas: array<Replica>;
@group(0) @binding(2) var<storage, read> table: array<u32>;
@group(0) @binding(3) var<storage, read_write> batch: array<u32>;

@compute @workgroup_size(64)
fn table_batch(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = group.x * 64u + thread;
  if (i < params.words) {
    batch[i] = table[replicas[0].step * params.words + i];
  }
}
