// Covers src/laws/table/{series,groups,settings,best-rows,near-sizes}.ts: which rows belong to one law, and over what they are tuned.
import { expect } from 'chai';
import { lawsOfTable } from '../../../src/laws/table-laws.js';
import { readPoints, type ReadingOptions } from '../../../src/laws/table/read-points.js';
import { chinchillaLoss } from '../../support/synthetic-table.js';

const sizes = [1e7, 3e7, 1e8, 3e8, 1e9, 3e9];
const read = (text: string, options?: ReadingOptions) => readPoints(text, options);
const csv = (head: string, rows: readonly (readonly (string | number)[])[]): string =>
  [head, ...rows.map((row) => row.join(','))].join('\n');
/** A law with a little noise that is the same every time. */
const law = (N: number, factor = 1, i = 0): number =>
  factor * (1.7 + 400 * N ** -0.34) * (1 + 0.001 * Math.sin(7 * i));

describe('a column that tells laws apart', () => {
  const twoLaws = (column: string, values: readonly [string, string]): string =>
    csv(
      `N,${column},loss`,
      values.flatMap((value, g) => sizes.map((N, i) => [N, value, law(N, 1 + 0.2 * g, i)])),
    );

  it('splits the table, whether of words or of numbers, and it is said', () => {
    for (const [column, values] of [
      ['optimizer', ['adamw', 'muon']],
      ['label_noise', ['0', '0.2']],
    ] as const) {
      const { reading, table, groups } = read(twoLaws(column, values));
      expect(reading.split?.column).to.equal(column);
      expect(reading.choice).to.deep.equal({ [column]: values[0] });
      expect(reading.notes[0]).to.match(
        new RegExp(`split by ${column}: one law for all 2 misses the losses by 9.*%, one law each by 0`),
      );
      expect(reading.notes[1]).to.equal(
        `Only rows with ${column} = ${values[0]} are fitted, one of 2 groups.`,
      );
      expect(reading.left).to.deep.equal([{ why: `not ${column} = ${values[0]}`, count: 6 }]);
      expect(table?.points).to.have.length(6);
      expect(groups.map(({ value, table: { points } }) => [value, points.length])).to.deep.equal(
        values.map((value) => [value, 6]),
      );
    }
  });

  it('that says what was to be learned splits it too, and is not tuned over, where one size has all its values', () => {
    const tasks = (some: readonly number[]): string =>
      csv(
        'input_dim,N,D,loss',
        [2, 4].flatMap((dim) => some.map((N, i) => [dim, N, 1e9, law(N, dim, i)])),
      );
    const { reading } = read(tasks(sizes));
    expect([reading.split?.column, reading.tuned]).to.deep.equal(['input_dim', []]);
    const few = read(tasks(sizes.slice(0, 3)));
    expect([few.reading.split?.column, few.reading.tuned]).to.deep.equal(['input_dim', []]);
    expect(few.reading.notes[0]).to.equal('The rows are split by input_dim: tasks differ in it.');
    const together = read(tasks(sizes), { split: null });
    expect(together.reading.split).to.equal(null);
  });

  it('does not where one law holds for all, and that is said too', () => {
    const rows = sizes.flatMap((N, i) =>
      ['a', 'b'].map((host, g) => [N * (1 + g), host, law(N * (1 + g), 1, i + g)]),
    );
    const { reading, table } = read(csv('N,cluster,loss', rows));
    expect(reading.split).to.equal(null);
    expect(table?.points).to.have.length(12);
    expect(reading.notes[0]).to.match(/The rows of all cluster are fitted together: one law for all 2/);
  });

  it('is none where it only names sizes, or runs', () => {
    const named = csv(
      'model,Name,N,D,loss',
      sizes.flatMap((N, i) =>
        [1e9, 1e10, 1e11].map((D) => [`m${i}`, `run-${i}`, N, D, chinchillaLoss(N, D)]),
      ),
    );
    expect(read(named).reading.split).to.equal(null);
    expect(read(named).reading.used).to.equal(18);
  });

  it('is what a person says, or none', () => {
    const text = twoLaws('optimizer', ['adamw', 'muon']);
    expect(read(text, { split: null }).reading.used).to.equal(12);
    expect(read(text, { split: null }).reading.split).to.equal(null);
    const asked = read(
      csv(
        'N,half,loss',
        sizes.map((N, i) => [N, i % 2, law(N)]),
      ),
      { split: 'half' },
    );
    expect(asked.groups.map(({ value }) => value)).to.deep.equal(['0', '1']);
    expect(read(text, { split: 'kind' }).reading.refusal).to.include('no column kind to split by');
  });
});

