// Records of an append-only file. A frame is whole or does not count: its length and its checksum come before its content, so that
// one that was cut off or damaged is found, as in the write-ahead logs of databases.

import { sha256OfBytes } from '../../base/sha256.js';

const LENGTH_BYTES = 4;
const CHECKSUM_BYTES = 8;
/** What comes before a frame's content. */
export const FRAME_HEAD_BYTES = LENGTH_BYTES + CHECKSUM_BYTES;

/** A frame around some content, of less than 4 GiB. */
export function frame(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FRAME_HEAD_BYTES + content.length);
  new DataView(bytes.buffer).setUint32(0, content.length, true);
  bytes.set(checksum(content), LENGTH_BYTES);
  bytes.set(content, FRAME_HEAD_BYTES);
  return bytes;
}

/** The length of the frame that begins with these bytes, its head included. */
export function frameLength(head: Uint8Array): number {
  return FRAME_HEAD_BYTES + new DataView(head.buffer, head.byteOffset).getUint32(0, true);
}

/** The contents of the whole frames at the beginning of some bytes, and the length of those frames. */
export function readFrames(bytes: Uint8Array): {
  readonly contents: readonly Uint8Array[];
  readonly length: number;
} {
  const contents: Uint8Array[] = [];
  let at = 0;
  while (at + FRAME_HEAD_BYTES <= bytes.length) {
    const end = at + frameLength(bytes.subarray(at));
    if (end > bytes.length) break;
    const content = bytes.subarray(at + FRAME_HEAD_BYTES, end);
    const expected = bytes.subarray(at + LENGTH_BYTES, at + FRAME_HEAD_BYTES);
    if (!checksum(content).every((byte, i) => byte === expected[i])) break;
    contents.push(content);
    at = end;
  }
  return { contents, length: at };
}

function checksum(content: Uint8Array): Uint8Array {
  return sha256OfBytes(content).subarray(0, CHECKSUM_BYTES);
}
