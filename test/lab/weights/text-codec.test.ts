// Covers src/lab/weights/text-codec.ts.

import { expect } from 'chai';
import { tasks } from '../../../src/data/tasks/tasks.js';
import { learnTokenizer } from '../../../src/data/text/tokenizers/create-tokenizer.js';
import { textCodecOf } from '../../../src/lab/weights/text-codec.js';
import { complaint } from '../../support/complaint.js';

describe('a codec', () => {
  it('gives the text of tokens back, for symbols and for words with a space in front', () => {
    const addition = textCodecOf(tasks.addition.defaults, null);
    expect(addition.decode(addition.encode('012+345='))).to.equal('012+345=');
    const { encode, decode, textOf } = textCodecOf(tasks.markov.defaults, null);
    const text = textOf(3) + textOf(200) + textOf(3);
    expect([...encode(text)]).to.deep.equal([3, 200, 3]);
    expect(decode([3, 200, 3])).to.equal(text);
  });

  it('takes words without the space that their tokens begin with, and with other white space', () => {
    const { encode, textOf } = textCodecOf(tasks.markov.defaults, null);
    const [first, second] = [3, 200].map((token) => textOf(token).trim());
    expect([...encode(`${first}\n  ${second} `)]).to.deep.equal([3, 200]);
  });

  it('names the word that has no token', () => {
    const { encode, textOf } = textCodecOf(tasks.markov.defaults, null);
    expect(complaint(() => encode(`${textOf(3)} xylophone 7`))).to.equal('there is no token for “xylophone”');
  });

  it('uses the tokenizer of a text, which then need not be here', () => {
    const tokenizer = learnTokenizer({ tokens: 'character', vocabulary: 300 }, 'abc', '');
    const missing = { ...tasks.text.defaults, textId: '0123456789abcdef' };
    const { encode, decode } = textCodecOf(missing, tokenizer);
    expect(decode(encode('cab'))).to.equal('cab');
  });

  it('is refused for rows of numbers', () => {
    expect(complaint(() => textCodecOf(tasks.manifold.defaults, null))).to.equal(
      'expected a task of sequences, got manifold',
    );
  });
});
