// Covers src/laws/lazily.ts: values that are made when they are first read.
import { expect } from 'chai';
import { lazily, lazyRecord } from '../../src/laws/lazily.js';

describe('a lazy value', () => {
  it('is made when it is first read, and once', () => {
    let made = 0;
    const get = lazily(() => ++made);
    expect(made).to.equal(0);
    expect([get(), get()]).to.deep.equal([1, 1]);
  });

  it('keeps its error in the same way', () => {
    let made = 0;
    const get = lazily(() => {
      throw new Error(`${++made}`);
    });
    expect(get).to.throw('1');
    expect(get).to.throw('1');
  });
});

describe('a lazy record', () => {
  it('makes each property when that is read, which may read others', () => {
    const made: string[] = [];
    const record: { readonly a: number; readonly b: number } = lazyRecord<{ a: number; b: number }>({
      a: () => (made.push('a'), 1),
      b: () => (made.push('b'), record.a + 1),
    });
    expect(Object.keys(record)).to.deep.equal(['a', 'b']);
    expect(made).to.deep.equal([]);
    expect([record.b, record.a, record.b]).to.deep.equal([2, 1, 2]);
    expect(made).to.deep.equal(['b', 'a']);
  });
});
