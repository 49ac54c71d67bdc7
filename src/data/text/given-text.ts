// From the bytes of a file to tokens, with notes about the text: the slow part, for another thread than the page's.

import { checkText, textNotes } from './text-checks.js';
import { addText } from './texts.js';
import { tokenizedText, type TextSource, type TokenizedText } from './tokenized-text.js';
import type { TokenizerSettings } from './tokenizers/create-tokenizer.js';

/** How a text is to be cut. */
export type TextSettings = TokenizerSettings & Pick<TextSource, 'heldOut'>;

export interface GivenText {
  readonly text: TokenizedText;
  /** Unicode characters of the whole. */
  readonly characters: number;
  /** Sentences about what to expect of it. */
  readonly notes: readonly string[];
}

/** Checks a file's bytes and makes tokens of them; `onProgress` gets the share done. Throws InputError for what is not a text. */
export function readText(
  bytes: Uint8Array,
  name: string,
  { tokens, vocabulary, heldOut }: TextSettings,
  onProgress?: (share: number) => void,
): GivenText {
  const content = checkText(bytes, name);
  const textId = addText(name, content);
  const text = tokenizedText({ textId, name, tokens, vocabulary, heldOut }, onProgress);
  const pairs = content.match(/[\uD800-\uDBFF]/g)?.length ?? 0;
  return { text, characters: content.length - pairs, notes: textNotes(content, heldOut) };
}
