// Covers src/laws/table/loss-column.ts and size-columns.ts: which column is the loss, which its error, and what N counts. Also
// src/laws/table/text/names.ts.
import { expect } from 'chai';
import { recogniseColumns } from '../../../src/laws/table/columns.js';
import { readPoints } from '../../../src/laws/table/read-points.js';
import { readRows } from '../../../src/laws/table/text/read-rows.js';

const columnsOf = (...names: string[]) => recogniseColumns(names).columns;

describe('the loss', () => {
  it('is a column of the loss, not of what is said of it', () => {
    expect(columnsOf('N', 'val_loss_std', 'val_loss_mean')).to.deep.equal({ N: 'N', loss: 'val_loss_mean' });
    expect(columnsOf('N', 'val_loss_count', 'val_loss_mean', 'val_loss_sem')).to.deep.equal({
      N: 'N',
      loss: 'val_loss_mean',
      loss_se: 'val_loss_sem',
    });
    expect(columnsOf('N', 'val_loss_scale', 'validation_cross_entropy').loss).to.equal(
      'validation_cross_entropy',
    );
  });

  it('is of a validation before that of training, by whatever words', () => {
    expect(columnsOf('N', 'train/loss', 'eval/log_perplexity').loss).to.equal('eval/log_perplexity');
    expect(columnsOf('N', 'val/ce', 'val/ppl').loss).to.equal('val/ce');
  });

  it('may be in bits, and it is said', () => {
    expect(columnsOf('N', 'loss_per_second', 'val_bits_per_token').loss).to.equal('val_bits_per_token');
    const { table, reading } = readPoints('N,val_bpb\n10,1\n', { strict: true });
    expect(table.points[0].loss).to.be.closeTo(Math.LN2, 1e-14);
    expect(reading.taken.loss).to.deep.equal({ name: 'val_bpb', scale: Math.LN2 });
    expect(reading.notes).to.deep.equal([
      'The loss val_bpb is in bits: it is multiplied by ln 2 = 0.693, so that E, A and B are in nats.',
    ]);
  });

  it('may be a perplexity, whose logarithm is taken, and it is said', () => {
    const { table, reading } = readPoints('N,L,val_ppl\n10,6,20\n20,8,1\n');
    expect(table?.points.map(({ loss }) => loss)).to.deep.equal([Math.log(20)]);
    expect(reading.problems[0].reason).to.equal('val_ppl is 1; expected a perplexity above 1');
    expect(reading.notes).to.deep.equal(['val_ppl is a perplexity: its logarithm is the loss, in nats.']);
  });

  it('is called L where that is not a number of layers', () => {
    const loss = (text: string) => {
      const { names, rows } = readRows(text);
      return recogniseColumns(names, rows).columns.loss;
    };
    expect(loss('N,L\n10,3.2\n20,3')).to.equal('L');
    expect(loss('N,L\n10,6\n20,12')).to.equal(undefined);
    expect(loss('N,L,macro_loss\n10,6,3\n20,12,2')).to.equal('macro_loss');
    expect(loss('参数量,层数(L)\n10,6.5\n20,12')).to.equal(undefined);
  });
});

describe('sizes', () => {
  it('in capitals are not the widths in small letters beside them', () => {
    expect(columnsOf('d', 'N', 'D', 'loss').D).to.equal('D');
    expect(columnsOf('N', 'D', 'H', 'loss'), 'D beside the number of heads is a width').not.to.have.property(
      'D',
    );
  });

  it('of a mixture of experts are two, and it is said which is taken', () => {
    const { columns, sizes, notes } = recogniseColumns(['active_params', 'total_params', 'loss']);
    expect(columns.N).to.equal('total_params');
    expect(sizes.map(({ convention }) => convention)).to.deep.equal(['total', 'active']);
    expect(notes.join(' ')).to.include('the table has active_params too');
  });
});
