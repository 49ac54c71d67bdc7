// Covers src/laws/table/read-points.ts, read-row.ts, read-rows.ts and state.ts: a file as a table of points, on the page and,
// strictly, on the command line. Also src/laws/table/{point-table,read-row,read-table,size-columns}.ts and
// src/laws/table/text/{chart-export,decode-text,read-json,text-table}.ts.
import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { decodeText } from '../../../src/laws/table/text/decode-text.js';
import { readPoints } from '../../../src/laws/table/read-points.js';
import { publishedText } from '../../support/published.js';

const load = (text: string) => readPoints(text, { strict: true });

describe('a file of points', () => {
  it('may be JSON: a list, one within an object, columns, or an object a line', () => {
    const points = [
      { N: 10, D: '1k', loss: 2 },
      { N: 20, D: 1000, loss: 1.5 },
    ];
    const columns = { N: [10, 20], D: [1000, 1000], loss: [2, 1.5] };
    const byRow = { N: { 0: 10, 1: 20 }, D: { 0: 1000, 1: 1000 }, loss: { 0: 2, 1: 1.5 } };
    const split = {
      columns: ['N', 'D', 'loss'],
      index: [0, 1],
      data: [Object.values(points[0]), Object.values(points[1])],
    };
    const byRun = { first: points[0], second: points[1] };
    const nested = points.map(({ N, D, loss }) => ({ config: { N, D }, summary: { loss } }));
    const files = [points, { data: points }, columns, byRow, split, byRun, nested].map((value) =>
      JSON.stringify(value),
    );
    files.push(points.map((point) => JSON.stringify(point)).join('\n'));
    for (const file of files) {
      expect(load(file).table.points.map(({ N, D, loss }) => [N, D, loss])).to.deep.equal([
        [10, 1000, 2],
        [20, 1000, 1.5],
      ]);
    }
  });

  it('keeps its good rows and names the bad ones by line', () => {
    const { table, reading } = readPoints('N,loss\n10,2\n\n20,nan\n-3,1\n40,,\n50\n60,1.2');
    expect(table?.points.map(({ N }) => N)).to.deep.equal([10, 60]);
    expect(reading.problems.map(({ line, reason }) => ({ line, reason }))).to.deep.equal([
      { line: 4, reason: 'loss is "nan", which is not a number' },
      { line: 5, reason: 'N is -3; expected a number above 0' },
      { line: 6, reason: 'has 3 cells under 2 names' },
      { line: 7, reason: 'has no loss' },
    ]);
  });

  it('refuses sizes that leave the range of numbers', () => {
    const { table, reading } = readPoints('N,D,C,loss\n1e200,1e200,,2\n,1e308,1e-20,2\n10,1000,,2');
    expect(table?.points.map(({ C }) => C)).to.deep.equal([60_000]);
    expect(reading.problems.map(({ line, reason }) => `${line}: ${reason}`)).to.deep.equal([
      '2: C would be 6 N D = Infinity, which is too large',
      '3: N would be C / (6 D) = 0, which is too small',
    ]);
  });

  it('has at most 2000 columns and 10 million cells', () => {
    const ownKeys = Array.from({ length: 20_000 }, (_, i) => ({ [`k${i}`]: i }));
    expect(() => load(JSON.stringify(ownKeys))).to.throw(InputError, '20000 columns, and at most 2000');
    expect(() => load(JSON.stringify(Object.fromEntries(ownKeys.map((own, i) => [`c${i}`, own]))))).to.throw(
      InputError,
      'at most 2000',
    );
    const wide = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`k${i}`, i]));
    const sparse = [wide, ...Array.from({ length: 100_000 }, () => ({}))];
    expect(() => load(JSON.stringify(sparse))).to.throw(InputError, '99 columns, or 6666 rows, would work');
  });

  it('with cells that patterns would take long over is read at once', () => {
    const digits = '1'.repeat(200_000);
    const cells = [`1.5${' '.repeat(5000)}1x`, `${digits}!`, `"${'('.repeat(5000)}"`];
    for (const cell of cells)
      expect(readPoints(`N,note,loss\n10,${cell},2\n20,${cell},1`).reading.used).to.equal(2);
    expect(() => load(`[{"N": 1, "note": "${'\\"'.repeat(200_000)}`)).to.throw(InputError, 'not valid JSON');
  });

  it('that is not a table says so', () => {
    for (const [text, words] of [
      ['', 'empty'],
      ['N,loss', 'no rows'],
      ['{"a": 1}', 'not a table'],
      ['[{"N": 1', 'not valid JSON'],
      ['# only\n# comments\n', 'empty'],
      [`[{"N": 1, "loss": ${'['.repeat(20_000) + ']'.repeat(20_000)}}]`, 'within one another'],
      [`${'x'.repeat(400)},loss\n1,2`, 'a name of 400 characters'],
    ]) {
      expect(() => load(text), text).to.throw(InputError, words);
    }
  });
});

