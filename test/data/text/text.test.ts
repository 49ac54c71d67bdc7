import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { createTask, tasks } from '../../../src/data/tasks/tasks.js';
import { textTokenizer, type TextSpec } from '../../../src/data/tasks/text.js';
import { checkText, checkTextSize, splitText, textNotes } from '../../../src/data/text/text-checks.js';
import { addText, textOf } from '../../../src/data/text/texts.js';
import { keepTokenizedText, tokenizedText } from '../../../src/data/text/tokenized-text.js';
import { bpeTokenizer, learnMerges } from '../../../src/data/text/tokenizers/bpe.js';
import { createTokenizer, learnTokenizer } from '../../../src/data/text/tokenizers/create-tokenizer.js';
import { tokenTypes, type Tokenizer } from '../../../src/data/text/tokenizers/tokenizer.js';
import { publishedText } from '../../support/published.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What tokenizers stumble over: line ends, marks, several scripts, pairs of surrogates, joined emoji, control characters. */
const AWKWARD =
  'Line one\r\nline two\n\n\tIndented  twice.  \r\n' +
  "It's naïve, isn't it? e\u0301 שלום नमस्ते 你好，世界 12345678901234567890123456789012345 " +
  '👩‍👩‍👧‍👦🏳️‍🌈𝔘𝔫𝔦 \ufeff\u200b\u00a0\u0007' +
  'x'.repeat(100) +
  ' '.repeat(70);

/** English of a few words, different at every place. */
const prose = (sentences: number): string =>
  Array.from(
    { length: sentences },
    (_, i) => `The ${i} cats sat on mat number ${i * 7}; nobody saw them. `,
  ).join('');

/** Tokens of the settings for a text, learned from it. */
const learned = (tokens: (typeof tokenTypes)[number], text: string, vocabulary = 300): Tokenizer =>
  createTokenizer(learnTokenizer({ tokens, vocabulary }, text, text));

/** A spec of a text that is kept from here on. */
const specOf = (content: string, settings: Partial<TextSpec> = {}): TextSpec => ({
  ...tasks.text.defaults,
  context: 16,
  ...settings,
  textId: addText('a text', content),
  name: 'a text',
});

/** Byte-pair encoding by the book: count all pairs anew, take the most frequent, of those the one of the lowest tokens. */
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

  it('show a byte that is no character by itself in brackets', () => {
    const tokenizer = learned('byte', 'é');
    expect([0x41, 0xc3].map((byte) => tokenizer.textOf(byte))).to.deep.equal(['A', '⟨c3⟩']);
  });
});

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

describe('texts', () => {
  it('are named by what they hold, whatever their name', () => {
    const id = addText('one.txt', 'Some text.');
    expect(id).to.match(/^[0-9a-f]{16}$/);
    expect(addText('two.txt', 'Some text.')).to.equal(id);
    const others = ['Some text', 'Some text!', 'some text.', ' Some text.', 'Some text.\0'];
    expect(new Set([id, ...others.map((other) => addText('x', other))]).size).to.equal(6);
    expect(textOf(id)).to.include({ id, content: 'Some text.' });
  });

  it('have the ids by which links and records of earlier versions name them', () => {
    expect(addText('x', 'Some text.')).to.equal('deb1a7142c9ecea9');
    expect(addText('x', 'déjà vu 🥊\n')).to.equal('7185d427562a4d25');
  });

  it('are asked for again where they are not', () => {
    const spec = specOf(prose(10));
    const missing = expect(() => createTask({ ...spec, textId: '0123456789abcdef' })).to.throw(
      InputError,
      /the text a text is not here; give it again/,
    );
    missing.with.property('field', 'task.textId');
    expect(() => createTask(tasks.text.defaults)).to.throw(InputError, /no text yet/);
  });

  it('hold what UTF-8 can: half a character becomes U+FFFD', () => {
    expect(textOf(addText('half', 'a\ud83d')).content).to.equal('a\ufffd');
  });
});

describe('checkText', () => {
  const wrong: readonly [string, Uint8Array, RegExp][] = [
    ['an empty file', utf8(''), /notes\.txt is empty/],
    ['blanks alone', utf8(' \n\t '), /nothing but blanks/],
    ['a binary file', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0), /zero byte, at byte 8/],
    ['Latin-1', Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x21), /not UTF-8.*save it as UTF-8/],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0), /UTF-16; save it as UTF-8/],
    ['a PDF', utf8('%PDF-1.7 …'), /PDF; copy its text/],
    ['a Word document', Uint8Array.of(0x50, 0x4b, 3, 4, 20), /office document; save it as plain text/],
  ];
  for (const [what, bytes, message] of wrong) {
    it(`refuses ${what} and says what to do`, () => {
      expect(() => checkText(bytes, 'notes.txt')).to.throw(InputError, message);
    });
  }

  it('refuses 500 MB by the size alone', () => {
    expect(() => checkTextSize(500e6, 'dump.txt')).to.throw(
      InputError,
      /dump\.txt has 477 MiB, more than the 48 MiB/,
    );
    checkTextSize(40e6, 'book.txt');
  });

  it('takes UTF-8, and leaves a byte-order mark in front away', () => {
    expect(checkText(utf8('\ufeffÄpfel\r\n'), 'a.txt')).to.equal('Äpfel\r\n');
  });
});

