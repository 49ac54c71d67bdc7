// Covers src/data/text/tokenizers/{create-tokenizer,byte,character}.ts. Also src/data/text/tokenizers/tokenizer.ts.

import { expect } from 'chai';
import { tokenTypes } from '../../../../src/data/text/tokenizers/tokenizer.js';
import { AWKWARD, prose, learned } from '../../../support/texts.js';

describe('tokenizers', () => {
  for (const tokens of tokenTypes) {
    it(`give any text back as it was: ${tokens}`, () => {
      for (const text of [AWKWARD, prose(50), 'a']) {
        const tokenizer = learned(tokens, text);
        const encoded = tokenizer.encode(text);
        expect(Math.max(...encoded)).to.be.below(tokenizer.vocabulary);
        expect(tokenizer.decode(encoded)).to.equal(text);
      }
    });
  }

  it('of bytes and byte pairs know every text, also what they never saw', () => {
    for (const tokens of ['byte', 'bpe'] as const) {
      const tokenizer = learned(tokens, prose(20));
      expect(tokenizer.decode(tokenizer.encode(AWKWARD))).to.equal(AWKWARD);
    }
  });

  it('of characters leave out what the text does not have', () => {
    const tokenizer = learned('character', 'abc');
    expect(tokenizer.decode(tokenizer.encode('a zebra cab'))).to.equal('abacab');
  });

  it('number characters by code point, also beyond 16 bits', () => {
    const tokenizer = learned('character', '𝔘\uffeaba');
    expect(Array.from({ length: 4 }, (_, token) => tokenizer.textOf(token))).to.deep.equal([
      'a',
      'b',
      '\uffea',
      '𝔘',
    ]);
    expect([...tokenizer.encode('𝔘a')]).to.deep.equal([3, 0]);
  });

  it('show a byte that is only a part of a character in brackets', () => {
    const tokenizer = learned('byte', 'é');
    expect([0x41, 0xc3].map((byte) => tokenizer.textOf(byte))).to.deep.equal(['A', '⟨c3⟩']);
  });
});
