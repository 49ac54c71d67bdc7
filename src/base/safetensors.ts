// The safetensors format (https://huggingface.co/docs/safetensors): eight bytes with the length of the header, the header
// as JSON, then the tensors' bytes without gaps. Everything is little-endian, as is every machine that runs WebGPU.
// By hand because we know of no package for JavaScript that writes it.

import { InputError } from './errors.js';
import { parseJson, shown } from './json.js';

/** A stored tensor: f32 or i32, row-major. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

const HEADER_LENGTH_BYTES = 8;
const BYTES_PER_ELEMENT = 4;
/** The reference reader's own limit, 100 MB. */
const LONGEST_HEADER = 100_000_000;

/**
 * Reads a file; the tensors are copies. Throws InputError for truncated or corrupt files, for tensors that overlap or
 * leave gaps, and for any type but F32 and I32.
 */
export function parseSafetensors(bytes: Uint8Array): Safetensors {
  const { header, data } = splitFile(bytes);
  const metadata: Record<string, string> = {};
  const tensors = new Map<string, StoredTensor>();
  const extents: (readonly [begin: number, end: number])[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') Object.assign(metadata, readMetadata(entry));
    else tensors.set(name, readTensor(name, entry, data, extents));
  }
  extents.sort(([beginA, endA], [beginB, endB]) => beginA - beginB || endA - endB);
  let position = 0;
  for (const [begin, end] of extents) {
    if (begin < position)
      throw new InputError(`safetensors: two tensors overlap at byte ${begin} of the data`);
    if (begin > position) throw new InputError(`safetensors: no tensor covers byte ${position} of the data`);
    position = end;
  }
  if (position !== data.length) {
    throw new InputError(
      `safetensors: expected ${position} bytes of data after the header, got ${data.length}`,
    );
  }
  return { metadata, tensors };
}

/** Writes a file, tensors in the map's order. Throws RangeError if a shape and its data differ in size. */
export function serialiseSafetensors({ metadata, tensors }: Safetensors): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let dataLength = 0;
  for (const [name, { shape, data }] of tensors) {
    if (elementCount(shape) !== data.length) {
      throw new RangeError(`${name}: expected ${elementCount(shape)} elements, got ${data.length}`);
    }
    const end = dataLength + data.byteLength;
    const dtype = data instanceof Int32Array ? 'I32' : 'F32';
    header[name] = { dtype, shape, data_offsets: [dataLength, end] };
    dataLength = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Spaces after the JSON align the tensors to eight bytes.
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(HEADER_LENGTH_BYTES + headerLength + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, HEADER_LENGTH_BYTES, HEADER_LENGTH_BYTES + headerLength);
  bytes.set(json, HEADER_LENGTH_BYTES);
  let offset = HEADER_LENGTH_BYTES + headerLength;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

function splitFile(bytes: Uint8Array): { header: Readonly<Record<string, unknown>>; data: Uint8Array } {
  if (bytes.length < HEADER_LENGTH_BYTES) {
    throw new InputError(`safetensors: expected at least 8 bytes, got ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  const dataStart = HEADER_LENGTH_BYTES + headerLength;
  if (headerLength > LONGEST_HEADER || dataStart > bytes.length) {
    throw new InputError(
      `safetensors: the header should be ${headerLength} bytes long, but the file has ${bytes.length}; ` +
        'it is cut off, or of another format',
    );
  }
  const text = decodeHeader(bytes.subarray(HEADER_LENGTH_BYTES, dataStart));
  const header = parseJson(text, 'safetensors: the header: ');
  if (!isObject(header)) throw new InputError('safetensors: the header is not a JSON object');
  return { header, data: bytes.subarray(dataStart) };
}

function decodeHeader(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('safetensors: the header is not UTF-8');
  }
}

function readMetadata(entry: unknown): Record<string, string> {
  if (!isObject(entry) || Object.values(entry).some((value) => typeof value !== 'string')) {
    throw new InputError('safetensors: expected __metadata__ to map names to strings', '__metadata__');
  }
  return entry as Record<string, string>;
}

/** Reads one tensor and notes its extent within the data. */
function readTensor(
  name: string,
  entry: unknown,
  data: Uint8Array,
  extents: (readonly [begin: number, end: number])[],
): StoredTensor {
  const fail = (problem: string): never => {
    throw new InputError(`safetensors: ${name}: ${problem}`, name);
  };
  if (!isObject(entry)) return fail('expected dtype, shape and data_offsets');
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'F32' && dtype !== 'I32') return fail(`expected dtype F32 or I32, got ${shown(dtype)}`);
  if (!isCounts(shape)) return fail(`expected a shape of whole numbers, got ${shown(shape)}`);
  if (!isCounts(offsets) || offsets.length !== 2) {
    return fail(`expected two data_offsets, got ${shown(offsets)}`);
  }
  const [begin, end] = offsets as [number, number];
  if (begin > end || end > data.length) {
    return fail(`bytes ${begin} to ${end} lie outside the ${data.length} bytes of data; the file is cut off`);
  }
  if (end - begin !== elementCount(shape) * BYTES_PER_ELEMENT) {
    return fail(`shape [${shape.join(', ')}] needs ${elementCount(shape) * 4} bytes, got ${end - begin}`);
  }
  extents.push([begin, end]);
  // A copy, because the file need not be aligned to four bytes.
  const { buffer } = new Uint8Array(data.subarray(begin, end));
  return { shape, data: dtype === 'I32' ? new Int32Array(buffer) : new Float32Array(buffer) };
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && (n as number) >= 0);
}
