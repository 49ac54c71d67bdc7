// Covers src/lab/presets/share.ts.

import { expect } from 'chai';
import { readPointsTable } from '../../../src/laws/table/read-table.js';
import { asyncComplaint } from '../../support/complaint.js';
import { resolveExperiment } from '../../support/experiments.js';
import { specFromHash, specToHash } from '../../../src/lab/presets/share.js';

/** The hash of a link that holds this text, whatever it says. */
async function hashOf(json: string): Promise<string> {
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `#experiment=2.${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
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
    for (let length = '#experiment=2.'.length; length < hash.length; length++) {
      expect(await asyncComplaint(() => specFromHash(hash.slice(0, length)))).to.contain('cut off');
    }
  });

  it('of version 1 opens under the present names', async () => {
    // {"preset":"manifold","set":{"fan.count":3,"fan.widen":false,"task.dimension":7}}, as version 1 packed it.
    const packed =
      'HcgxCsAgDAXQu_xZXDoUcpugEUI1lsbSQbx7wfG9ifsRlwFCY9PSa0bAjonCFlN_bYCOsPVpFgMVri4Bg_2KWZuYazfQudYP';
    const spec = await specFromHash(`#experiment=1.${packed}`);
    const changes = { 'lrSweep.count': 3, 'lrSweep.widen': false, 'task.dimension': 7 };
    expect(spec).to.deep.equal(resolveExperiment('manifold', changes));
  });

  it('is refused where it unpacks to more than a link can hold, however small it is', async () => {
    const json = '{"preset":"manifold","set":{}}';
    expect(await specFromHash(await hashOf(json.padEnd(100_000)))).to.deep.equal(
      resolveExperiment('manifold'),
    );
    const bomb = await hashOf(json.padEnd(100_001));
    expect(bomb.length).to.be.below(300);
    expect(await asyncComplaint(() => specFromHash(bomb))).to.contain('cut off or damaged');
    const large = await hashOf(json.padEnd(20_000_000));
    expect(await asyncComplaint(() => specFromHash(large))).to.contain('cut off or damaged');
  });

  it('of another version, or to what is no experiment, is told apart', async () => {
    expect(await specFromHash('')).to.equal(null);
    expect(await specFromHash('#somewhere')).to.equal(null);
    expect(await asyncComplaint(() => specFromHash('#experiment=9.abc'))).to.contain(
      'expected 1 or 2, got 9',
    );
    expect(await asyncComplaint(() => specFromHash('#experiment=2.%%%'))).to.contain('damaged');
  });
});

describe('readPointsTable', () => {
  it('finds columns by the names that tables use', () => {
    const table = readPointsTable('model;n_params;val_loss;D_tokens\nsmall;1e6;3.2;2e7\nlarge;4e6;2.9;\n');
    expect(table.columns).to.deep.equal({ N: 'n_params', D: 'D_tokens', loss: 'val_loss' });
    expect(table.points.map(({ N, D, loss, line }) => [N, D, loss, line])).to.deep.equal([
      [1e6, 2e7, 3.2, 2],
      [4e6, null, 2.9, 3],
    ]);
  });

  it('takes a mapping where names differ', () => {
    const { points } = readPointsTable('size,score\n10,2\n', { N: 'size', loss: 'score' });
    expect(points[0]).to.deep.include({ N: 10, loss: 2, C: null });
  });

  it('names line and column of text in a number', async () => {
    const text = '# measured by hand\nN,loss\n100,2\n1000,n/a\n';
    expect(await asyncComplaint(() => readPointsTable(text))).to.equal(
      'line 4, column loss: expected a number, got "n/a"',
    );
  });

  it('names a missing column and those that are there', async () => {
    expect(await asyncComplaint(() => readPointsTable('N,score\n1,2\n'))).to.equal(
      'there is no column loss; the file has N, score',
    );
    expect(await asyncComplaint(() => readPointsTable('N,loss\n1,2\n', { N: 'size' }))).to.contain(
      'no column size',
    );
  });

  it('reads JSON, units in configs and losses by their words, in the units of the file', () => {
    const table = readPointsTable('[{"N": "70M", "test_mse_seed0": 2}, {"N": 1e9, "test_mse_seed0": 1}]');
    expect(table.points.map(({ N, loss }) => [N, loss])).to.deep.equal([
      [70e6, 2],
      [1e9, 1],
    ]);
    expect(readPointsTable('N_total,C_pflop,loss\n10,3,2\n').points[0].C).to.equal(3);
  });

  it('takes a loss of NaN for none, unless there is no other', async () => {
    expect(readPointsTable('N,loss\n1,2\n2,nan\n').points[1].loss).to.equal(null);
    expect(await asyncComplaint(() => readPointsTable('N,loss\n1,NaN\n'))).to.equal(
      'line 2, column loss: expected a number, got "NaN"',
    );
    expect(await asyncComplaint(() => readPointsTable('N,loss\n1,2\nnan,2\n'))).to.contain(
      'line 3, column N',
    );
  });

  it('knows rows from before the learning rate came down', () => {
    const { points } = readPointsTable('N,loss,cooled\n1,2,no\n1,1,yes\n2,1,\n');
    expect(points.map(({ cooled }) => cooled)).to.deep.equal([false, true, true]);
  });

  it('refuses what is no table', async () => {
    expect(await asyncComplaint(() => readPointsTable(''))).to.contain('empty');
    expect(await asyncComplaint(() => readPointsTable('N,loss\n'))).to.contain('no rows');
    expect(await asyncComplaint(() => readPointsTable('N,loss\n1,2,3\n'))).to.match(/no table: .*line 2/);
  });
});
