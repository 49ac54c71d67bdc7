// Covers src/laws/table/text/quantity.ts: numbers as people write them, and units in the names of columns.
import { expect } from 'chai';
import { readPoints } from '../../../../src/laws/table/read-points.js';
import { readQuantity } from '../../../../src/laws/table/text/quantity.js';
import { unitInName } from '../../../../src/laws/table/text/units.js';

const load = (text: string) => readPoints(text, { strict: true });

describe('a number in a table', () => {
  it('may carry a unit, commas or a power of ten', () => {
    const read: Readonly<Record<string, number | null>> = {
      '70M': 70e6,
      '6.9e9': 6.9e9,
      '6.9 B': 6.9e9,
      '1.4T': 1.4e12,
      '12k': 12e3,
      '1,000,000': 1e6,
      '3 × 10^20': 3e20,
      '10^18': 1e18,
      '2.5 PF-days': 2.5e15 * 86_400,
      '−0.5': -0.5,
      '': null,
      'n/a': null,
      '1.4B tokens': 1.4e9,
      '70M params': 70e6,
      '5.88e+17 FLOPs': 5.88e17,
      '2 PFLOPs': 2e15,
      '1.4D+09': 1.4e9,
      '~70M': 70e6,
      '5.88 × 10¹⁷': 5.88e17,
      '10⁻³': 1e-3,
      '$3 \\times 10^{20}$': 3e20,
      '0.5\\times10^{9}': 5e8,
      '2\\cdot 10^{9}': 2e9,
      '1\u202f000\u202f000': 1e6,
    };
    for (const [text, value] of Object.entries(read)) expect(readQuantity(text), text).to.equal(value);
    for (const text of ['seven', '1.2.3', '4 apples', 'nan']) expect(readQuantity(text), text).to.be.NaN;
  });

  it('has a decimal comma where semicolons part the cells', () => {
    expect(readQuantity('2,713', true)).to.equal(2.713);
    expect(load('N;loss\n10;2,5\n20;2,25').table.points[1].loss).to.equal(2.25);
  });

  it('counts in what the name of its column says', () => {
    expect(unitInName('params (M)').unit).to.equal(1e6);
    expect(unitInName('tokens_billions').unit).to.equal(1e9);
    expect(unitInName('C_pflop').unit).to.equal(1e15);
    expect(unitInName('N [1e6]').unit).to.equal(1e6);
    expect(unitInName('C (1e18 FLOPs)').unit).to.equal(1e18);
    expect(unitInName('C (10¹⁸ FLOPs)').unit).to.equal(1e18);
    for (const name of ['N_total', 'd_model', 'test_ce_nats', 'flops', 'x_b']) {
      expect(unitInName(name).unit, name).to.equal(null);
    }
    const { table } = load('params (M),tokens_B,val_loss\n70,1.4,3.2');
    expect(table.points[0]).to.include({ N: 70e6, D: 1.4e9, loss: 3.2 });
  });

  it('counts in its own unit where it has one, whatever the name of its column says', () => {
    expect(readQuantity('70M', false, 1e6)).to.equal(70e6);
    expect(load('params (M),loss\n70M,3.2\n160,3').table.points.map(({ N }) => N)).to.deep.equal([
      70e6, 160e6,
    ]);
  });
});
