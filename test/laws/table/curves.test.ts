// Covers src/laws/table/curves.ts, chart-export.ts and tune-rows.ts: rows of runs at several steps, of several runs, and of several settings.
import { expect } from 'chai';
import { lawsOfTable } from '../../../src/laws/table-laws.js';
import { readPoints } from '../../../src/laws/table/read-points.js';

const read = (text: string) => readPoints(text, { strict: true });

describe('rows of one run', () => {
  it('at several steps are points of its curve, but for the last', () => {
    const rows = [10, 100, 1000, 10_000].flatMap((N) =>
      [100, 200, 300].map((step) => `w${N},${N},${step},${1 + 5 / N ** 0.5 + 30 / step}`),
    );
    const { table, reading } = read(['model,N,step,loss', ...rows].join('\n'));
    expect(table.points.filter(({ cooled }) => cooled).map(({ steps }) => steps)).to.deep.equal([
      300, 300, 300, 300,
    ]);
    expect(reading.tableNotes.join(' ')).to.include('8 rows are points of training curves');
    const { fit } = lawsOfTable(table).power.N;
    expect(fit.type === 'fit' && fit.E).to.be.closeTo(1.1, 1e-3);
  });

  it('are all ends where another column says how long a run was, or where batch sizes differ', () => {
    for (const text of ['N,D,step,loss\n1,1,1,3\n1,2,2,2', 'N,batch,step,loss\n1,8,1,3\n1,8,2,2']) {
      expect(read(text).table.points.every(({ cooled }) => cooled)).to.equal(true);
    }
  });

  it('in a chart with a column for each run become rows, one run at first', () => {
    const text =
      'tokens,a - loss,a - loss__MIN,a - loss__MAX,b - loss,b - loss__MIN,b - loss__MAX\n10,3,3,3,2,2,2\n20,2,2,2,,,';
    const { table, reading } = read(text);
    expect(reading.choice).to.deep.equal({ curve: 'a' });
    expect(reading.rowCount).to.equal(3);
    expect(table.points.map(({ D, loss }) => [D, loss])).to.deep.equal([
      [10, 3],
      [20, 2],
    ]);
    expect(reading.notes[0]).to.include('a column for each of 2 runs');
  });
});

describe('rows of one size', () => {
  it('are tuned over learning rates and batch sizes', () => {
    const rows = [10, 100, 1000, 10_000].flatMap((N) =>
      [8, 32].flatMap((batch) =>
        [0.5, 1, 2].map(
          (lr) => `${N},${batch},${lr},${(1 + 4 / N ** 0.5) * (1 + batch / 1000 + Math.log(lr) ** 2)}`,
        ),
      ),
    );
    const { table } = read(['N,batch size,lr,loss', ...rows].join('\n'));
    const { points } = lawsOfTable(table).power.N;
    for (const { x, loss } of points) expect(loss / (1 + 4 / x ** 0.5)).to.be.closeTo(1.008, 1e-9);
  });
});
