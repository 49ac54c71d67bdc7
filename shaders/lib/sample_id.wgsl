// Which sample a row of a batch holds (needs random.wgsl). A sample is a pure function of its id, so infinite data,
// a finite data set and the evaluation set differ in this rule alone.

const SHUFFLE_STREAM = 5u;

/// Row `row` of batch `step`: ids run on for infinite data (dataset = 0); a data set of `dataset` samples is read epoch by
/// epoch, each in an order of its own.
fn sample_id(seed: u32, step: u32, rows: u32, row: u32, dataset: u32) -> u32 {
  let position = step * rows + row;
  if (dataset == 0u) {
    return position;
  }
  return shuffled_index(seed, SHUFFLE_STREAM, position / dataset, position % dataset, dataset);
}
