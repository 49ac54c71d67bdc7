// What random bits name where probabilities are intervals of 2^32 (needs a binding `thresholds`, ascending from 0, of u32).

/// The last of `count` whose threshold does not exceed the bits.
fn drawn_by(bits: u32, count: u32) -> u32 {
  var low = 0u;
  var high = count;
  while (high - low > 1u) {
    let middle = (low + high) / 2u;
    if (thresholds[middle] <= bits) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}
