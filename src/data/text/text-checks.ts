// What people should know about a text before they train on it: errors for files that are not text, notes where its law will
// mislead.

import { InputError } from '../../base/errors.js';
import { formatBytes, formatCount } from '../../base/format.js';

/** Largest file that is taken: its tokens, at two bytes each, fit the 128 MiB that every GPU can bind at once. */
export const LARGEST_TEXT_BYTES = 48 * 2 ** 20;
/** A text with fewer characters is soon memorised. */
const SMALL_TEXT = 20_000;
/** A passage of this many characters does not occur in both parts of a text by accident. */
const PASSAGE = 64;
/** Share of the held-out part in such passages from which on a note says so. */
const REPEATED_SHARE = 0.01;

const SAVE_AS_UTF8 = 'save it as UTF-8 (in most editors under “Save with encoding”)';

/** First bytes of files that contain text in another format. */
const disguises: readonly { readonly start: readonly number[]; readonly advice: string }[] = [
  { start: [0xff, 0xfe], advice: `is UTF-16; ${SAVE_AS_UTF8}` },
  { start: [0xfe, 0xff], advice: `is UTF-16; ${SAVE_AS_UTF8}` },
  { start: [0x25, 0x50, 0x44, 0x46], advice: 'is a PDF; copy its text and paste that' },
  {
    start: [0x50, 0x4b, 0x03, 0x04],
    advice: 'is a zip archive or an office document; save it as plain text, or unpack it and give one file',
  },
  { start: [0x1f, 0x8b], advice: 'is compressed by gzip; unpack it first' },
];

/** Refuses a file by its size alone, before it is read. Throws InputError. */
export function checkTextSize(bytes: number, name: string): void {
  if (bytes > LARGEST_TEXT_BYTES) {
    throw new InputError(
      `${name} has ${formatBytes(bytes)}, more than the limit of ${formatBytes(LARGEST_TEXT_BYTES)}; ` +
        'use a part of it: models of this size do not need more',
    );
  }
  if (bytes === 0) throw new InputError(`${name} is empty`);
}

/** The text of a file. Throws InputError, which says what to do, for a file that is empty, too large, binary or not UTF-8. */
export function checkText(bytes: Uint8Array, name: string): string {
  checkTextSize(bytes.length, name);
  const disguise = disguises.find(({ start }) => start.every((byte, i) => bytes[i] === byte));
  if (disguise) throw new InputError(`${name} ${disguise.advice}`);
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw new InputError(`${name} is not a text file: byte ${zero + 1} is zero`);
  const text = decodeText(bytes, name);
  if (text.trim() === '') throw new InputError(`${name} contains only white space`);
  return text;
}

function decodeText(bytes: Uint8Array, name: string): string {
  try {
    // Without `ignoreBOM`: a byte-order mark at the start is not part of the text.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(
      `${name} is not UTF-8, but has an older encoding such as Latin-1 or Windows-1252; ${SAVE_AS_UTF8}`,
    );
  }
}

/**
 * A text's training part and its held-out part: the last share `heldOut` of its UTF-16 units, cut between characters.
 */
export function splitText(text: string, heldOut: number): [training: string, heldOut: string] {
  const cut = Math.floor(text.length * (1 - heldOut));
  const isWithinPair = Number(text.codePointAt(cut - 1)) > 0xffff;
  const end = isWithinPair ? cut + 1 : cut;
  return [text.slice(0, end), text.slice(end)];
}

/** Sentences about what to expect from a text; none if nothing stands out. */
export function textNotes(text: string, heldOut: number): string[] {
  const notes: string[] = [];
  const [training, evaluation] = splitText(text, heldOut);
  if (text.length < SMALL_TEXT) {
    notes.push(
      `This text is tiny (${formatCount(text.length)} characters). Every model will soon memorise it: the held-out loss will fall, ` +
        'then rise again, and larger models will not do better. For a law, use 1 MB or more.',
    );
  }
  const repeated = repeatedShare(training, evaluation);
  if (repeated > REPEATED_SHARE) {
    notes.push(
      `${Math.ceil(100 * repeated)} % of the held-out part also occurs in the training part, in passages of ${PASSAGE} characters ` +
        'or more, so the held-out loss will be lower than on new text.',
    );
  }
  const known = new Set(training);
  const unseen = [...new Set(evaluation)].filter((symbol) => !known.has(symbol));
  if (unseen.length > 0) {
    notes.push(
      `${unseen.length === 1 ? 'One character occurs' : `${unseen.length} characters occur`} only in the held-out part ` +
        `(${unseen.slice(0, 8).join(' ')}). With characters as tokens no model can learn ${unseen.length === 1 ? 'it' : 'them'}.`,
    );
  }
  return notes;
}

/**
 * Share of `evaluation` in passages that also occur in `training`: every passage of 2 * 64 - 1 characters and more is found,
 * and those of 64 and more that begin at a multiple of 64 there.
 */
function repeatedShare(training: string, evaluation: string): number {
  const passages = new Set<string>();
  for (let i = 0; i + PASSAGE <= training.length; i += PASSAGE) passages.add(training.slice(i, i + PASSAGE));
  let covered = 0;
  let end = 0;
  for (let i = 0; i + PASSAGE <= evaluation.length; i++) {
    if (!passages.has(evaluation.slice(i, i + PASSAGE))) continue;
    covered += i + PASSAGE - Math.max(i, end);
    end = i + PASSAGE;
  }
  return evaluation.length === 0 ? 0 : covered / evaluation.length;
}
