// Each character (Unicode code point) is a token: the vocabulary is what the text uses.

import { InputError } from '../../../base/errors.js';
import { LARGEST_VOCABULARY, type Tokenizer } from './tokenizer.js';

/** The different characters of texts, ascending by code point. Throws InputError if there are more than a vocabulary can hold. */
export function symbolsOf(...texts: readonly string[]): string[] {
  const symbols = new Set<string>();
  for (const text of texts) for (const symbol of text) symbols.add(symbol);
  if (symbols.size > LARGEST_VOCABULARY) {
    throw new InputError(
      `task.tokens: expected byte or bpe for a text of ${symbols.size} different characters, got character, ` +
        `which takes at most ${LARGEST_VOCABULARY}`,
      'task.tokens',
    );
  }
  const codePoint = (symbol: string): number => Number(symbol.codePointAt(0));
  return [...symbols].sort((a, b) => codePoint(a) - codePoint(b));
}

export function characterTokenizer(symbols: readonly string[]): Tokenizer {
  const tokenOf = new Map(symbols.map((symbol, token) => [symbol, token]));
  return {
    vocabulary: symbols.length,
    encode(text) {
      // A string has at most as many characters as UTF-16 units.
      const tokens = new Uint16Array(text.length);
      let count = 0;
      for (const symbol of text) {
        const token = tokenOf.get(symbol);
        if (token !== undefined) tokens[count++] = token;
      }
      return tokens.slice(0, count);
    },
    decode: (tokens) => Array.from(tokens, (token) => symbols[token]).join(''),
    textOf: (token) => symbols[token],
  };
}
