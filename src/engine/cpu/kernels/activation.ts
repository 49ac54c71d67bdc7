// Activations, element by element: `count` vec4f of all replicas in one call, which takes no replica. Forward overwrites y; backward reads the
// x of forward and overwrites dx. Padding stays zero, as all of them are 0 at 0.

import { Elementary } from './lib/elementary';

/** sqrt(2 / pi). */
const GELU_SCALE: f32 = 0.7978845608028654;
const GELU_CUBIC: f32 = 0.044715;
const LARGEST: f32 = 3.4028234663852886e38;

/** y of four x, and their dx. */
interface Activation {
  y(x: v128): v128;
  dx(x: v128, dy: v128): v128;
}

/** max(x, 0). NaN stays NaN. */
@unmanaged
class Relu {
  @inline y(x: v128): v128 {
    return f32x4.pmax(x, f32x4.splat(0));
  }

  @inline dx(x: v128, dy: v128): v128 {
    return v128.and(dy, f32x4.gt(x, f32x4.splat(0)));
  }
}

/** max(x, 0)^2 (So et al. 2021). */
@unmanaged
class ReluSquared {
  @inline y(x: v128): v128 {
    const positive = f32x4.pmax(x, f32x4.splat(0));
    return f32x4.mul(positive, positive);
  }

  @inline dx(x: v128, dy: v128): v128 {
    const positive = f32x4.pmax(x, f32x4.splat(0));
    return f32x4.mul(f32x4.add(positive, positive), dy);
  }
}

/** tanh x, and dy (1 - y^2). */
@unmanaged
class Tanh {
  @inline y(x: v128): v128 {
    return Elementary.tanh(x);
  }

  @inline dx(x: v128, dy: v128): v128 {
    const y = Elementary.tanh(x);
    return f32x4.mul(dy, f32x4.sub(f32x4.splat(1), f32x4.mul(y, y)));
  }
}

/**
 * x (1 + tanh u) / 2 = x s, s = 1 / (1 + e^-2u), u = sqrt(2 / pi) (x + 0.044715 x^3), the tanh approximation (Hendrycks & Gimpel
 * 2016, as in GPT-2). Below -10.05 e^-2u is inf and s and y are 0, of -inf too, where WGSL makes 0 times infinity.
 */
@unmanaged
class Gelu {
  /** e^-2u, x from -10.05 to 10. */
  @inline static power(x: v128): v128 {
    const inner = f32x4.add(
      f32x4.mul(f32x4.mul(x, x), f32x4.splat(-2 * GELU_SCALE * GELU_CUBIC)),
      f32x4.splat(-2 * GELU_SCALE),
    );
    return Elementary.boundedExp(f32x4.mul(x, inner));
  }

  @inline y(x: v128): v128 {
    const bounded = f32x4.pmax(x, f32x4.splat(-10.05));
    const power = Gelu.power(f32x4.pmin(bounded, f32x4.splat(10)));
    return f32x4.div(bounded, f32x4.add(power, f32x4.splat(1)));
  }

  /** dy (s + x s (1 - s) 2 u'), where 1 - s = e^-2u s. */
  @inline dx(x: v128, dy: v128): v128 {
    const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-10.05)), f32x4.splat(10));
    const power = Gelu.power(bounded);
    const s = f32x4.div(f32x4.splat(1), f32x4.add(power, f32x4.splat(1)));
    const slope = f32x4.add(
      f32x4.mul(f32x4.mul(bounded, bounded), f32x4.splat(6 * GELU_SCALE * GELU_CUBIC)),
      f32x4.splat(2 * GELU_SCALE),
    );
    const rest = f32x4.mul(f32x4.pmin(power, f32x4.splat(LARGEST)), s);
    const factor = f32x4.add(f32x4.mul(f32x4.mul(bounded, slope), rest), f32x4.splat(1));
    return f32x4.mul(dy, f32x4.mul(s, factor));
  }
}

/** y = activation(x), four vectors at a time: they share the constants, which V8 would otherwise make again for each. */
function forward<F extends Activation>(x: usize, y: usize, count: u32): void {
  const f = changetype<F>(0);
  const end = x + ((<usize>count) << 4);
  for (; x + 64 <= end; x += 64, y += 64) {
    const y0 = f.y(v128.load(x));
    const y1 = f.y(v128.load(x, 16));
    const y2 = f.y(v128.load(x, 32));
    const y3 = f.y(v128.load(x, 48));
    v128.store(y, y0);
    v128.store(y, y1, 16);
    v128.store(y, y2, 32);
    v128.store(y, y3, 48);
  }
  for (; x < end; x += 16, y += 16) v128.store(y, f.y(v128.load(x)));
}

/** dx = dy activation'(x). */
function backward<F extends Activation>(x: usize, dy: usize, dx: usize, count: u32): void {
  const f = changetype<F>(0);
  const end = x + ((<usize>count) << 4);
  for (; x + 64 <= end; x += 64, dy += 64, dx += 64) {
    const dx0 = f.dx(v128.load(x), v128.load(dy));
    const dx1 = f.dx(v128.load(x, 16), v128.load(dy, 16));
    const dx2 = f.dx(v128.load(x, 32), v128.load(dy, 32));
    const dx3 = f.dx(v128.load(x, 48), v128.load(dy, 48));
    v128.store(dx, dx0);
    v128.store(dx, dx1, 16);
    v128.store(dx, dx2, 32);
    v128.store(dx, dx3, 48);
  }
  for (; x < end; x += 16, dy += 16, dx += 16) v128.store(dx, f.dx(v128.load(x), v128.load(dy)));
}

