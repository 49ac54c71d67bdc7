// Covers src/lab/share/{spec-link,packed}.ts.

import { expect } from 'chai';
import { asyncComplaint } from '../../support/complaint.js';
import { resolveExperiment } from '../../support/experiments.js';
import { specFromHash, specToHash } from '../../../src/lab/share/spec-link.js';

/** The hash of a link that holds this text, whatever it says. */
async function hashOf(json: string): Promise<string> {
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `#e=2.${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
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
    for (let length = '#e=2.'.length; length < hash.length; length++) {
      expect(await asyncComplaint(() => specFromHash(hash.slice(0, length)))).to.contain('cut off');
    }
  });

  it('of an earlier page, whose key is longer, opens for ever', async () => {
    const spec = resolveExperiment('manifold', { 'task.dimension': 7 });
    const hash = await specToHash(spec);
    expect(hash).to.match(/^#e=2\./);
    expect(await specFromHash(hash.replace('#e=', '#experiment='))).to.deep.equal(spec);
  });

  it('opens with flags behind it, and with its signs written as codes by what passed it on', async () => {
    const spec = resolveExperiment('manifold', { 'task.dimension': 7 });
    const hash = await specToHash(spec);
    for (const changed of [
      `${hash}&present`,
      hash.replace('=', '%3D'),
      `#${encodeURIComponent(encodeURIComponent(hash.slice(1)))}`,
      `#${encodeURIComponent(hash.slice(1))}`,
    ])
      expect(await specFromHash(changed)).to.deep.equal(spec);
    expect(await asyncComplaint(() => specFromHash(`${hash}%`))).to.contain('cut off or damaged');
  });

  it('opens with what mail and chat programs add to it', async () => {
    const spec = resolveExperiment('manifold', { 'task.dimension': 7 });
    const hash = await specToHash(spec);
    for (const changed of [
      hash.replace('=', '=3D'),
      `${hash.slice(0, 20)}=\r\n${hash.slice(20)}`,
      `${hash.slice(0, 20)}%20${hash.slice(20)}`,
      `${hash.slice(0, 20)}\u200B${hash.slice(20)}`,
      `${hash}.`,
      `${hash}&gt;`,
      `${hash}>,`,
      `${hash})`,
      `${hash}%22`,
      `${hash}&utm_source=mail`,
    ])
      expect(await specFromHash(changed), changed).to.deep.equal(spec);
  });

  it('is refused wherever a letter of it was changed, and opens without the checksum that earlier pages did not write', async () => {
    const spec = resolveExperiment('manifold', { 'task.dimension': 7 });
    const hash = await specToHash(spec);
    expect(await specFromHash(hash.replace(/\.[^.]*\./, '.'))).to.deep.equal(spec);
    for (let at = '#e=2.'.length; at < hash.length; at++) {
      for (const other of ['A', '7', '_']) {
        if (hash[at] === other || hash[at] === '.') continue;
        const changed = hash.slice(0, at) + other + hash.slice(at + 1);
        expect(await asyncComplaint(() => specFromHash(changed)), changed).to.contain('cut off or damaged');
      }
    }
    expect(await asyncComplaint(() => specFromHash(hash.toLowerCase()))).to.contain('cut off or damaged');
  });

  it('of version 1 opens under the present names', async () => {
    // `{"preset":"manifold","set":{"fan.count":3,"fan.widen":false,"task.dimension":7}}`, as version 1 packed it.
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

  it('of another version, or to what is not an experiment, is told apart', async () => {
    expect(await specFromHash('')).to.equal(null);
    expect(await specFromHash('#somewhere')).to.equal(null);
    expect(await asyncComplaint(() => specFromHash('#e=9.abc'))).to.contain('expected 1 or 2, got 9');
    expect(await asyncComplaint(() => specFromHash('#e=2.%%%'))).to.contain('damaged');
  });
});
