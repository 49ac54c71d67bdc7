// What people should hear of a text before they train on it: errors where it is none, notes where its law will be odd.

import { InputError } from '../../base/errors.js';
import { formatBytes, formatCount } from '../../base/format.js';

/** Largest file that is taken: its tokens, at two bytes each, fit the 128 MiB that every GPU can bind at once. */
export const LARGEST_TEXT_BYTES = 48 * 2 ** 20;
/** Characters below which a text is soon known by heart. */
const SMALL_TEXT = 20_000;
/** Characters of a passage that stands in both parts of a text beyond chance. */
const PASSAGE = 64;
/** Share of the held-out part in such passages that is worth a word. */
const REPEATED_SHARE = 0.01;

const SAVE_AS_UTF8 = 'save it as UTF-8 (in most editors under “Save with encoding”)';

/** First bytes of files that hold text, but not as text. */
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
      `${name} has ${formatBytes(bytes)}, more than the ${formatBytes(LARGEST_TEXT_BYTES)} that a text may have; ` +
        'cut off a part: models of this size do not need more',
    );
  }
  if (bytes === 0) throw new InputError(`${name} is empty`);
}

/** The text of a file. Throws InputError, which says what to do, for one that is empty, too large, binary or not UTF-8. */
export function checkText(bytes: Uint8Array, name: string): string {
  checkTextSize(bytes.length, name);
  const disguise = disguises.find(({ start }) => start.every((byte, i) => bytes[i] === byte));
  if (disguise) throw new InputError(`${name} ${disguise.advice}`);
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw new InputError(`${name} is no text: it holds a zero byte, at byte ${zero + 1}`);
  const text = decodeText(bytes, name);
  if (text.trim() === '') throw new InputError(`${name} holds nothing but blanks`);
  return text;
}

function decodeText(bytes: Uint8Array, name: string): string {
  try {
    // Without `ignoreBOM`: a byte-order mark in front is no part of the text.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(
      `${name} is not UTF-8, but in an older encoding such as Latin-1 or Windows-1252; ${SAVE_AS_UTF8}`,
    );
  }
}

/**
 * A text's training part and, behind it, its held-out part: the last `heldOut` of its UTF-16 units, cut between characters.
 */
export function splitText(text: string, heldOut: number): [training: string, heldOut: string] {
  const cut = Math.floor(text.length * (1 - heldOut));
  const isWithinPair = Number(text.codePointAt(cut - 1)) > 0xffff;
  const end = isWithinPair ? cut + 1 : cut;
  return [text.slice(0, end), text.slice(end)];
}

/** Sentences about what to expect of a text, none if there is nothing to say. */
export function textNotes(text: string, heldOut: number): string[] {
  const notes: string[] = [];
  const [training, evaluation] = splitText(text, heldOut);
  if (text.length < SMALL_TEXT) {
    notes.push(
      `With ${formatCount(text.length)} characters this text is tiny: every model will soon know it by heart, the held-out loss ` +
        'will fall, turn and rise, and larger models will not do better. For a law give 1 MB or more.',
    );
  }
  const repeated = repeatedShare(training, evaluation);
  if (repeated > REPEATED_SHARE) {
    notes.push(
      `${Math.ceil(100 * repeated)} % of the held-out part also stands in the training part, in passages of ${PASSAGE} characters ` +
        'or more: the held-out loss will look better than it is on new text.',
    );
  }
  const known = new Set(training);
  const unseen = [...new Set(evaluation)].filter((symbol) => !known.has(symbol));
  if (unseen.length > 0) {
    notes.push(
      `${unseen.length === 1 ? 'One character occurs' : `${unseen.length} characters occur`} in the held-out part only ` +
        `(${unseen.slice(0, 8).join(' ')}): as tokens of characters no model can learn them.`,
    );
  }
  return notes;
}

/**
 * Share of `evaluation` in passages that also stand in `training`: every passage of 2 * 64 - 1 characters and more is found,
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
