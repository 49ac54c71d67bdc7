@unmanaged
class Rotary {
  rows: u32 = 0;
  context: u32 = 0;
  heads: u32 = 0;
  head_size: u32 = 0;
  sign: f32 = 0;
  table: usize = 0;
  qkv: usize = 0;
}

class Turned {
  @inline static real(a: v128, b: v128, cosine: v128, sine: v128): v128 {
    return f32x4.sub(f32x4.mul(a, cosine), f32x4.mul(b, sine));
  }

  @inline static imaginary(a: v128, b: v128, cosine: v128, sine: v128): v128 {
    return f32x4.add(f32x4.mul(b, cosine), f32x4.mul(a, sine));
  }
}

/**
 * Turns q and k by their position (Su et al. 2021): pair (c, c + size / 2) of each head, seen as a complex number, by the angle
 * t base^(-2 c / size); with sign = -1 back again, which is the gradient.
 *
 * qkv (rows, 3 channels); row = b context + t; heads contiguous within q and k   table (context, head_size): cosines, then sines, of
 * the angles of a position. head_size is a multiple of 4. Changes q and k in place.
 */
export function rotary(p: Rotary, z: u32): void {
  const half = (<usize>p.head_size) << 1;
  const whole = half & ~15;
  const sign = f32x4.splat(p.sign);
  const step = <usize>p.heads * half * 6;
  let qkv = p.qkv + <usize>z * p.rows * step;
  let t: u32 = 0;
  for (let row: u32 = 0; row < p.rows; row++, qkv += step) {
    const angles = p.table + <usize>t * half * 2;
    t = t + 1 == p.context ? 0 : t + 1;
    // The heads of q, then those of k.
    let head = qkv;
    for (let n = p.heads << 1; n > 0; n--, head += half << 1) {
      for (let c: usize = 0; c < whole; c += 16) {
        const cosine = v128.load(angles + c);
        const sine = f32x4.mul(sign, v128.load(angles + half + c));
        const a = v128.load(head + c);
        const b = v128.load(head + half + c);
        v128.store(head + c, Turned.real(a, b, cosine, sine));
        v128.store(head + half + c, Turned.imaginary(a, b, cosine, sine));
      }
      if (whole < half) {
        // Two pairs are left.
        const cosine = v128.load64_zero(angles + whole);
        const sine = f32x4.mul(sign, v128.load64_zero(angles + half + whole));
        const a = v128.load64_zero(head + whole);
        const b = v128.load64_zero(head + half + whole);
        v128.store64_lane(head + whole, Turned.real(a, b, cosine, sine), 0);
        v128.store64_lane(head + half + whole, Turned.imaginary(a, b, cosine, sine), 0);
      }
    }
  }
}
