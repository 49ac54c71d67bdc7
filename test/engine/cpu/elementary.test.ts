// Covers src/engine/cpu/kernels/lib/elementary.ts: exp, log, tanh and gelu of a processor against float64, over all floats.

import { expect } from 'chai';
import { cpuModule } from '../../support/device.js';

/** Floats of a batch. */
const BATCH = 1 << 16;
/** Bits from one float to the next that is looked at: a prime, so that all mantissas come. */
const STRIDE = 20_011;
const FLT_MIN = 2 ** -126;

/** What these tests call of the module. */
interface Exports {
  scratch_end(): number;
  exp_block(from: number, to: number, count: number): void;
  log_block(from: number, to: number, count: number): void;
  tanh_forward(params: number, z: number): void;
  gelu_forward(params: number, z: number): void;
}

type OfFloats = (x: Float32Array) => Float32Array;

/** Functions of many floats: the kernels' module in a memory of its own. */
async function functionsOfFloats(): Promise<Record<'exp' | 'log' | 'tanh' | 'gelu', OfFloats>> {
  const memory = new WebAssembly.Memory({ initial: 400 });
  const instance = await WebAssembly.instantiate(await cpuModule(), { env: { memory, abort: () => {} } });
  const calls = instance.exports as unknown as Exports;
  const params = calls.scratch_end();
  const from = params + 64;
  const to = from + 4 * BATCH;
  const through =
    (call: (count: number) => void): OfFloats =>
    (x) => {
      new Float32Array(memory.buffer, from, BATCH).fill(0);
      new Float32Array(memory.buffer, from, x.length).set(x);
      call(Math.ceil(x.length / 4));
      return new Float32Array(memory.buffer, to, x.length).slice();
    };
  const kernel = (name: 'tanh_forward' | 'gelu_forward'): OfFloats =>
    through((count) => {
      new Uint32Array(memory.buffer, params, 3).set([count, from, to]);
      calls[name](params, 0);
    });
  return {
    exp: through((count) => calls.exp_block(from, to, count)),
    log: through((count) => calls.log_block(from, to, count)),
    tanh: kernel('tanh_forward'),
    gelu: kernel('gelu_forward'),
  };
}

/** The distance between the floats around a value; among denormal numbers that of the smallest. */
function ulp(value: number): number {
  const size = Math.max(Math.abs(value), FLT_MIN);
  let power = 2 ** Math.floor(Math.log2(size));
  if (power > size) power /= 2;
  return power * 2 ** -23;
}

/** Calls `visit` with every STRIDE-th float, finite or not, and what `f` makes of it. */
function overAllFloats(f: OfFloats, visit: (x: number, y: number) => void): void {
  for (let first = 0; first < 2 ** 32; first += STRIDE * BATCH) {
    const count = Math.min(BATCH, Math.ceil((2 ** 32 - first) / STRIDE));
    const x = new Float32Array(Uint32Array.from({ length: count }, (_, i) => first + i * STRIDE).buffer);
    const y = f(x);
    for (let i = 0; i < count; i++) visit(x[i], y[i]);
  }
}

/** The largest error in ulp over all floats whose exact value is a number. */
function largestError(f: OfFloats, exact: (x: number) => number): number {
  let largest = 0;
  overAllFloats(f, (x, y) => {
    const value = exact(x);
    if (Number.isNaN(value)) expect(y, `of ${x}`).to.be.NaN;
    else if (!Number.isFinite(Math.fround(value))) expect(y, `of ${x}`).to.equal(Math.fround(value));
    else {
      // NaN and infinities where there should be none count as well.
      const error = Math.abs(y - value) / ulp(value);
      if (!(error <= largest)) largest = error;
    }
  });
  return largest;
}

describe('functions of a processor', () => {
  let functions: Awaited<ReturnType<typeof functionsOfFloats>>;
  before(async () => {
    functions = await functionsOfFloats();
  });
  const of = (name: keyof typeof functions, ...x: number[]): number[] => [
    ...functions[name](Float32Array.from(x)),
  ];

  it('exp is within 1 ulp of float64, and 0 or within 1 ulp where it underflows', () => {
    // Below FLT_MIN the exact value may be flushed.
    const flushed = (x: number): number => (Math.exp(x) < FLT_MIN ? 0 : Math.exp(x));
    const kept = (x: Float32Array): Float32Array =>
      functions.exp(x).map((y, i) => {
        const value = Math.exp(x[i]);
        if (!(value < FLT_MIN)) return y;
        expect(y === 0 || Math.abs(y - value) <= ulp(value), `e^${x[i]} = ${y}`).to.equal(true);
        return 0;
      });
    expect(largestError(kept, flushed)).to.be.at.most(1);
  });

  it('exp ends in 0 and in infinity, 0 exactly for masked scores', () => {
    expect(of('exp', -Infinity, -1e30, -104, -88, 0, -0)).to.deep.equal([0, 0, 0, 0, 1, 1]);
    expect(of('exp', 88.7228, 88.73, 1e30, Infinity, NaN)).to.deep.equal([
      Math.fround(Math.exp(Math.fround(88.7228))),
      Infinity,
      Infinity,
      Infinity,
      NaN,
    ]);
  });

  it('log is within 1 ulp of float64, of denormal numbers too', () => {
    expect(largestError(functions.log, Math.log)).to.be.at.most(1);
    expect(of('log', 0, -0, 1, Infinity)).to.deep.equal([-Infinity, -Infinity, 0, Infinity]);
    expect(of('log', -1, -Infinity, NaN)).to.deep.equal([NaN, NaN, NaN]);
  });

  it('tanh is within 3 ulp of float64, near 0 too, and reaches 1', () => {
    expect(largestError(functions.tanh, Math.tanh)).to.be.at.most(3);
    expect(of('tanh', 0, 10, -10, Infinity, -Infinity, NaN)).to.deep.equal([0, 1, -1, 1, -1, NaN]);
  });

  it('gelu is within 5e-7 of float64 in proportion to what is larger than 1, and 0 far below', () => {
    const gelu = (x: number): number => {
      const u = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
      return x / (1 + Math.exp(-2 * u));
    };
    overAllFloats(functions.gelu, (x, y) => {
      if (Number.isNaN(x)) expect(y).to.be.NaN;
      else if (Number.isFinite(x)) {
        const value = gelu(x);
        const error = Math.abs(y - value);
        expect(error <= 5e-7 * Math.max(1, Math.abs(value)), `gelu(${x}) = ${y}`).to.equal(true);
      }
    });
    expect(of('gelu', 0, -11, -Infinity, Infinity, NaN).map((y) => y + 0)).to.deep.equal([
      0,
      0,
      0,
      Infinity,
      NaN,
    ]);
  });
});
