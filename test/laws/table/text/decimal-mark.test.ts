// Covers src/laws/table/text/decimal-mark.ts: which mark begins decimals.
import { expect } from 'chai';
import { InputError } from '../../../../src/base/errors.js';
import { hasDecimalCommas } from '../../../../src/laws/table/text/decimal-mark.js';
import { readPoints } from '../../../../src/laws/table/read-points.js';

describe('the decimal mark of a table', () => {
  it('is told by the numbers that can be read in one way only', () => {
    const commas = [['2,71'], ['1.000.000', '3,693'], ['1.000', '2,9487'], ['1.234,5'], ['0,693']];
    const points = [
      ['2.71'],
      ['1,000,000'],
      ['1,000', '2.9487'],
      ['1,234.5'],
      ['0.693'],
      ['1234.567'],
      ['1e6', '3'],
    ];
    for (const cells of commas)
      expect(hasDecimalCommas({ others: cells, delimiter: ',' }), cells.join(' ')).to.equal(true);
    for (const cells of points)
      expect(hasDecimalCommas({ others: cells, delimiter: ',' }), cells.join(' ')).to.equal(false);
  });

  it('follows from semicolons, or from large numbers without marks, where all could be either', () => {
    expect(hasDecimalCommas({ others: ['1,000', '2,000'], delimiter: ',' })).to.equal(false);
    expect(hasDecimalCommas({ others: ['3,693'], delimiter: ';' })).to.equal(true);
    expect(hasDecimalCommas({ others: ['70000000', '3,693'], delimiter: '\t' })).to.equal(true);
    expect(hasDecimalCommas({ others: ['70000000', '3.693'], delimiter: ',' })).to.equal(false);
  });

  it('is one for all columns, and a table with both is refused', () => {
    const { points } = readPoints('N;loss\n1.000;2,5\n2.000;2,25', { strict: true }).table;
    expect(points.map(({ N, loss }) => [N, loss])).to.deep.equal([
      [1000, 2.5],
      [2000, 2.25],
    ]);
    expect(() => hasDecimalCommas({ others: ['2,71', '2.71'], delimiter: ',' })).to.throw(
      InputError,
      /2\.71 has a decimal point and 2,71/,
    );
  });

  it('is not told by dates, versions or words', () => {
    expect(hasDecimalCommas({ others: ['01.02.2026', '1.2.3', 'v1,5', 'a.b'], delimiter: ',' })).to.equal(
      false,
    );
  });
});
