// Covers src/base/lru.ts.

import { expect } from 'chai';
import { Lru } from '../../src/base/lru.js';

describe('Lru', () => {
  it('makes a value once and gives it back as long as it is kept', () => {
    const squares = new Lru<number, number>(2);
    let made = 0;
    const square = (n: number): number => squares.get(n, () => (made++, n * n));
    expect([square(3), square(4), square(3)]).to.deep.equal([9, 16, 9]);
    expect(made).to.equal(2);
  });

  it('forgets the value that was not used for longest', () => {
    const kept = new Lru<string, number>(2);
    kept.set('a', 1);
    kept.set('b', 2);
    // This use of a makes b the older one; asking whether b is there is not a use.
    kept.get('a', () => expect.fail('expected a to be kept'));
    expect(kept.has('b')).to.equal(true);
    kept.get('c', () => 3);
    expect(['a', 'b', 'c'].map((key) => kept.has(key))).to.deep.equal([true, false, true]);
    kept.set('a', 4);
    expect(kept.get('a', () => 0)).to.equal(4);
  });

  it('keeps null and undefined as it keeps other values', () => {
    const kept = new Lru<string, null | undefined>(2);
    kept.set('none', null);
    kept.set('nothing', undefined);
    expect(kept.get('none', () => undefined)).to.equal(null);
    expect(kept.get('nothing', () => null)).to.equal(undefined);
  });

  it('keeps nothing of a key whose value cannot be made', () => {
    const kept = new Lru<string, number>(1);
    kept.set('a', 1);
    const refuse = (): number => {
      throw new Error('refused');
    };
    expect(() => kept.get('b', refuse)).to.throw('refused');
    expect(['a', 'b'].map((key) => kept.has(key))).to.deep.equal([true, false]);
  });
});
