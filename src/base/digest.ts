// A short name for bytes, the same on every machine. By hand: existing links and records name texts and weights by it, so it would
// have to stay beside SHA-256, which adds 2.5 kB to the first load and does not run faster.

import { threefry } from './random.js';

/**
 * 64 bits that name the bytes, as 16 hexadecimal digits: each block of eight is encrypted by Threefry under the digest so far and
 * added to it (Matyas, Meyer & Oseas 1985), the length last. The files of one person do not collide; a deliberate collision is possible.
 */
export function digest(bytes: Uint8Array): string {
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
