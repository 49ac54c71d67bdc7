// Covers src/base/seal.ts.

import { expect } from 'chai';
import { isIntact, sealed } from '../../src/base/seal.js';

describe('a seal', () => {
  it('is intact in any order of its fields, until one of them changes', () => {
    const seal = sealed({ a: 1, b: { c: [1, 2] } });
    expect(seal.checksum).to.match(/^[0-9a-f]{64}$/);
    expect(isIntact({ checksum: seal.checksum, b: { c: [1, 2] }, a: 1 } as typeof seal)).to.equal(true);
    for (const changed of [
      { ...seal, a: 2 },
      { ...seal, b: { c: [2, 1] } },
      { ...seal, more: 0 },
    ])
      expect(isIntact(changed)).to.equal(false);
  });

  it('cannot be changed itself', () => {
    const seal = sealed({ b: { c: [1, 2] } });
    expect(() => seal.b.c.push(3)).to.throw(TypeError);
  });
});
