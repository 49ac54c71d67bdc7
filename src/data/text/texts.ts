// Texts that people opened. Specs and links name a text by its id, so they stay small. The page and the worker each need the text
// before they can make its task; it never leaves the machine.

import { digest } from '../../base/digest.js';
import { InputError } from '../../base/errors.js';

export interface Text {
  /** The same for the same content: 16 hexadecimal digits. */
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
  // What UTF-8 cannot hold, a lone surrogate, becomes U+FFFD here, so tokens of bytes decode to the same text.
  texts.set(id, { id, name, content: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) });
  return id;
}

/** The text of an id; `name` is what people call it. Throws InputError if it is not here. */
export function textOf(id: string, name = id): Text {
  const text = texts.get(id);
  if (text) return text;
  const message =
    id === ''
      ? 'task.textId: there is no text yet; paste one or choose a file'
      : `task.textId: the text ${name} is not here; add it again: texts are not stored in links or records`;
  throw new InputError(message, 'task.textId');
}
