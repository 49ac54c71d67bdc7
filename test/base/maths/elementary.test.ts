// Covers src/base/maths/{elementary,power,trigonometry}.ts. Also src/base/digest.ts and src/base/maths/float-bits.ts.

import { expect } from 'chai';
import { digest } from '../../../src/base/digest.js';
import { exp, integerPower, log, tanh } from '../../../src/base/maths/elementary.js';
import { power } from '../../../src/base/maths/power.js';
import { cos, sin } from '../../../src/base/maths/trigonometry.js';

const functions: Readonly<Record<string, (...x: number[]) => number>> = { exp, log, sin, cos, tanh, power };

/** Rows of arguments, nearest float64 to the true value, and what lies beyond it in units of its last place. */
type Fixtures = Readonly<Record<string, readonly (readonly number[])[]>>;

/** Bits of a float64 as sixteen hexadecimal digits. */
function bitsOf(x: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

/** Distance from |x| to the next larger float64. */
function unitInLastPlace(x: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  return view.getFloat64(0) - Math.abs(x);
}

describe('elementary', () => {
  it('comes within an ulp of the true values, tanh within one and a half', async () => {
    // Made by test/reference/make-elementary-fixtures.py.
    const response = await fetch(new URL('../../fixtures/base/elementary.json', import.meta.url));
    const fixtures = (await response.json()) as Fixtures;
    expect(Object.keys(fixtures)).to.deep.equal(Object.keys(functions));
    for (const [name, rows] of Object.entries(fixtures)) {
      const most = name === 'tanh' ? 1.5 : 1;
      for (const row of rows) {
        const [value, remainder] = row.slice(-2);
        const x = row.slice(0, -2);
        const error = (functions[name](...x) - value) / unitInLastPlace(value) - remainder;
        expect(Math.abs(error), `${name}(${x.join(', ')})`).to.be.below(most);
      }
    }
  });

  it('has the same bits in every browser and in Node', () => {
    const golden: readonly [string, readonly number[], string][] = [
      ['exp', [0.3637003828728935], '3ff704aea292b5fa'],
      ['exp', [1], '4005bf0a8b14576a'],
      ['exp', [-708.4019201150946], '000fe98703168540'],
      ['log', [0.6363032786008741], 'bfdceee0da309794'],
      ['log', [0.999999156016754], 'beac51c3917f3599'],
      ['log', [5e-324], 'c0874385446d71c3'],
      ['sin', [5.442733304032927], 'bfe7d6965984c985'],
      ['sin', [-1570278.7873765577], '3fe778580bfe9249'],
      ['cos', [-6.361948422560926], '3fefe69a62e9d7b7'],
      ['tanh', [-0.65326204094002], 'bfe25d1389b1f0d2'],
      ['tanh', [0.40854938557505643], '3fd8c88b7ae2cb31'],
      ['power', [958, 6], '43a574aab6a75860'],
      ['power', [10000, -0.109375], '3fd75f034d79e964'],
      ['power', [387.80844592717415, 4.956006901762478], '42988cff850e6386'],
      ['power', [2, 0.5], '3ff6a09e667f3bcd'],
      ['power', [2, 0.25], '3ff306fe0a31b715'],
    ];
    for (const [name, x, bits] of golden) {
      expect(bitsOf(functions[name](...x)), `${name}(${x.join(', ')})`).to.equal(bits);
    }
  });

  it('has the same bits over many arguments', () => {
    const digests = Object.keys(functions).map((name) => {
      const values = Float64Array.from({ length: 4000 }, (_, i) =>
        name === 'power' ? power(i + 1, (i - 2000) / 512) : functions[name]((i + 1) / 256),
      );
      return `${name} ${digest(new Uint8Array(values.buffer))}`;
    });
    expect(digests).to.deep.equal([
      'exp b63748dab57b06e3',
      'log 2dc9bfd5074e5ec2',
      'sin 6ba31292d5147ceb',
      'cos 173b292ad89ce6af',
      'tanh 57a7b6f35d4be985',
      'power f11f4b0cbe0839d4',
    ]);
  });

  it('takes zeros, infinities, NaN and what a float64 cannot hold as Math does', () => {
    const cases: readonly [string, number, number][] = [
      ['exp', 0, 1],
      ['exp', -0, 1],
      ['exp', Infinity, Infinity],
      ['exp', -Infinity, 0],
      ['exp', NaN, NaN],
      ['exp', 709.7827128933841, Infinity],
      ['exp', -745.14, 0],
      ['exp', -745, 5e-324],
      ['log', 1, 0],
      ['log', 0, -Infinity],
      ['log', -0, -Infinity],
      ['log', -1, NaN],
      ['log', -Infinity, NaN],
      ['log', Infinity, Infinity],
      ['log', NaN, NaN],
      ['sin', 0, 0],
      ['sin', -0, -0],
      ['sin', 5e-324, 5e-324],
      ['sin', Infinity, NaN],
      ['sin', NaN, NaN],
      ['cos', 0, 1],
      ['cos', -0, 1],
      ['cos', -Infinity, NaN],
      ['cos', NaN, NaN],
      ['tanh', 0, 0],
      ['tanh', -0, -0],
      ['tanh', -5e-324, -5e-324],
      ['tanh', 1e300, 1],
      ['tanh', -Infinity, -1],
      ['tanh', NaN, NaN],
    ];
    for (const [name, x, value] of cases) {
      expect(Object.is(functions[name](x), value), `${name}(${x}) = ${functions[name](x)}`).to.equal(true);
    }
    const numbers = [0, 0.5, 1, 2, 5e-324, 2 ** 1000, Infinity, NaN];
    const exponents = [
      0,
      -0,
      0.5,
      1,
      -1,
      2,
      1023,
      1024,
      -1074,
      -1075,
      1e300,
      -1e300,
      Infinity,
      -Infinity,
      NaN,
    ];
    for (const base of numbers) {
      for (const exponent of exponents) {
        // These values are whole powers, or beyond a float64: no Math.pow may differ.
        if (exponent === 0.5) continue;
        const value = power(base, exponent);
        expect(Object.is(value, Math.pow(base, exponent)), `${base}^${exponent} = ${value}`).to.equal(true);
      }
    }
    expect(power(-2, 2)).to.be.NaN;
  });

  it('refuses angles whose quarter turns it cannot count', () => {
    expect(() => sin(2e6)).to.throw('expected an angle up to 1647099, got 2000000');
  });

  it('is odd or even where it should be, and monotonic where the pieces of a method meet', () => {
    for (let i = 0; i < 2000; i++) {
      const x = 17 ** ((i - 1000) / 300);
      expect(sin(-x)).to.equal(-sin(x));
      expect(cos(-x)).to.equal(cos(x));
      expect(tanh(-x)).to.equal(-tanh(x));
    }
    for (const x of [0.625, Math.LN2 / 2, Math.SQRT2, Math.SQRT1_2, 1]) {
      const next = x + unitInLastPlace(x);
      for (const monotonic of [exp, log, tanh]) expect(monotonic(next)).to.be.at.least(monotonic(x));
    }
  });

  it('takes whole powers exactly wherever a float64 holds them', () => {
    for (let base = 2; base <= 40; base++) {
      for (let n = 0; BigInt(base) ** BigInt(n) <= BigInt(Number.MAX_SAFE_INTEGER); n++) {
        const exact = Number(BigInt(base) ** BigInt(n));
        expect(integerPower(base, n), `${base}^${n}`).to.equal(exact);
        expect(power(base, n), `${base}^${n}`).to.equal(exact);
      }
    }
    expect(integerPower(-3, 3)).to.equal(-27);
    expect(integerPower(0, 0)).to.equal(1);
    expect(integerPower(0.5, 1074)).to.equal(5e-324);
    expect(() => integerPower(2, -1)).to.throw('expected a whole exponent, got -1');
    expect(() => integerPower(2, 0.5)).to.throw('expected a whole exponent, got 0.5');
  });
});
