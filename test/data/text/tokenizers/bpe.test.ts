// Covers src/data/text/tokenizers/bpe.ts.

import { expect } from 'chai';
import { bpeTokenizer, learnMerges } from '../../../../src/data/text/tokenizers/bpe.js';
import { publishedText } from '../../../support/published.js';
import { prose, learned, utf8 } from '../../../support/texts.js';

/** Byte-pair encoding by the book: count all pairs again, take the most frequent, of those the one of the lowest tokens. */
function mergesByTheBook(words: readonly string[], merges: number): number[][] {
  let sequences = words.map((word) => [...utf8(word)]);
  const found: number[][] = [];
  while (found.length < merges) {
    const counts = new Map<string, number>();
    for (const tokens of sequences) {
      for (let i = 1; i < tokens.length; i++) {
        const pair = `${tokens[i - 1]},${tokens[i]}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    const pairs = [...counts].map(([pair, count]) => ({ pair: pair.split(',').map(Number), count }));
    pairs.sort((p, q) => q.count - p.count || p.pair[0] - q.pair[0] || p.pair[1] - q.pair[1]);
    if (pairs.length === 0 || pairs[0].count < 2) break;
    const [first, second] = pairs[0].pair;
    const token = 256 + found.length;
    found.push([first, second]);
    sequences = sequences.map((tokens) => {
      const result: number[] = [];
      for (const next of tokens) {
        if (next === second && result.at(-1) === first) result[result.length - 1] = token;
        else result.push(next);
      }
      return result;
    });
  }
  return found;
}

describe('byte-pair encoding', () => {
  it('learns the merges that the definition gives', () => {
    const words = [
      'low',
      ' lower',
      ' lower',
      ' newest',
      ' newest',
      ' newest',
      ' widest',
      ' banana',
      ' aaaa',
      ' aaa',
    ];
    const merges = mergesByTheBook(words, 40);
    expect([...learnMerges(words.join(''), 256 + 40)]).to.deep.equal(merges.flat());
  });

  it('is the same every time, and shorter merges are the front of longer ones', () => {
    const text = prose(200);
    const long = learnMerges(text, 330);
    expect([...learnMerges(text, 330)]).to.deep.equal([...long]);
    expect([...learnMerges(text, 280)]).to.deep.equal([...long.subarray(0, 48)]);
  });

  it('lets no token cross a word: words end at spaces, digits and marks', () => {
    const tokenizer = learned('bpe', prose(300), 600);
    for (let token = 256; token < tokenizer.vocabulary; token++) {
      expect(tokenizer.textOf(token)).to.match(/^ ?\p{L}+$|^ ?\p{N}+$|^ ?[^\s\p{L}\p{N}]+$|^\s+$/u);
    }
  });

  it('learns fewer tokens where no pair comes twice any more, and none of nothing', () => {
    expect(learnMerges('ab ab', 400).length / 2).to.equal(1);
    expect(learnMerges('', 400)).to.have.length(0);
  });

  it('tells how far it is', () => {
    const shares: number[] = [];
    learnMerges(prose(300), 500, (share) => shares.push(share));
    expect(shares.length).to.be.above(2);
    expect(shares).to.deep.equal([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).to.equal(1);
  });

  it('makes tokens of several characters of real text', async () => {
    const shakespeare = await publishedText('shakespeare.txt');
    if (shakespeare === null) return;
    const text = shakespeare.slice(0, 300_000);
    const tokenizer = bpeTokenizer(learnMerges(text, 512));
    const encoded = tokenizer.encode(text);
    expect(tokenizer.vocabulary).to.equal(512);
    expect(text.length / encoded.length).to.be.within(1.85, 2.05);
    expect(tokenizer.decode(encoded)).to.equal(text);
  });
});
