import { expect } from 'chai';
import { InputError } from '../../src/base/errors.js';
import { readPointsCsv } from '../../src/lab/points-csv.js';
import { resolveExperiment } from '../../src/lab/resolve.js';
import { specFromHash, specToHash } from '../../src/lab/share.js';

/** The message of the InputError that `work` rejects with or throws. */
async function complaint(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    expect(error).to.be.instanceOf(InputError);
    return (error as Error).message;
  }
  return expect.fail('expected an InputError');
}

describe('a link', () => {
  it('gives its spec back, and is short where little differs from the preset', async () => {
    const plain = resolveExperiment('manifold');
    const changed = resolveExperiment('glyphs', {
      size: 'standard',
      'model.widths': [4, 9, 20],
      'training.optimizer.type': 'sgd',
      'data.uniqueSamples': [1000, null],
    });
    for (const spec of [plain, changed])
      expect(await specFromHash(await specToHash(spec))).to.deep.equal(spec);
    expect((await specToHash(plain)).length).to.be.below(80);
  });

  it('carries a whole spec that comes from no preset', async () => {
    const spec = { ...resolveExperiment('manifold'), preset: 'my-own' };
    expect(await specFromHash(await specToHash(spec))).to.deep.equal(spec);
    const renamed = { ...resolveExperiment('glyphs'), preset: 'manifold' };
    expect(await specFromHash(await specToHash(renamed))).to.deep.equal(renamed);
  });

  it('that was cut off says so, wherever it was cut', async () => {
    const hash = await specToHash(resolveExperiment('manifold', { 'task.dimension': 7 }));
    for (let length = '#experiment=1.'.length; length < hash.length; length++) {
      expect(await complaint(() => specFromHash(hash.slice(0, length)))).to.contain('cut off');
    }
  });

  it('of another version, or to what is no experiment, is told apart', async () => {
    expect(await specFromHash('')).to.equal(null);
    expect(await specFromHash('#somewhere')).to.equal(null);
    expect(await complaint(() => specFromHash('#experiment=9.abc'))).to.contain('expected version 1, got 9');
    expect(await complaint(() => specFromHash('#experiment=1.%%%'))).to.contain('damaged');
  });
});

describe('readPointsCsv', () => {
  it('finds columns by the names that tables use', () => {
    const table = readPointsCsv('model;n_params;val_loss;D_tokens\nsmall;1e6;3.2;2e7\nlarge;4e6;2.9;\n');
    expect(table.columns).to.deep.equal({ N: 'n_params', D: 'D_tokens', loss: 'val_loss' });
    expect(table.points.map(({ N, D, loss, line }) => [N, D, loss, line])).to.deep.equal([
      [1e6, 2e7, 3.2, 2],
      [4e6, null, 2.9, 3],
    ]);
  });

  it('takes a mapping where names differ', () => {
    const { points } = readPointsCsv('size,score\n10,2\n', { N: 'size', loss: 'score' });
    expect(points[0]).to.deep.include({ N: 10, loss: 2, C: null });
  });

  it('names line and column of text in a number', async () => {
    const text = '# measured by hand\nN,loss\n100,2\n1000,n/a\n';
    expect(await complaint(() => readPointsCsv(text))).to.equal(
      'line 4, column loss: expected a number, got "n/a"',
    );
  });

  it('names a missing column and those that are there', async () => {
    expect(await complaint(() => readPointsCsv('N,score\n1,2\n'))).to.equal(
      'there is no column loss; the file has N, score',
    );
    expect(await complaint(() => readPointsCsv('N,loss\n1,2\n', { N: 'size' }))).to.contain('no column size');
  });

  it('refuses what is no table', async () => {
    expect(await complaint(() => readPointsCsv(''))).to.contain('empty');
    expect(await complaint(() => readPointsCsv('N,loss\n'))).to.contain('no rows');
    expect(await complaint(() => readPointsCsv('N,loss\n1,2,3\n'))).to.match(/no table: .*line 2/);
  });
});
