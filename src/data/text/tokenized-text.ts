// A text as tokens, made once. It is plain data, so a page lets its worker make it and keeps the result.

import { Lru } from '../../base/lru.js';
import { splitText } from './text-checks.js';
import { textOf } from './texts.js';
import { createTokenizer, learnTokenizer, type TokenizerSettings } from './tokenizers/create-tokenizer.js';
import type { TokenizerData } from './tokenizers/tokenizer.js';

/** Which text, how it is cut into tokens, and where it is split. */
export interface TextSource extends TokenizerSettings {
  /** Id that `addText` gave. */
  readonly textId: string;
  /** What people call the text. */
  readonly name: string;
  /** Share of the text, at its end, that no model trains on. */
  readonly heldOut: number;
}

export interface TokenizedText {
  readonly source: TextSource;
  readonly tokenizer: TokenizerData;
  /** The training part, then the held-out part; a token never holds characters of both. */
  readonly tokens: Uint16Array;
  /** Tokens of the training part. */
  readonly trainingTokens: number;
}

const made = new Lru<string, TokenizedText>(4);

function keyOf({ textId, tokens, vocabulary, heldOut }: TextSource): string {
  return [textId, tokens, tokens === 'bpe' ? vocabulary : '', heldOut].join();
}

/**
 * The text of a source as tokens; the last few are kept. `onProgress` gets the share done where it takes long. Throws InputError if
 * the text is not here or has too many characters for `character`.
 */
export function tokenizedText(source: TextSource, onProgress?: (share: number) => void): TokenizedText {
  return made.get(keyOf(source), () => tokenize(source, onProgress));
}

/** Whether the tokens of a source are here, made or kept. */
export function hasTokenizedText(source: TextSource): boolean {
  return made.has(keyOf(source));
}

/** Keeps what was made elsewhere, so that `tokenizedText` finds it. */
export function keepTokenizedText(text: TokenizedText): void {
  made.set(keyOf(text.source), text);
}

function tokenize(source: TextSource, onProgress?: (share: number) => void): TokenizedText {
  const [training, heldOut] = splitText(textOf(source.textId, source.name).content, source.heldOut);
  // Learning and encoding take about as long.
  const tokenizer = learnTokenizer(source, training, heldOut, (share) => onProgress?.(share / 2));
  const { encode } = createTokenizer(tokenizer);
  const parts = [encode(training), encode(heldOut)];
  const tokens = new Uint16Array(parts[0].length + parts[1].length);
  tokens.set(parts[0]);
  tokens.set(parts[1], parts[0].length);
  onProgress?.(1);
  return { source, tokenizer, tokens, trainingTokens: parts[0].length };
}