describe('JSON', () => {
  it('may have the NaN of Python, which is a run that diverged', () => {
    const { table } = load('[{"N": 1, "loss": 2, "note": "NaN"}, {"N": 2, "loss": NaN}]');
    expect([table.points.length, table.failed.length]).to.deep.equal([1, 1]);
  });
});

describe('a file of a spreadsheet', () => {
  it('may be in UTF-16', () => {
    const text = 'N,loss\n1,2\n';
    const bytes = Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])]);
    expect(decodeText(bytes)).to.equal(text);
    expect(decodeText(new TextEncoder().encode(text))).to.equal(text);
  });

  it('may have a name twice: the first is taken, and it is said', () => {
    const { table, reading } = load('N,val/loss,val/loss\n1,2,9\n');
    expect(table.points[0].loss).to.equal(2);
    expect(reading.notes[0]).to.include('2 columns are called val/loss');
  });
});

describe('read strictly, a file of points', () => {
  it('has the rows that the page reads, or names the first that is wrong', () => {
    const texts = [
      'model;n_params;val_loss;D_tokens\nsmall;1e6;3.2;2e7\nlarge;4e6;2.9;\n',
      '[{"N": "70M", "test_mse_seed0": 2}, {"N": 1e9, "test_mse_seed0": 1}]',
      'N,loss\n1,2\n2,nan\n3,\n4,1',
      'N,loss,cooled\n1,2,no\n1,1,yes\n2,1,\n',
    ];
    for (const text of texts) expect(load(text)).to.deep.equal(readPoints(text));
    const wrong = {
      '# measured by hand\nN,loss\n100,2\n1000,soon\n': 'line 4: loss is "soon", which is not a number',
      'N,loss\n1,2\nnan,2\n': 'line 3: N is "nan"',
      'N,loss\n1,2\n300,-1\n': 'line 3: loss is -1; expected a number above 0',
      'N,loss\n1,2,3\n': 'line 2: has 3 cells under 2 names',
      'N,loss\n1,NaN\n': 'line 2: loss is "NaN"',
      '[{"N": 1, "loss": 2}, {"N": "x", "loss": 2}]': 'row 2: N is "x"',
    };
    for (const [text, words] of Object.entries(wrong)) {
      expect(() => load(text), text).to.throw(InputError, words);
    }
  });

  it('leaves out a loss of exactly 0, which is a result without a logarithm', () => {
    for (const [text, name] of [
      ['N,loss\n1,2\n300,0.00', 'loss'],
      ['N,ppl\n1,2\n300,1', 'the loss'],
    ] as const) {
      const { table, reading } = readPoints(text, { strict: true });
      expect(table.points).to.have.length(1);
      expect(reading.left).to.deep.equal([{ why: `${name} is exactly 0, which has no logarithm`, count: 1 }]);
    }
  });

  it('counts in the units that the names of its columns say', () => {
    expect(load('N_total,C_pflop,loss\n10,3,2\n').table.points[0].C).to.equal(3e15);
  });
});

