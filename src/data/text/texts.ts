// Texts that people gave: specs and links name a text by its id and stay small. Page and worker each must have been given a text
// before its task can be made; nothing of it is ever sent anywhere else.

import { digest } from '../../base/digest.js';
import { InputError } from '../../base/errors.js';

export interface Text {
  /** The same for the same content, wherever it was given: 16 hexadecimal digits. */
  readonly id: string;
  /** What people call it: a file's name. */
  readonly name: string;
  readonly content: string;
}

const texts = new Map<string, Text>();

/** Keeps a text (src/data/text/text-checks.ts makes one of a file's bytes) and returns its id. */
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
