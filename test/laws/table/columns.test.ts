// Covers src/laws/table/columns.ts and text/names.ts: which column is what, by its name.
import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { recogniseColumns } from '../../../src/laws/table/columns.js';
import { readPoints } from '../../../src/laws/table/read-points.js';

const load = (text: string) => readPoints(text, { strict: true });

describe('columns', () => {
  it('are recognised by the names that public tables use', () => {
    const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'n_params,tokens,flops,final_loss': {
        N: 'n_params',
        D: 'tokens',
        C: 'flops',
        loss: 'final_loss',
        seen: 'tokens',
      },
      'Parameters,Training Tokens,Validation Loss': {
        N: 'Parameters',
        D: 'Training Tokens',
        loss: 'Validation Loss',
        seen: 'Training Tokens',
      },
      'run,N,train_loss_ema,val_loss': { N: 'N', loss: 'val_loss' },
      'N,trial,loss': { N: 'N', seed: 'trial', loss: 'loss' },
      'input_dim,N,test_mse_seed0': { N: 'N', loss: 'test_mse_seed0' },
      'width,depth,perplexity': { loss: 'perplexity' },
      'width,depth,score': {},
    };
    for (const [names, columns] of Object.entries(cases)) {
      expect(recogniseColumns(names.split(',')).columns, names).to.deep.equal(columns);
    }
  });

  it('hold what a person says, whatever their names', () => {
    const { points } = readPoints('size,score\n10,2\n', {
      named: { N: 'size', loss: 'score' },
      strict: true,
    }).table;
    expect(points[0]).to.deep.include({ N: 10, loss: 2, C: null });
  });

  it('with a name that could mean something else are taken where nothing else can be meant, and it is said', () => {
    const { columns: taken, notes } = recogniseColumns(['size', 'loss']);
    expect(taken).to.deep.equal({ N: 'size', loss: 'loss' });
    expect(notes).to.deep.equal(['The column size is taken to be N.']);
    expect(recogniseColumns(['budget', 'N', 'D', 'loss']).columns).not.to.have.property('C');
    expect(recogniseColumns(['budget', 'N', 'loss']).columns.C).to.equal('budget');
  });

  it('of N are told apart by what they count', () => {
    expect(recogniseColumns(['N', 'N_no_embed', 'D', 'loss']).sizes).to.deep.equal([
      { convention: 'total', column: 'N' },
      { convention: 'non-embedding', column: 'N_no_embed' },
    ]);
    expect(recogniseColumns(['N', 'D', 'loss']).sizes).to.deep.equal([{ convention: 'given', column: 'N' }]);
  });

  it('that are missing are named with those that are there', () => {
    expect(() => load('a,b\n1,2')).to.throw(InputError, 'Which column is the loss? The file has a, b.');
    expect(() => load('loss,width\n1,2')).to.throw(InputError, 'needs N, D or C');
    const named = { N: 'width' };
    expect(() => readPoints('N,loss\n1,2', { named, strict: true })).to.throw(InputError, 'no column width');
  });

  it('are taken from C = 6 N D where two of three are there, and it is said', () => {
    const { table, reading } = load('N,D,loss\n10,100,2\n20,100,1.9');
    expect(table.points.map(({ C }) => C)).to.deep.equal([6000, 12000]);
    expect(reading.tableNotes).to.deep.equal(['There is no column C: it is taken to be 6 N D.']);
    expect(load('C,D,loss\n6000,100,2').table.points[0].N).to.equal(10);
  });
});
