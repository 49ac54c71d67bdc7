// Covers src/data/tasks/text.ts and src/data/text/tokenized-text.ts.

import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { createTask } from '../../../src/data/tasks/tasks.js';
import { textTokenizer, type TextSpec } from '../../../src/data/tasks/text.js';
import { splitText } from '../../../src/data/text/text-checks.js';
import { keepTokenizedText, tokenizedText } from '../../../src/data/text/tokenized-text.js';
import { publishedText } from '../../support/published.js';
import { specOf, prose } from '../../support/texts.js';

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
