// Covers src/ui/session/address.ts: the hash of the page's address as a place, and back.

import { expect } from 'chai';
import { hashOf, readAddress, withPresent, withShard } from '../../../src/ui/session/address.js';

describe('the address of the page', () => {
  it('names a place and what is in sight there', () => {
    expect(readAddress('#lesson=floors')).to.deep.equal({
      place: 'lessons',
      key: 'lesson',
      value: 'floors',
      isPresented: false,
      shard: '',
    });
    expect(readAddress(hashOf('compare', 'a b,c')).value).to.equal('a b,c');
    expect(readAddress(hashOf('gallery')).place).to.equal('gallery');
  });

  it('opens the lab without a hash, with an experiment in today’s or an earlier link, and with what it does not know', () => {
    for (const hash of [
      '',
      '#',
      '#e=2.abc',
      '#experiment=2.abc',
      '#r=1.abc',
      '#nonsense=1',
      '#constructor',
    ]) {
      expect(readAddress(hash).place, hash).to.equal('lab');
    }
    expect(readAddress('#e=2.abc').value).to.equal('2.abc');
    expect(readAddress('#nonsense=1').value).to.equal('');
  });

  it('reads a link that was encoded once more, and one that cannot be decoded as it is', () => {
    expect(readAddress('#e=2.a%3Db').value).to.equal('2.a=b');
    expect(readAddress(`#table%3D${'chinchilla'}%26present`)).to.include({
      place: 'tables',
      value: 'chinchilla',
      isPresented: true,
    });
    expect(readAddress('#nonsense%').place).to.equal('lab');
    expect(readAddress('#e=2.%E0%A4').value).to.equal('2.%E0%A4');
  });

  it('names the share of an experiment as a flag behind its link, in codes too', () => {
    expect(readAddress(withShard('#e=2.abc', '7/30'))).to.include({
      place: 'lab',
      value: '2.abc',
      shard: '7/30',
    });
    expect(readAddress('#e=2.abc&shard=7%2F30&present')).to.include({ shard: '7/30', isPresented: true });
    expect(withPresent('#e=2.abc&shard=7/30', true)).to.equal('#e=2.abc&shard=7/30&present');
  });

  it('carries large type for a projector as a flag behind any of them', () => {
    expect(withPresent('#gallery', true)).to.equal('#gallery&present');
    expect(withPresent('#e=2.abc&present', false)).to.equal('#e=2.abc');
    expect(readAddress('#present')).to.include({ place: 'lab', value: '', isPresented: true });
    expect(withPresent('#present', false)).to.equal('#e');
    expect(readAddress('#e=2.abc&present')).to.include({ value: '2.abc', isPresented: true });
  });
});
