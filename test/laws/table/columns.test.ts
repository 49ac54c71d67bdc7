import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import {
  importPoints,
  readRows,
  recogniseColumns,
  type ImportedPoints,
} from '../../../src/laws/table/columns.js';
import { readQuantity, unitOfName } from '../../../src/laws/table/quantity.js';

/** A file as the page takes it: columns by their names. */
function load(text: string): ImportedPoints {
  const rows = readRows(text);
  return importPoints(rows, recogniseColumns(rows.names).columns);
}

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
    };
    for (const [text, value] of Object.entries(read)) expect(readQuantity(text), text).to.equal(value);
    for (const text of ['seven', '1.2.3', '4 apples', 'nan']) expect(readQuantity(text), text).to.be.NaN;
  });

  it('has a decimal comma where semicolons part the cells', () => {
    expect(readQuantity('2,713', true)).to.equal(2.713);
    expect(load('N;loss\n10;2,5\n20;2,25').table.points[1].loss).to.equal(2.25);
  });

  it('counts in what the name of its column says', () => {
    expect(unitOfName('params (M)')).to.equal(1e6);
    expect(unitOfName('tokens_billions')).to.equal(1e9);
    expect(unitOfName('C_pflop')).to.equal(1e15);
    expect(unitOfName('N [1e6]')).to.equal(1e6);
    for (const name of ['N_total', 'd_model', 'test_ce_nats', 'flops', 'x_b']) {
      expect(unitOfName(name), name).to.equal(1);
    }
    const { table } = load('params (M),tokens_B,val_loss\n70,1.4,3.2');
    expect(table.points[0]).to.include({ N: 70e6, D: 1.4e9, loss: 3.2 });
  });
});

describe('columns', () => {
  it('are recognised by the names that public tables use', () => {
    const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'n_params,tokens,flops,final_loss': { N: 'n_params', D: 'tokens', C: 'flops', loss: 'final_loss' },
      'Parameters,Training Tokens,Validation Loss': {
        N: 'Parameters',
        D: 'Training Tokens',
        loss: 'Validation Loss',
      },
      'run,N,train_loss_ema,val_loss': { N: 'N', loss: 'val_loss' },
      'input_dim,N,test_mse_seed0': { N: 'N', loss: 'test_mse_seed0' },
      'width,depth,perplexity': {},
    };
    for (const [names, columns] of Object.entries(cases)) {
      expect(recogniseColumns(names.split(',')).columns, names).to.deep.equal(columns);
    }
  });

  it('of N are told apart by what they count', () => {
    expect(recogniseColumns(['N', 'N_no_embed', 'D', 'loss']).sizes).to.deep.equal([
      { convention: 'total', column: 'N' },
      { convention: 'non-embedding', column: 'N_no_embed' },
    ]);
    expect(recogniseColumns(['N', 'D', 'loss']).sizes).to.deep.equal([{ convention: 'given', column: 'N' }]);
  });

  it('that are missing are named with those that are there', () => {
    expect(() => load('a,b\n1,2')).to.throw(InputError, 'The file has a, b.');
    expect(() => load('loss,width\n1,2')).to.throw(InputError, 'needs N, D or C');
  });

  it('are taken from C = 6 N D where two of three are there, and it is said', () => {
    const { table, notes } = load('N,D,loss\n10,100,2\n20,100,1.9');
    expect(table.points.map(({ C }) => C)).to.deep.equal([6000, 12000]);
    expect(notes).to.deep.equal(['There is no column C: it is taken to be 6 N D.']);
    expect(load('C,D,loss\n6000,100,2').table.points[0].N).to.equal(10);
  });
});

describe('a file of points', () => {
  it('may be JSON: a list, one within an object, columns, or an object a line', () => {
    const points = [
      { N: 10, D: '1k', loss: 2 },
      { N: 20, D: 1000, loss: 1.5 },
    ];
    const columns = { N: [10, 20], D: [1000, 1000], loss: [2, 1.5] };
    const files = [points, { data: points }, columns].map((value) => JSON.stringify(value));
    files.push(points.map((point) => JSON.stringify(point)).join('\n'));
    for (const file of files) {
      expect(load(file).table.points.map(({ N, D, loss }) => [N, D, loss])).to.deep.equal([
        [10, 1000, 2],
        [20, 1000, 1.5],
      ]);
    }
  });

  it('keeps its good rows and names the bad ones by line', () => {
    const { table, problems } = load('N,loss\n10,2\n\n20,nan\n-3,1\n40,,\n50\n60,1.2');
    expect(table.points.map(({ N }) => N)).to.deep.equal([10, 60]);
    expect(problems).to.deep.equal([
      { line: 4, reason: 'loss is "nan", which is no number' },
      { line: 5, reason: 'N is -3; expected a number above 0' },
      { line: 6, reason: 'has 3 cells under 2 names' },
      { line: 7, reason: 'has no loss' },
    ]);
  });

  it('that is no table says so', () => {
    for (const [text, words] of [
      ['', 'empty'],
      ['N,loss', 'no rows'],
      ['{"a": 1}', 'no table'],
      ['[{"N": 1', 'no JSON'],
    ]) {
      expect(() => load(text), text).to.throw(InputError, words);
    }
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
      const response = await fetch(`/published/${name}`);
      if (!response.ok) {
        console.warn(`Not loaded: ${name}; the published tables are not there.`);
        this.skip();
      }
      const text = await response.text();
      const { table, problems } = load(text);
      // One budget of the published optima has no minimum: its row is nan.
      expect(problems.map(({ line }) => line)).to.deep.equal(name.includes('optima') ? [13] : []);
      expect(table.points.length + problems.length).to.equal(text.trim().split('\n').length - 1);
      for (const size of ['N', 'D', 'C'] as const) {
        const there = table.points.every((point) => point[size] !== null);
        expect(there, size).to.equal(found.includes(size));
      }
    });
  }
});
