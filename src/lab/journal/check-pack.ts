// Whether bytes are one whole value of MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md). The decoder makes room for a
// list before it has read it, and takes any depth, so bytes from outside are checked first.

/** Levels of values in each other: the encoder writes no more. */
const MOST_LEVELS = 100;

/** Throws an Error where the bytes are not one whole value, or too deep. `nested` is the type of extensions that hold a value themselves. */
export function checkPack(bytes: Uint8Array, nested: number): void {
  const end = new Reader(bytes, nested).value(0, 1);
  if (end !== bytes.length) throw new Error(`expected a value of ${bytes.length} bytes, got ${end}`);
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #nested: number;

  constructor(bytes: Uint8Array, nested: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#nested = nested;
  }

  /** The end of the value at a place. */
  value(at: number, level: number): number {
    if (level > MOST_LEVELS) throw new Error(`expected at most ${MOST_LEVELS} levels`);
    const head = this.#view.getUint8(at);
    const next = at + 1;
    if (head < 0x80 || head >= 0xe0) return next;
    if (head < 0x90) return this.#values(next, 2 * (head & 0x0f), level);
    if (head < 0xa0) return this.#values(next, head & 0x0f, level);
    if (head < 0xc0) return this.#skip(next, head & 0x1f);
    if (head <= 0xc3) return next;
    // Bytes, extensions and strings have their length in 1, 2 or 4 bytes; lists and maps theirs in 2 or 4.
    if (head <= 0xc6) return this.#sized(next, 1 << (head - 0xc4));
    if (head <= 0xc9) {
      const width = 1 << (head - 0xc7);
      return this.#extension(next + width, this.#length(next, width), level);
    }
    if (head <= 0xcb) return this.#skip(next, 4 << (head - 0xca));
    if (head <= 0xcf) return this.#skip(next, 1 << (head - 0xcc));
    if (head <= 0xd3) return this.#skip(next, 1 << (head - 0xd0));
    if (head <= 0xd8) return this.#extension(next, 1 << (head - 0xd4), level);
    if (head <= 0xdb) return this.#sized(next, 1 << (head - 0xd9));
    const width = head % 2 === 0 ? 2 : 4;
    const count = this.#length(next, width);
    return this.#values(next + width, head <= 0xdd ? count : 2 * count, level);
  }

  #values(from: number, count: number, level: number): number {
    let at = from;
    for (let i = 0; i < count; i++) at = this.value(at, level + 1);
    return at;
  }

  /** What follows the length of an extension: its type, and its bytes. */
  #extension(at: number, length: number, level: number): number {
    const end = this.#skip(at + 1, length);
    if (this.#bytes[at] !== this.#nested) return end;
    if (this.#values(at + 1, 1, level) !== end) throw new Error('expected one value in an extension');
    return end;
  }

  #sized(at: number, width: number): number {
    return this.#skip(at + width, this.#length(at, width));
  }

  #skip(at: number, length: number): number {
    const end = at + length;
    if (end > this.#bytes.length) throw new Error('expected more bytes');
    return end;
  }

  #length(at: number, width: number): number {
    if (width === 1) return this.#view.getUint8(at);
    return width === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }
}
