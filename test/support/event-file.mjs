// Event files as TensorBoard writes them: records with lengths and masked checksums (CRC-32C), each an Event of protocol buffers.
// cspell:ignore varint

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0x82f63b78 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function maskedChecksum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  crc = (crc ^ 0xffffffff) >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

const varint = (value) => (value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]);
const bytesField = (field, bytes) => [field * 8 + 2, ...varint(bytes.length), ...bytes];
const float = (value) => [...Buffer.from(new Float32Array([value]).buffer)];
const double = (value) => [...Buffer.from(new Float64Array([value]).buffer)];

function record(event) {
  const data = Buffer.from(event);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  const [ofLength, ofData] = [length, data].map((bytes) => {
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(maskedChecksum(bytes));
    return checksum;
  });
  return Buffer.concat([length, ofLength, data, ofData]);
}

/** The bytes of a file with these scalars, `[step, tag, value]`; `asTensor` as version 2 of its writer has them. */
export function eventFile(scalars, asTensor = false) {
  const time = [9, ...double(1.7e9)];
  const events = scalars.map(([step, tag, value]) => {
    const tensor = [8, 1, ...bytesField(4, float(value))];
    const held = asTensor ? bytesField(8, tensor) : [21, ...float(value)];
    const summary = bytesField(1, [...bytesField(1, Buffer.from(tag)), ...held]);
    return record([...time, 16, ...varint(step), ...bytesField(5, summary)]);
  });
  return Buffer.concat([record([...time, ...bytesField(3, Buffer.from('brain.Event:2'))]), ...events]);
}