describe('rows of one size', () => {
  /** Losses whose best rate falls with N and whose best decay and warm-up are 0.1 and 300. */
  const swept = (): string =>
    csv(
      'N,lr,weight_decay,warmup_steps,seed,loss',
      sizes.flatMap((N) =>
        [1e-3, 2e-3, 4e-3].flatMap((lr) =>
          [0.05, 0.1, 0.2].flatMap((decay) =>
            [100, 300, 900].flatMap((warmup) =>
              [0, 1].map((seed) => {
                const off =
                  Math.log(lr / 2e-3) ** 2 +
                  Math.log(decay / 0.1) ** 2 / 4 +
                  Math.log(warmup / 300) ** 2 / 20;
                return [N, lr, decay, warmup, seed, law(N) * (1 + 0.05 * off) * (1 + 1e-4 * (seed - 0.5))];
              }),
            ),
          ),
        ),
      ),
    );

  it('are tuned over every setting but the seed: the best row counts, never an average', () => {
    const { reading, table } = read(swept());
    expect(reading.tuned).to.deep.equal(['lr', 'weight_decay', 'warmup_steps']);
    expect([reading.used, reading.rowCount]).to.deep.equal([12, 324]);
    expect(reading.tableNotes.join(' ')).to.include(
      'Tuned over lr and weight_decay and warmup_steps: at each size the best row counts, and 312 rows are left out (12 of 324).',
    );
    if (!table) throw new Error('no table');
    for (const { x, loss } of lawsOfTable(table).power.N.points) expect(loss / law(x)).to.be.closeTo(1, 1e-6);
  });

  it('are read between rows where that is asked for', () => {
    const rows = sizes.flatMap((N) =>
      [1, 2, 4].map((lr) => [N, lr, law(N) * Math.exp(0.1 * Math.log(lr / 2.5) ** 2)]),
    );
    const { table, reading } = read(csv('N,lr,loss', rows), { tuning: 'interpolate' });
    if (!table) throw new Error('no table');
    for (const { x, loss } of lawsOfTable(table).power.N.points) expect(loss / law(x)).to.be.closeTo(1, 1e-9);
    expect(reading.tableNotes.join(' ')).to.include('read between rows, by a parabola along each');
  });

  it('whose best setting lies at the edge of a sweep are counted', () => {
    const rows = sizes.flatMap((N) => [1, 2, 4].map((lr) => [N, lr, law(N) * (1 + lr)]));
    expect(read(csv('N,lr,loss', rows)).reading.tableNotes.join(' ')).to.include(
      'At 6 of 6 sizes the best of lr is the smallest or largest tried',
    );
  });

  it('may differ in what was measured, which is not a setting', () => {
    const rows = sizes.flatMap((N, i) => [0, 1].map((seed) => [N, seed, 100 * i + 7 * seed, law(N)]));
    const { reading } = read(csv('N,seed,tokens_per_second,loss', rows));
    expect(reading.tuned).to.deep.equal([]);
    expect(reading.ignored).to.deep.equal([
      { name: 'tokens_per_second', why: 'differs between rows of one size: measured, not set' },
    ]);
  });

  it('by an unknown column of numbers are tuned over it, and it is said', () => {
    const rows = sizes.flatMap((N) =>
      [1, 2, 3].map((knob) => [N, 20 * N, knob, law(N) * (1 + 0.01 * knob * (N % 7))]),
    );
    expect(read(csv('N,D,knob,loss', rows)).reading.tuned).to.deep.equal(['knob']);
  });
});

describe('sizes that differ by rounding', () => {
  it('are one, and it is said', () => {
    const rows = sizes.flatMap((N) =>
      [1, 1.00005, 0.9995].map((jitter) => [N * jitter, 1e9, chinchillaLoss(N, 1e9)]),
    );
    const { table } = read(csv('N,D,loss', rows));
    if (!table) throw new Error('no table');
    const { points, warnings } = lawsOfTable(table).power.N;
    expect(points).to.have.length(6);
    expect(warnings.join(' ')).to.include('less than 1 % are taken as one: 18 values of N as 6');
  });

  it('stay apart where a sweep steps as finely', () => {
    const rows = Array.from({ length: 30 }, (_, i) => [1000 * 1.005 ** i, 3 - i / 100]);
    const { table } = read(csv('D,loss', rows));
    if (!table) throw new Error('no table');
    expect(lawsOfTable(table).power.D.points).to.have.length(30);
  });
});
