// Texts that people gave: specs and links name a text by its id and stay small. Page and worker each must have been given a text
// before its task can be made; nothing of it is ever sent anywhere else.

import { InputError } from '../base/errors.js';
import { threefry } from '../base/random.js';

export interface Text {
  /** The same for the same content, wherever it was given: 16 hexadecimal digits. */
  readonly id: string;
  /** What people call it: a file's name. */
  readonly name: string;
  readonly content: string;
}

const texts = new Map<string, Text>();

/** Keeps a text (src/data/text-checks.ts makes one of a file's bytes) and returns its id. */
export function addText(name: string, content: string): string {
  const bytes = new TextEncoder().encode(content);
  const id = digest(bytes);
  // What UTF-8 cannot hold, halves of a pair of surrogates, is U+FFFD from here on: tokens of bytes shall give the same text back.
  texts.set(id, { id, name, content: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) });
  return id;
}

/** The text of an id; `name` is what people know it by. Throws InputError if it was not given here. */
export function textOf(id: string, name = id): Text {
  const text = texts.get(id);
  if (text) return text;
  const message =
    id === ''
      ? 'task.textId: there is no text yet; paste one or pick a file'
      : `task.textId: the text ${name} is not here; give it again: texts stay where they were given and are no part of links`;
  throw new InputError(message, 'task.textId');
}

/**
 * 64 bits that name the bytes: each block of eight is encrypted by Threefry under the digest so far and added to it (Matyas,
 * Meyer & Oseas 1985), the length last. Texts of one person will not collide; it is no proof against malice.
 */
function digest(bytes: Uint8Array): string {
  const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8 + 8);
  padded.set(bytes);
  const blocks = new Uint32Array(padded.buffer);
  blocks[blocks.length - 2] = bytes.length;
  let first = 0;
  let second = 0;
  for (let i = 0; i < blocks.length; i += 2) {
    const encrypted = threefry(first, second, blocks[i], blocks[i + 1]);
    first = encrypted[0] ^ blocks[i];
    second = encrypted[1] ^ blocks[i + 1];
  }
  const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
  return hex(first) + hex(second);
}
