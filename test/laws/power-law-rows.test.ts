// Covers src/laws/power-law-rows.ts: which rows of a table make a law of one variable.
import { expect } from 'chai';
import { lawsOfTable, type LawsOfTable } from '../../src/laws/table-laws.js';
import { readPoints } from '../../src/laws/table/read-points.js';
import { chinchillaLoss } from '../support/synthetic-table.js';

const sizes = [1e7, 3e7, 1e8, 3e8, 1e9];
const lawsOf = (pairs: readonly (readonly [N: number, D: number])[], allRows = false): LawsOfTable => {
  const rows = pairs.map(([N, D]) => `${N},${D},${chinchillaLoss(N, D)}`);
  const { table } = readPoints(['N,D,loss', ...rows].join('\n'), { strict: true });
  return lawsOfTable(table, { power: { allRows } });
};
const grid = sizes.flatMap((N) => [1e9, 3e9, 1e10, 3e10].map((D) => [N, D] as const));

describe('the rows of a law', () => {
  it('along N are those of one D, the largest that most N share', () => {
    const { N } = lawsOf([...grid, [1e9, 1e11]]).power;
    expect(N.from).to.equal('Rows with D = 30 G, the largest D with most N.');
    expect(N.points.map(({ x }) => x)).to.deep.equal(sizes);
    expect(N.fit.type === 'fit' && N.fit.alpha).to.be.closeTo(0.34, 1e-3);
  });

  it('are all rows where N and D grow together', () => {
    const { N, D, C } = lawsOf(sizes.map((size) => [size, 20 * size])).power;
    expect(N.from).to.equal('All rows: each N has one D.');
    expect(D.from).to.equal('All rows: each D has one N.');
    expect(C.from).to.equal('All rows.');
  });

  it('along C are the minima of isoFLOP curves, or else the envelope', () => {
    const budgets = [1e18, 1e19, 1e20, 1e21].flatMap((C) =>
      Array.from({ length: 9 }, (_, i) => {
        const N = Math.sqrt(C / 120) * 3 ** ((i - 4) / 2);
        return [N, C / (6 * N)] as const;
      }),
    );
    const { C } = lawsOf(budgets).power;
    expect(C.from).to.equal('Each point is the minimum of an isoFLOP curve.');
    expect(C.points).to.have.length(4);
    expect(lawsOf(grid).power.C.from).to.equal(
      'Each point is a run that no run with as little compute beats.',
    );
  });

  it('are none where N is traded for D, with what a law needs', () => {
    const { N, D } = lawsOf([
      [1e7, 3e10],
      [3e7, 1e10],
      [1e8, 3e9],
      [3e8, 1e9],
    ]).power;
    expect(N.points).to.deep.equal([]);
    expect(N.fit).to.deep.include({ type: 'refused' });
    expect(N.fit.type === 'refused' && N.fit.reason).to.match(
      /^To fit L\(N\), D must be the same for at least 4/,
    );
    expect(D.fit.type === 'refused' && D.fit.reason).to.match(/^To fit L\(D\), N must be the same/);
  });

  it('are all, those of one N averaged, where that is asked for', () => {
    const { N } = lawsOf(grid, true).power;
    expect(N.from).to.equal('All rows.');
    expect(N.warnings.join(' ')).to.include('At one N the table has several D');
    const losses = [1e9, 3e9, 1e10, 3e10].map((D) => Math.log(chinchillaLoss(1e7, D)));
    const mean = Math.exp(losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
    expect(N.points[0].loss).to.be.closeTo(mean, 1e-12);
  });
});
