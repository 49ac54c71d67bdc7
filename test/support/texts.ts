// Texts for tests, their tokenizers and their tasks.

import { tasks } from '../../src/data/tasks/tasks.js';
import type { TextSpec } from '../../src/data/tasks/text.js';
import { addText } from '../../src/data/text/texts.js';
import { createTokenizer, learnTokenizer } from '../../src/data/text/tokenizers/create-tokenizer.js';
import { tokenTypes, type Tokenizer } from '../../src/data/text/tokenizers/tokenizer.js';

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What tokenizers stumble over: line ends, marks, several scripts, pairs of surrogates, joined emoji, control characters. */
export const AWKWARD =
  'Line one\r\nline two\n\n\tIndented  twice.  \r\n' +
  "It's naïve, isn't it? e\u0301 שלום नमस्ते 你好，世界 12345678901234567890123456789012345 " +
  '👩‍👩‍👧‍👦🏳️‍🌈𝔘𝔫𝔦 \ufeff\u200b\u00a0\u0007' +
  'x'.repeat(100) +
  ' '.repeat(70);

/** English of a few words, different at every place. */
export const prose = (sentences: number): string =>
  Array.from(
    { length: sentences },
    (_, i) => `The ${i} cats sat on mat number ${i * 7}; nobody saw them. `,
  ).join('');

/** Tokens of the settings for a text, learned from it. */
export const learned = (tokens: (typeof tokenTypes)[number], text: string, vocabulary = 300): Tokenizer =>
  createTokenizer(learnTokenizer({ tokens, vocabulary }, text, text));

/** A spec of a text that is kept from here on. */
export const specOf = (content: string, settings: Partial<TextSpec> = {}): TextSpec => ({
  ...tasks.text.defaults,
  context: 16,
  ...settings,
  textId: addText('a text', content),
  name: 'a text',
});
