// TensorBoard's event files as JSON: records of a length and its checksum, data and its checksum, which hold protocol buffers of type Event
// with summaries of scalars. https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto
// cspell:ignore varint

import { InputError } from '../../../base/errors.js';
import { append } from '../../../base/many.js';

/** The first event of each file names its version. */
const VERSION = 'brain.Event:';
const HEAD = 64;

/** Of Event and Summary.Value, by the numbers of their fields. */
const FIELDS = {
  step: 2,
  summary: 5,
  value: 1,
  tag: 1,
  simple: 2,
  tensor: 8,
  content: 4,
  floats: 5,
  doubles: 6,
} as const;
const FLOAT_BYTES = 4;
const DOUBLE_BYTES = 8;

export function isEventFile(bytes: Uint8Array): boolean {
  if (bytes.length < HEAD / 2) return false;
  return Array.from(bytes.subarray(0, HEAD), (byte) => String.fromCharCode(byte))
    .join('')
    .includes(VERSION);
}

/** A row for each step, with a column for each tag of scalars. Throws InputError for a file without any. */
export function eventFileText(bytes: Uint8Array): string {
  const rows = new Map<number, Record<string, number | string>>();
  for (const record of recordsOf(bytes)) {
    let step = 0;
    const scalars: [tag: string, value: number][] = [];
    for (const { field, value } of fieldsOf(record)) {
      if (field === FIELDS.step && typeof value === 'number') step = value;
      else if (field === FIELDS.summary && typeof value !== 'number') append(scalars, scalarsOf(value));
    }
    for (const [tag, value] of scalars) {
      const row = rows.get(step) ?? { step };
      row[tag] = Number.isFinite(value) ? value : String(value);
      rows.set(step, row);
    }
  }
  if (rows.size === 0) throw new InputError('this event file of TensorBoard holds no scalars, or is cut off');
  const about =
    'This is an event file of TensorBoard: the curves of one run, a row for each step. It lacks the size of the run.';
  return JSON.stringify({ about, rows: [...rows.values()] });
}

/** The data of each record; a record that is cut off ends the file. */
function* recordsOf(bytes: Uint8Array): Generator<Uint8Array> {
  const view = viewOf(bytes);
  for (let at = 0; at + 12 <= bytes.length;) {
    const length = Number(view.getBigUint64(at, true));
    const end = at + 12 + length;
    if (end > bytes.length) return;
    yield bytes.subarray(at + 12, end);
    at = end + 4;
  }
}

interface Field {
  readonly field: number;
  /** A number, or bytes: of a text, a message, or a float of 4 or 8. */
  readonly value: number | Uint8Array;
}

/** The fields of a message, as far as it can be read. */
function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let [value, scale] = [0, 1];
    while (at < message.length) {
      const byte = message[at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    return NaN;
  };
  while (at < message.length) {
    const key = varint();
    const field = Math.floor(key / 8);
    const kind = key % 8;
    if (kind === 0) {
      yield { field, value: varint() };
      continue;
    }
    const length = kind === 1 ? DOUBLE_BYTES : kind === 5 ? FLOAT_BYTES : kind === 2 ? varint() : NaN;
    if (!(at + length <= message.length)) return;
    yield { field, value: message.subarray(at, at + length) };
    at += length;
  }
}

function scalarsOf(summary: Uint8Array): [tag: string, value: number][] {
  return [...fieldsOf(summary)].flatMap(({ field, value }): [string, number][] => {
    if (field !== FIELDS.value || typeof value === 'number') return [];
    let tag = '';
    let scalar: number | null = null;
    for (const inner of fieldsOf(value)) {
      if (typeof inner.value === 'number') continue;
      if (inner.field === FIELDS.tag) tag = new TextDecoder().decode(inner.value);
      else if (inner.field === FIELDS.simple) scalar = floatOf(inner.value);
      else if (inner.field === FIELDS.tensor) scalar = tensorScalar(inner.value) ?? scalar;
    }
    return scalar === null || tag === '' ? [] : [[tag, scalar]];
  });
}

/** The only number of a tensor, null where it has several or none. */
function tensorScalar(tensor: Uint8Array): number | null {
  for (const { field, value } of fieldsOf(tensor)) {
    const holds = field === FIELDS.content || field === FIELDS.floats || field === FIELDS.doubles;
    if (holds && typeof value !== 'number') return floatOf(value);
  }
  return null;
}

function floatOf(bytes: Uint8Array): number | null {
  const view = viewOf(bytes);
  if (bytes.length === FLOAT_BYTES) return view.getFloat32(0, true);
  return bytes.length === DOUBLE_BYTES ? view.getFloat64(0, true) : null;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
