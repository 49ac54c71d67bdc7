// Threefry-2x32 with 20 rounds (Salmon et al. 2011), the same bits as src/base/random.ts.
// key = (seed, stream), counter = (index, lane).

fn threefry_mix(x: vec2u, rotation: u32) -> vec2u {
  let a = x.x + x.y;
  return vec2u(a, ((x.y << rotation) | (x.y >> (32u - rotation))) ^ a);
}

fn threefry(key: vec2u, counter: vec2u) -> vec2u {
  let k2 = key.x ^ key.y ^ 0x1bd11bdau;
  var x = counter + key;
  x = threefry_mix(threefry_mix(threefry_mix(threefry_mix(x, 13u), 15u), 26u), 6u) + vec2u(key.y, k2 + 1u);
  x = threefry_mix(threefry_mix(threefry_mix(threefry_mix(x, 17u), 29u), 16u), 24u) + vec2u(k2, key.x + 2u);
  x = threefry_mix(threefry_mix(threefry_mix(threefry_mix(x, 13u), 15u), 26u), 6u) + vec2u(key.x, key.y + 3u);
  x = threefry_mix(threefry_mix(threefry_mix(threefry_mix(x, 17u), 29u), 16u), 24u) + vec2u(key.y, k2 + 4u);
  x = threefry_mix(threefry_mix(threefry_mix(threefry_mix(x, 13u), 15u), 26u), 6u) + vec2u(k2, key.x + 5u);
  return x;
}

fn random_bits(seed: u32, stream: u32, index: u32, lane: u32) -> u32 {
  return threefry(vec2u(seed, stream), vec2u(index, lane)).x;
}

/// Uniform in [0, 1), a multiple of 2^-24.
fn unit_from_bits(bits: u32) -> f32 {
  return f32(bits >> 8u) * 0x1p-24f;
}

fn random_uniform(seed: u32, stream: u32, index: u32, lane: u32) -> f32 {
  return unit_from_bits(random_bits(seed, stream, index, lane));
}

/// Standard normal (Box & Muller 1958).
fn random_normal(seed: u32, stream: u32, index: u32, lane: u32) -> f32 {
  let draw = threefry(vec2u(seed, stream), vec2u(index, lane));
  return sqrt(-2.0 * log(1.0 - unit_from_bits(draw.x))) * cos(6.283185307179586 * unit_from_bits(draw.y));
}

/// High word of the 64-bit product, from 16-bit halves: WGSL has no 64-bit integers.
fn multiply_high(a: u32, b: u32) -> u32 {
  let low = (a & 0xffffu) * (b & 0xffffu);
  let middle_a = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
  let middle_b = (a & 0xffffu) * (b >> 16u) + (middle_a & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle_a >> 16u) + (middle_b >> 16u);
}

/// Integer in [0, n).
fn random_integer(seed: u32, stream: u32, index: u32, lane: u32, n: u32) -> u32 {
  return multiply_high(random_bits(seed, stream, index, lane), n);
}

/// Image of `position` under the permutation of 0 … n - 1 that (seed, stream, round) names.
fn shuffled_index(seed: u32, stream: u32, round: u32, position: u32, n: u32) -> u32 {
  var half_bits = 1u;
  while ((1u << (2u * half_bits)) < n) {
    half_bits++;
  }
  let mask = (1u << half_bits) - 1u;
  var index = position;
  loop {
    var left = index >> half_bits;
    var right = index & mask;
    for (var i = 0u; i < 4u; i++) {
      let next = (left ^ random_bits(seed, stream, round, (i << 28u) | right)) & mask;
      left = right;
      right = next;
    }
    index = (left << half_bits) | right;
    if (index < n) {
      break;
    }
  }
  return index;
}