@unmanaged
class ReluForward {
  count: u32 = 0;
  x: usize = 0;
  y: usize = 0;
}

@unmanaged
class ReluBackward {
  count: u32 = 0;
  x: usize = 0;
  dy: usize = 0;
  dx: usize = 0;
}

@unmanaged
class ReluSquaredForward extends ReluForward {}
@unmanaged
class ReluSquaredBackward extends ReluBackward {}
@unmanaged
class TanhForward extends ReluForward {}
@unmanaged
class TanhBackward extends ReluBackward {}
@unmanaged
class GeluForward extends ReluForward {}
@unmanaged
class GeluBackward extends ReluBackward {}

export function relu_forward(p: ReluForward): void {
  forward<Relu>(p.x, p.y, p.count);
}

export function relu_backward(p: ReluBackward): void {
  backward<Relu>(p.x, p.dy, p.dx, p.count);
}

export function relu_squared_forward(p: ReluSquaredForward): void {
  forward<ReluSquared>(p.x, p.y, p.count);
}

export function relu_squared_backward(p: ReluSquaredBackward): void {
  backward<ReluSquared>(p.x, p.dy, p.dx, p.count);
}

export function tanh_forward(p: TanhForward): void {
  forward<Tanh>(p.x, p.y, p.count);
}

export function tanh_backward(p: TanhBackward): void {
  backward<Tanh>(p.x, p.dy, p.dx, p.count);
}

export function gelu_forward(p: GeluForward): void {
  forward<Gelu>(p.x, p.y, p.count);
}

export function gelu_backward(p: GeluBackward): void {
  backward<Gelu>(p.x, p.dy, p.dx, p.count);
}

@unmanaged
class SwigluForward {
  count: u32 = 0;
  columns: u32 = 0;
  x: usize = 0;
  y: usize = 0;
}

/** 1 / (1 + e^-x) of an x from -88.5 to 88: 0 at -88.5. */
class Logistic {
  @inline static of(x: v128): v128 {
    const power = Elementary.boundedExp(f32x4.neg(x));
    return f32x4.div(f32x4.splat(1), f32x4.add(power, f32x4.splat(1)));
  }

  @inline static bounded(x: v128): v128 {
    return f32x4.pmin(f32x4.pmax(x, f32x4.splat(-88.5)), f32x4.splat(88));
  }

  /** silu(gate) up; 0 for a gate of -inf. */
  @inline static swiglu(gate: v128, up: v128): v128 {
    const s = Logistic.of(Logistic.bounded(gate));
    return f32x4.mul(f32x4.mul(f32x4.pmax(gate, f32x4.splat(-88.5)), s), up);
  }
}

/**
 * y = silu(gate) up, silu(x) = x / (1 + e^-x), where a row of x is gate and up side by side (Shazeer 2020).
 * x (rows, 2 hidden)   y (rows, hidden): `count` vec4f, `columns` of them a row, all replicas in one call. Overwrites y.
 */
export function swiglu_forward(p: SwigluForward): void {
  const row = (<usize>p.columns) << 4;
  const end = p.y + ((<usize>p.count) << 4);
  let x = p.x;
  for (let y = p.y; y < end; y += row, x += row << 1) {
    let c: usize = 0;
    for (; c + 32 <= row; c += 32) {
      const y0 = Logistic.swiglu(v128.load(x + c), v128.load(x + row + c));
      const y1 = Logistic.swiglu(v128.load(x + c, 16), v128.load(x + row + c, 16));
      v128.store(y + c, y0);
      v128.store(y + c, y1, 16);
    }
    if (c < row) v128.store(y + c, Logistic.swiglu(v128.load(x + c), v128.load(x + row + c)));
  }
}

@unmanaged
class SwigluBackward {
  count: u32 = 0;
  columns: u32 = 0;
  x: usize = 0;
  dy: usize = 0;
  dx: usize = 0;
}

/** dgate = dy up silu'(gate) and dup = dy silu(gate), silu'(x) = s (1 + x (1 - s)), laid out as in swiglu_forward. Overwrites dx. */
export function swiglu_backward(p: SwigluBackward): void {
  const row = (<usize>p.columns) << 4;
  const end = p.dy + ((<usize>p.count) << 4);
  let x = p.x;
  let dx = p.dx;
  for (let dy = p.dy; dy < end; dy += row, x += row << 1, dx += row << 1) {
    for (let c: usize = 0; c < row; c += 16) {
      const gradient = v128.load(dy + c);
      const gate = Logistic.bounded(v128.load(x + c));
      const s = Logistic.of(gate);
      const rest = f32x4.sub(f32x4.splat(1), s);
      const slope = f32x4.mul(s, f32x4.add(f32x4.mul(gate, rest), f32x4.splat(1)));
      const up = f32x4.mul(gradient, v128.load(x + row + c));
      v128.store(dx + c, f32x4.mul(up, slope));
      const open = f32x4.pmax(v128.load(x + c), f32x4.splat(-88.5));
      v128.store(dx + row + c, f32x4.mul(gradient, f32x4.mul(open, s)));
    }
  }
}
