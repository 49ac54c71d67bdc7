// Files that a visitor gives: their text, or a sentence about what they are instead of a table.

import { InputError } from '../../base/errors.js';
import { isKnownBinary, textOfBytes } from '../../laws/table/files/file-text.js';
import { words } from './words.js';

/** What files of each kind begin with, at which byte. */
const kinds: readonly {
  readonly kind: keyof typeof words.kinds;
  readonly at: number;
  readonly start: string;
}[] = [
  { kind: 'picture', at: 0, start: '\x89PNG' },
  { kind: 'picture', at: 0, start: '\xff\xd8\xff' },
  { kind: 'picture', at: 0, start: 'GIF8' },
  { kind: 'picture', at: 8, start: 'WEBP' },
  { kind: 'picture', at: 4, start: 'ftypavif' },
  { kind: 'picture', at: 4, start: 'ftyphei' },
  { kind: 'document', at: 0, start: '%PDF' },
  { kind: 'archive', at: 0, start: 'PK\x03\x04' },
  { kind: 'archive', at: 0, start: '\x1f\x8b' },
  { kind: 'archive', at: 0, start: 'Rar!' },
  { kind: 'workbook', at: 0, start: '\xd0\xcf\x11\xe0' },
  { kind: 'array', at: 0, start: '\x93NUMPY' },
  { kind: 'array', at: 0, start: '\x89HDF' },
  { kind: 'program', at: 0, start: '\x7fELF' },
  { kind: 'program', at: 0, start: 'MZ\x90' },
];
/** Spreadsheets are archives too; their names tell. */
const WORKBOOK = /\.(xlsx|xlsm|ods|numbers)$/i;
/** As much of a file tells that it is not text. */
const HEAD = 4096;

/** The text of a file. Throws InputError for what is not text. */
export async function textOfFile(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = kindOf(file.name, bytes);
  if (isKnownBinary(bytes)) return textOfBytes(bytes);
  if (kind !== null) throw new InputError(words.kinds[kind]);
  return textOfBytes(bytes);
}

function kindOf(name: string, bytes: Uint8Array): keyof typeof words.kinds | null {
  const head = Array.from(bytes.subarray(0, 32), (byte) => String.fromCharCode(byte)).join('');
  const found = kinds.find(({ at, start }) => head.startsWith(start, at));
  if (found) return found.kind === 'archive' && WORKBOOK.test(name) ? 'workbook' : found.kind;
  if (/^\s*<(!doctype html|html)/i.test(head)) return 'page';
  return isBinary(bytes.subarray(0, HEAD)) ? 'other' : null;
}

/** Text has no zeros, but for UTF-16, where nearly every second byte is one. */
function isBinary(bytes: Uint8Array): boolean {
  const zeros = [0, 0];
  bytes.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]++;
  });
  const [even, odd] = zeros;
  const isWide = Math.max(even, odd) > 0.4 * (bytes.length / 2) && Math.min(even, odd) < 0.1 * bytes.length;
  return even + odd > 0 && !isWide;
}
