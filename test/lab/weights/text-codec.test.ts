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
    const { encode, canEncode, decode } = textCodecOf(missing, tokenizer);
    expect(decode(encode('cab'))).to.equal('cab');
    expect(canEncode('cab')).to.equal(true);
  });

  it('names the characters that have no token, and drops none', () => {
    const { encode, canEncode } = textCodecOf(
      tasks.text.defaults,
      learnTokenizer({ tokens: 'character', vocabulary: 300 }, 'abc', ''),
    );
    expect(complaint(() => encode('a\nb a'))).to.equal(
      'the model has no token for "\\n", " ": the text that it learned does not have them',
    );
    expect(complaint(() => encode('é'))).to.equal(
      'the model has no token for "é": the text that it learned does not have it',
    );
    expect(complaint(() => encode('0123456789!'))).to.include('"7" and 3 more characters');
    expect(canEncode('cad')).to.equal(false);
  });

  it('is refused for rows of numbers', () => {
    expect(complaint(() => textCodecOf(tasks.manifold.defaults, null))).to.equal(
      'expected a task of sequences, got manifold',
    );
  });
});