describe('the rows of runs', () => {
  it('that diverged are kept beside the others: their learning rate is not the best', () => {
    const { table, reading } = load('N,lr,loss,outcome\n1,0.1,2,finished\n1,0.3,,diverged\n1,0.1,NaN,\n');
    expect(table.points.map(({ line }) => line)).to.deep.equal([2]);
    expect(table.failed.map(({ line, lr }) => [line, lr])).to.deep.equal([
      [3, 0.3],
      [4, 0.1],
    ]);
    expect(reading.problemCount).to.equal(2);
  });

  it('keep their cells under the names of the columns, whatever these are', () => {
    const { table } = load('N,loss,__proto__,7\n10,2,a,b\n');
    expect(Object.entries(table.points[0].cells)).to.have.deep.members([
      ['N', '10'],
      ['loss', '2'],
      ['__proto__', 'a'],
      ['7', 'b'],
    ]);
  });

  it('that did not finish are left out, by whatever column says so', () => {
    const { table, reading } = load('State,N,loss\ncrashed,1,5\nfinished,2,2\nrunning,3,4\n');
    expect(table.points.map(({ N }) => N)).to.deep.equal([2]);
    expect(table.failed).to.deep.equal([]);
    expect(reading.problems[0].reason).to.equal('did not finish: crashed');
    const states = load('state,N,loss\nOhio,1,5\nUtah,1,2\n');
    expect(states.table.points, 'other words say nothing of how a run ended').to.have.length(2);
  });

  it('say whether their learning rate had come down', () => {
    const { points } = load('N,loss,cooled\n1,2,no\n1,1,yes\n2,1,\n').table;
    expect(points.map(({ cooled }) => cooled)).to.deep.equal([false, true, true]);
  });
});

describe('published tables', () => {
  /** What is found in each. */
  const tables: Readonly<Record<string, string>> = {
    'chinchilla_epoch.csv': 'NDC',
    'porian_refinedweb_isoflop.csv': 'NDC',
    'porian_refinedweb_published_optima.csv': 'NDC',
    'gadre_c4_refinedweb.csv': 'NDC',
    'datablations_repeat.csv': 'NDC',
    'supercollapse_mlp_const.csv': 'NDC',
    'supercollapse_mlp_linear.csv': 'NDC',
    'bnsl_4digit_addition.csv': 'D',
    'toy_wikitext_curves.csv': 'NDC',
    'synthetic_surfaces.csv': 'NDC',
    'ref_shakespeare_isoflop.csv': 'NDC',
    'ref_shakespeare_repeat.csv': 'D',
    'ref_sparse_parity_curves.csv': 'NDC',
    'ref_teacher_student.csv': 'N',
    'ref_zipf_facts_curves.csv': 'NDC',
    'ref_zipf_facts_dataset_size.csv': 'NDC',
  };

  for (const [name, found] of Object.entries(tables)) {
    it(`load without editing: ${name}`, async function () {
      const text = await publishedText(name);
      if (text === null) this.skip();
      const { table, reading } = readPoints(text, { allRows: true });
      const { problems } = reading;
      if (!table) throw new Error(reading.refusal ?? '');
      // One budget of the published optima has no minimum: its row is nan.
      expect(problems.map(({ line }) => line)).to.deep.equal(name.includes('optima') ? [13] : []);
      const left = reading.left.reduce((sum, { count }) => sum + count, 0);
      // One table has a column for each of two seeds.
      const seeds = name.includes('teacher_student') ? 2 : 1;
      expect(reading.used + left).to.equal(seeds * (text.trim().split('\n').length - 1));
      // Five points of one table are marked as outliers.
      if (name.includes('chinchilla'))
        expect(reading.left).to.deep.equal([{ why: 'marked by outlier', count: 5 }]);
      for (const size of ['N', 'D', 'C'] as const) {
        const there = table.points.every((point) => point[size] !== null);
        expect(there, size).to.equal(found.includes(size));
      }
    });
  }
});
