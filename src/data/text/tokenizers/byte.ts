// Each byte of UTF-8 is a token: 256 tokens, whatever the language.

import type { Tokenizer } from './tokenizer.js';

const encoder = new TextEncoder();
// A byte-order mark in front would be dropped otherwise, and a window of a text may begin with one.
const lossy = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function byteTokenizer(): Tokenizer {
  return {
    vocabulary: 256,
    encode: (text) => new Uint16Array(encoder.encode(text)),
    decode: (tokens) => lossy.decode(Uint8Array.from(tokens)),
    textOf: (token) => textOfBytes(Uint8Array.of(token)),
  };
}

/** Bytes as text if they are UTF-8; else ASCII as it is and every other byte as ⟨e2⟩. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    const shown = (byte: number): string =>
      byte < 0x80 ? String.fromCharCode(byte) : `⟨${byte.toString(16)}⟩`;
    return Array.from(bytes, shown).join('');
  }
}
