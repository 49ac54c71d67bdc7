import { bpeTokenizer, learnMerges } from './bpe.js';
import { byteTokenizer } from './byte.js';
import { characterTokenizer, symbolsOf } from './character.js';
import type { Tokenizer, TokenizerData, tokenTypes } from './tokenizer.js';

/** How a text is cut into tokens; `vocabulary` is the size that `bpe` learns. */
export interface TokenizerSettings {
  readonly tokens: (typeof tokenTypes)[number];
  readonly vocabulary: number;
}

/**
 * The tokenizer of a text: `bpe` learns from the training part alone; `character` knows every symbol of both parts, so it can
 * encode the held-out part. Throws InputError if there are more symbols than a vocabulary can hold.
 */
export function learnTokenizer(
  { tokens, vocabulary }: TokenizerSettings,
  training: string,
  heldOut: string,
  onProgress?: (share: number) => void,
): TokenizerData {
  switch (tokens) {
    case 'byte':
      return { type: 'byte' };
    case 'character':
      return { type: 'character', symbols: symbolsOf(training, heldOut) };
    case 'bpe':
      return { type: 'bpe', merges: learnMerges(training, vocabulary, onProgress) };
  }
}

export function createTokenizer(data: TokenizerData): Tokenizer {
  switch (data.type) {
    case 'byte':
      return byteTokenizer();
    case 'character':
      return characterTokenizer(data.symbols);
    case 'bpe':
      return bpeTokenizer(data.merges);
  }
}
