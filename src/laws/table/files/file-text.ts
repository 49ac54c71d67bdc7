// The text of a file of points, whatever its format: what is binary becomes JSON, which is read like any other.

import { decodeText } from '../text/decode-text.js';
import { eventFileText, isEventFile } from './event-file.js';

/** The text of a table. Throws InputError for a binary file that is damaged. */
export async function textOfBytes(bytes: Uint8Array): Promise<string> {
  if (isParquet(bytes)) return (await import('./parquet.lazy.js')).parquetText(bytes);
  return isEventFile(bytes) ? eventFileText(bytes) : decodeText(bytes);
}

/** Whether a file is read here though it is not a text. */
export function isKnownBinary(bytes: Uint8Array): boolean {
  return isParquet(bytes) || isEventFile(bytes);
}

const PARQUET = [0x50, 0x41, 0x52, 0x31];

/** Begins with PAR1. */
function isParquet(bytes: Uint8Array): boolean {
  return PARQUET.every((byte, i) => bytes[i] === byte);
}
