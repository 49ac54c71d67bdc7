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

  /** Rows at a quarter, half, three quarters and the end of a run of each size and length, with their run and step. */
  const runs = [10, 100, 1000, 10_000].flatMap((N) =>
    [1000, 4000, 16_000].map((D) => ({
      run: `run-${N}-${D}`,
      rows: [0.25, 0.5, 0.75, 1].map((share) => ({
        N,
        D: D * share,
        step: (D * share) / 10,
        loss: 1 + 5 / N ** 0.5 + 30 / D ** 0.5 + (1 - share),
      })),
    })),
  );
  const table = (
    names: string,
    rowsOf: (run: string, N: number, D: number, step: number, loss: number) => string,
  ) =>
    [
      names,
      ...runs.flatMap(({ run, rows }) => rows.map((row) => rowsOf(run, row.N, row.D, row.step, row.loss))),
    ].join('\n');

  it('beside tokens or FLOPs are points of its curve where they name their run', () => {
    const byTokens = table('run,N,tokens,loss', (...row) => row.filter((_, i) => i !== 3).join());
    const byFlops = table('run_id,C,N,loss', (run, N, D, _, loss) => [run, 6 * N * D, N, loss].join());
    for (const text of [byTokens, byFlops]) {
      const { table: made, reading } = read(text);
      expect(made.points.filter(({ cooled }) => cooled)).to.have.length(12);
      expect(reading.left).to.deep.equal([{ why: 'a point of a training curve before its end', count: 36 }]);
    }
    const { fit } = lawsOfTable(read(byTokens).table).surface;
    expect(fit.type === 'fit' && fit.E).to.be.closeTo(1, 0.01);
  });

  it('beside tokens are points of its curve where these grow with the step, and all ends where a table says so', () => {
    const one = (text: string) => read(text).table.points.filter(({ cooled }) => cooled).length;
    const oneLength = runs.filter((_, i) => i % 3 === 0);
    const lines = oneLength.flatMap(({ rows }) =>
      rows.map(({ N, D, step, loss }) => [N, D, step, loss].join()),
    );
    expect(one(['N,tokens,step,loss', ...lines].join('\n'))).to.equal(4);
    expect(one(['N,tokens,steps,loss', ...lines].join('\n'))).to.equal(16);
    expect(one(['N,tokens,step,loss,decayed', ...lines.map((line) => `${line},yes`)].join('\n'))).to.equal(
      16,
    );
  });

  it('with numbers for names that return at each size are seeds', () => {
    const rows = [10, 100, 1000].flatMap((N) =>
      [1, 2, 3].flatMap((run) => [5, 6, 7].map((D) => `${run},${N},${D},2`)),
    );
    expect(read(['run,N,D,loss', ...rows].join('\n')).table.points.every(({ cooled }) => cooled)).to.equal(
      true,
    );
  });

  it('that failed at its end has none', () => {
    const text = 'run,N,D,loss\na,1,10,3\na,1,20,2\na,1,30,1.9\na,1,40,nan\nb,2,10,3\nb,2,20,2\nb,2,30,1.5';
    const { points } = readPoints(text).table!;
    expect(points.filter(({ cooled }) => cooled).map(({ N, D }) => [N, D])).to.deep.equal([[2, 30]]);
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
