// Ranges of the bytes of a file: read, written, copied, and left out.

import type { FileHandle } from 'node:fs/promises';
import { FRAME_HEAD_BYTES, frameLength } from '../../lab/journal/frames.js';

/** Bytes from `start` to before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Bytes copied at a time. */
const COPIED_BYTES = 2 ** 22;

/** The bytes of a frame; null where the file ends before it does. */
export async function readFrame(file: FileHandle, start: number): Promise<Uint8Array | null> {
  const { size } = await file.stat();
  if (start + FRAME_HEAD_BYTES > size) return null;
  const head = new Uint8Array(FRAME_HEAD_BYTES);
  await file.read(head, 0, head.length, start);
  const length = frameLength(head);
  if (start + length > size) return null;
  const frame = new Uint8Array(length);
  await file.read(frame, 0, length, start);
  return frame;
}

/** Writes all bytes at a place, which the system may do in parts; returns the place behind them. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, start: number): Promise<number> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, start + done);
    done += bytesWritten;
  }
  return start + bytes.length;
}

async function copyRange(
  from: FileHandle,
  { start, end }: Range,
  to: FileHandle,
  at: number,
): Promise<number> {
  const buffer = new Uint8Array(Math.min(COPIED_BYTES, end - start));
  for (let place = start; place < end;) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(buffer.length, end - place), place);
    if (bytesRead === 0) throw new Error(`expected ${end} bytes in the journal, got ${place}`);
    at = await writeAll(to, buffer.subarray(0, bytesRead), at);
    place += bytesRead;
  }
  return at;
}

/** Bytes by which a copy is shorter without these. */
export function saved(dead: readonly Range[]): number {
  return dead.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Copies the beginning of a file, up to `length`, without what is dead; returns the length of the copy. */
export async function copyAlive(
  from: FileHandle,
  length: number,
  dead: readonly Range[],
  to: FileHandle,
): Promise<number> {
  let place = 0;
  let at = 0;
  for (const { start, end } of [...dead].sort((a, b) => a.start - b.start)) {
    at = await copyRange(from, { start: place, end: start }, to, at);
    place = end;
  }
  return copyRange(from, { start: place, end: length }, to, at);
}

/** Where a range lies in such a copy. */
export function moved({ start, end }: Range, dead: readonly Range[]): Range {
  const shift = saved(dead.filter((other) => other.start < start));
  return { start: start - shift, end: end - shift };
}
