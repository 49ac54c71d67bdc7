// Covers src/laws/table/filters.ts: which rows of a table are fitted. Also src/laws/table/state.ts and
// src/laws/table/text/read-rows.ts.
import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { conditionsOf, filtersOf, rowsWhere } from '../../../src/laws/table/filters.js';
import { readPoints } from '../../../src/laws/table/read-points.js';
import { readRows } from '../../../src/laws/table/text/read-rows.js';

describe('rows of a table', () => {
  it('can be chosen by columns of few values', () => {
    const rows = readRows('series,N,loss,outlier\na,1,2,0\nb,2,1,0\na,3,1,1');
    const filters = filtersOf(rows, { N: 'N', loss: 'loss' });
    expect(filters.map(({ column }) => column)).to.deep.equal(['series', 'outlier']);
    const chosen = rowsWhere(rows, conditionsOf({ series: 'a', outlier: '0' }));
    expect(chosen.rows.map(({ line }) => line)).to.deep.equal([2]);
    const others = rowsWhere(rows, [{ column: 'series', value: 'a', isNot: true }]);
    expect(others.rows.map(({ line }) => line)).to.deep.equal([3]);
  });

  it('may meet one of several values of a column, and must meet all columns', () => {
    const text = 'series,N,loss\na,1,2\nb,2,1\na,3,1\nc,1.0,4';
    const lines = (...where: { column: string; value: string }[]) =>
      readPoints(text, { where, allRows: true, strict: true }).table.points.map(({ line }) => line);
    const [a, b, one] = [
      { column: 'series', value: 'a' },
      { column: 'series', value: 'b' },
      { column: 'N', value: '1' },
    ];
    expect(lines(a, b)).to.deep.equal([2, 3, 4]);
    expect(lines(one), 'numbers are compared as numbers').to.deep.equal([2, 5]);
    expect(lines(a, one)).to.deep.equal([2]);
    expect(() => lines(b, one)).to.throw(InputError, 'no row has series=b N=1');
    expect(() => lines({ column: 'kind', value: 'a' })).to.throw(InputError, 'there is no column kind');
  });
});