describe('textNotes', () => {
  it('says nothing of a long text without repeats', () => {
    expect(textNotes(prose(1000), 0.1)).to.deep.equal([]);
  });

  it('says what will happen to a tiny text', () => {
    expect(textNotes(prose(100), 0.1).join()).to.match(/tiny.*by heart.*1 MB/);
  });

  it('warns where the held-out part also stands in the training part', () => {
    const text = prose(2000) + prose(2000).slice(0, 3000);
    const [, heldOut] = splitText(text, 0.1);
    const notes = textNotes(text, 0.1);
    const share = (100 * 3000) / heldOut.length;
    expect(notes).to.have.length(1);
    const said = Number(/^(\d+) % of the held-out part/.exec(notes[0])?.[1]);
    expect(said).to.be.closeTo(share, 3);
  });

  it('names characters of the held-out part that nobody can learn', () => {
    expect(textNotes(prose(1000) + '你', 0.1)).to.deep.equal([
      'One character occurs in the held-out part only (你): as tokens of characters no model can learn them.',
    ]);
  });
});

describe('text task', () => {
  const settings: readonly Partial<TextSpec>[] = [
    { tokens: 'byte' },
    { tokens: 'character' },
    { tokens: 'bpe', vocabulary: 300 },
  ];

  for (const setting of settings) {
    it(`never shows a held-out token in training: ${setting.tokens ?? ''}`, () => {
      // The two parts have no character in common, so that one that strays is seen.
      const spec = specOf('abcd efg '.repeat(1000) + '123 4567 '.repeat(250), { ...setting, heldOut: 0.2 });
      const task = createTask(spec);
      const { decode } = textTokenizer(spec);
      const shown = (stream: 'data' | 'evaluation', dataset: number): string => {
        let characters = '';
        for (let id = 0; id < 600; id++) {
          const { x, y } = task.sample(stream, 5, id, dataset);
          characters += decode(x) + decode(y as Uint32Array);
        }
        return [...new Set(characters)].sort().join('');
      };
      expect(shown('data', 0)).to.equal(' abcdefg');
      expect(shown('data', 600)).to.equal(' abcdefg');
      expect(shown('evaluation', 0)).to.equal(' 1234567');
    });
  }

  it('asks for the token after each, and evaluates each held-out token once', () => {
    const text = prose(200);
    const spec = specOf(text, { context: 21 });
    const task = createTask(spec);
    const { decode } = textTokenizer(spec);
    const limit = task.evaluation.type === 'sampled' ? Number(task.evaluation.limit) : 0;
    const [training, heldOut] = splitText(text, 0.1);
    expect(limit).to.equal(Math.floor((heldOut.length - 1) / 21));
    let inputs = '';
    let targets = '';
    for (let id = 0; id < limit; id++) {
      const { x, y } = task.sample('evaluation', 9, id);
      inputs += decode(x);
      targets += decode(y as Uint32Array);
    }
    expect(inputs).to.equal(heldOut.slice(0, inputs.length));
    expect(targets).to.equal(heldOut.slice(1, targets.length + 1));
    const { x, y } = task.sample('data', 1, 3);
    expect(training).to.include(decode(x) + decode((y as Uint32Array).slice(-1)));
  });

  it('makes a data set of D samples of its first D * context tokens, each once', () => {
    const spec = specOf(prose(200), { context: 10 });
    const task = createTask(spec);
    const { decode } = textTokenizer(spec);
    const read = Array.from({ length: 40 }, (_, id) => decode(task.sample('data', 7, id, 40).x)).join('');
    expect(read).to.equal(prose(200).slice(0, 400));
  });

  it('reads at every place of the training part as often', () => {
    const task = createTask(specOf('abcdefghij'.repeat(120), { context: 4 }));
    const counts = new Map<number, number>();
    for (let id = 0; id < 10_000; id++) {
      const [first] = task.sample('data', 3, id).x;
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    // 1076 first tokens, of which each letter has a tenth; five standard errors.
    expect(counts.size).to.equal(10);
    for (const count of counts.values()) expect(count).to.be.closeTo(1000, 5 * 30 + 4);
  });

  it('refuses what cannot be and names the field', () => {
    const many = String.fromCodePoint(...Array.from({ length: 5000 }, (_, i) => 0x4e00 + i));
    const bad: readonly [TextSpec, string, RegExp][] = [
      [specOf(many), 'task.tokens', /byte or bpe for a text of 5000 different characters/],
      [specOf('A few words only.'), 'task.context', /fewer than the 2 tokens of the held-out part, got 16/],
      [
        specOf(prose(9), { tokens: 'word' as 'byte' }),
        'task.tokens',
        /one of character, byte, bpe, got "word"/,
      ],
      [specOf(prose(9), { heldOut: 1 }), 'task.heldOut', /from 0\.01 to 0\.5, got 1/],
    ];
    for (const [spec, field, message] of bad) {
      const attempt = expect(() => createTask(spec)).to.throw(InputError, message);
      attempt.with.property('field', field);
    }
  });

  it('takes tokens that were made elsewhere, without the text', () => {
    const spec = specOf(prose(150), { tokens: 'bpe', vocabulary: 290 });
    const expected = createTask(spec).sample('data', 1, 2);
    const elsewhere = structuredClone(tokenizedText(spec));
    const other = { ...spec, textId: 'known by its tokens alone' };
    keepTokenizedText({ ...elsewhere, source: other });
    expect(createTask(other).sample('data', 1, 2)).to.deep.equal(expected);
  });

  it('parts tiny Shakespeare as everybody does', async () => {
    const shakespeare = await publishedText('shakespeare.txt');
    if (shakespeare === null) return;
    const spec = specOf(shakespeare, { context: 64 });
    const task = createTask(spec);
    expect(task.outputs).to.equal(65);
    // int(0.9 * 1 115 394) characters to train on.
    expect(tokenizedText(spec).trainingTokens).to.equal(1_003_854);
    expect(task.evaluation).to.deep.equal({ type: 'sampled', limit: Math.floor(111_539 / 64) });
  });
});
