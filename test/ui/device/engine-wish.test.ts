// Covers src/ui/device/engine-wish.ts: what the address of the page asks to train on.

import { expect } from 'chai';
import { engineWishOf, withEngine, withoutEngine } from '../../../src/ui/device/engine-wish.js';

describe('the engine in the address', () => {
  it('is a hardware GPU or all cores where nothing is asked for', () => {
    const { wish, complaint } = engineWishOf('?state=ready');
    expect(wish).to.deep.equal({ engine: 'auto', threads: null, simd: 'plain' });
    expect(complaint).to.equal(null);
  });

  it('is what is asked for', () => {
    expect(engineWishOf('?engine=cpu&threads=3&simd=relaxed')).to.deep.equal({
      wish: { engine: 'cpu', threads: 3, simd: 'relaxed' },
      complaint: null,
    });
  });

  it('keeps its defaults where a value does not work, and says which values do', () => {
    const { wish, complaint } = engineWishOf('?engine=tpu&threads=0&simd=relaxed');
    expect(wish).to.deep.equal({ engine: 'auto', threads: null, simd: 'relaxed' });
    expect(complaint?.text).to.equal(
      'engine: expected auto, gpu or cpu, got "tpu". threads: expected a whole number from 1 to 256, got "0". ' +
        'The page uses its default instead.',
    );
    for (const threads of ['', '2.5', '-1', '1e2', '257', 'all'])
      expect(engineWishOf(`?threads=${threads}`).complaint, threads).not.to.equal(null);
  });

  it('is left out of a link, which keeps everything else', () => {
    const address = 'https://lab.example/?engine=gpu&embed=law&threads=2&simd=plain#e=1';
    expect(withoutEngine(address)).to.equal('https://lab.example/?embed=law#e=1');
    expect(withoutEngine('https://lab.example/?engine=gpu#e=1')).to.equal('https://lab.example/#e=1');
    expect(withEngine('https://lab.example/?engine=gpu#e=1', 'cpu')).to.equal(
      'https://lab.example/?engine=cpu#e=1',
    );
  });
});
