// Values as bytes and back: MessagePack, with typed arrays and maps as extensions. Numbers that JSON has no word for stay what they are.

import { InputError } from '../../base/errors.js';
import { Decoder, Encoder, ExtensionCodec } from '@msgpack/msgpack';
import { checkPack } from './check-pack.js';

type TypedArray = Float32Array | Float64Array | Uint32Array | Int32Array | Uint8Array;

/** Extension types in the bytes: they never change their meaning. */
const kinds = [
  [1, Float32Array],
  [2, Float64Array],
  [3, Uint32Array],
  [4, Int32Array],
] as const;
const MAP = 10;

const codec = new ExtensionCodec();
for (const [type, Kind] of kinds) {
  codec.register({
    type,
    encode: (value) => (value instanceof Kind ? bytesOf(value) : null),
    // A copy begins at a multiple of the size of a number, which bytes within others need not.
    decode: (bytes) => new Kind(bytes.slice().buffer),
  });
}
codec.register({
  type: MAP,
  encode: (value) => (value instanceof Map ? pack([...value]) : null),
  decode: (bytes) => new Map(decode(bytes) as [unknown, unknown][]),
});

function bytesOf({ buffer, byteOffset, byteLength }: TypedArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The bytes of plain data: what JSON can hold, and typed arrays, maps, NaN and infinities. What is undefined is left out, and −0 is 0 outside typed arrays. */
export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  return new Encoder({ extensionCodec: codec, ignoreUndefined: true }).encode(value);
}

function decode(bytes: Uint8Array): unknown {
  return new Decoder({ extensionCodec: codec }).decode(bytes);
}

/** The value of bytes that `pack` made. Throws InputError for others, and for values more than 100 levels deep. */
export function unpack(bytes: Uint8Array): unknown {
  try {
    checkPack(bytes, MAP);
    return decode(bytes);
  } catch {
    throw new InputError('these bytes are not data that the lab has written');
  }
}
