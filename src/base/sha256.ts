// SHA-256, synchronously: the browser's own digest is asynchronous, and exists only over https.

import { sha256 as digestOf } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** The digest of the text's UTF-8 bytes as 64 hex digits, as `printf %s TEXT | sha256sum` prints them. */
export function sha256(text: string): string {
  return bytesToHex(sha256OfBytes(new TextEncoder().encode(text)));
}

/** The digest of bytes, 32 bytes. */
export function sha256OfBytes(bytes: Uint8Array): Uint8Array {
  return digestOf(bytes);
}
