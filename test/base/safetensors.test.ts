// Covers src/base/safetensors.ts.

import { expect } from 'chai';
import { InputError } from '../../src/base/errors.js';
import { parseSafetensors, serialiseSafetensors, type Safetensors } from '../../src/base/safetensors.js';

/** A file with the given header and so many bytes of data. */
function fileOf(header: unknown, dataLength: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const weights: Safetensors = {
  metadata: { 'scaling-lab': '{"version":1}', note: 'déjà vu' },
  tensors: new Map([
    ['layers.0.weight', { shape: [2, 3], data: Float32Array.of(1, -2.5, 3e-40, Infinity, 0, 7) }],
    ['labels', { shape: [3], data: Int32Array.of(-1, 0, 2 ** 31 - 1) }],
    ['scalar', { shape: [], data: Float32Array.of(0.1) }],
    ['nothing', { shape: [0, 4], data: new Float32Array(0) }],
  ]),
};

describe('safetensors', () => {
  it('reads back what it writes, bit for bit', () => {
    expect(parseSafetensors(serialiseSafetensors(weights))).to.deep.equal(weights);
  });

  it('reads from the middle of a buffer, aligned or not', () => {
    const bytes = serialiseSafetensors(weights);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(parseSafetensors(shifted.subarray(3))).to.deep.equal(weights);
  });

  it('aligns its tensors to eight bytes', () => {
    const bytes = serialiseSafetensors(weights);
    expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).to.equal(0);
  });

  it('rejects a file that was cut off anywhere', () => {
    const bytes = serialiseSafetensors(weights);
    for (let length = 0; length < bytes.length; length += 3) {
      expect(() => parseSafetensors(bytes.subarray(0, length)), `${length} bytes`).to.throw(InputError);
    }
  });

  it('says what is wrong with a corrupt header', () => {
    const f32 = (shape: unknown, offsets: unknown) => ({ dtype: 'F32', shape, data_offsets: offsets });
    const bad: [unknown, number, RegExp][] = [
      ['{"a": ', 0, /not valid JSON/],
      ['[1]', 0, /not a JSON object/],
      [{ __metadata__: { a: 1 } }, 0, /__metadata__ to map names to strings/],
      [{ a: 3 }, 0, /a: expected dtype, shape and data_offsets/],
      [{ a: { dtype: 'BF16', shape: [1], data_offsets: [0, 2] } }, 2, /F32 or I32, got "BF16"/],
      [{ a: f32([1.5], [0, 4]) }, 4, /shape of whole numbers, got \[1\.5\]/],
      [{ a: f32([-1], [0, 4]) }, 4, /got \[-1\]/],
      [{ a: f32([1], [0]) }, 4, /two data_offsets/],
      [{ a: f32([2], [0, 8]) }, 4, /bytes 0 to 8 lie outside the 4 bytes/],
      [{ a: f32([2], [0, 4]) }, 4, /needs 8 bytes, got 4/],
      [{ a: f32([2], [0, 8]), b: f32([1], [4, 8]) }, 8, /overlap at byte 4/],
      [{ a: f32([1], [0, 4]), b: f32([1], [8, 12]) }, 12, /no tensor covers byte 4/],
      [{ a: f32([1], [0, 4]) }, 8, /expected 4 bytes of data after the header, got 8/],
    ];
    for (const [header, dataLength, message] of bad) {
      expect(() => parseSafetensors(fileOf(header, dataLength))).to.throw(InputError, message);
    }
    const other = new TextEncoder().encode('PK this is some other kind of file altogether');
    expect(() => parseSafetensors(other)).to.throw(InputError, /cut off, or of another format/);
  });

  it('refuses to write a tensor whose shape and data differ', () => {
    const tensors = new Map([['a', { shape: [2, 2], data: new Float32Array(3) }]]);
    expect(() => serialiseSafetensors({ metadata: {}, tensors })).to.throw(RangeError, 'expected 4 elements');
  });
});
