// What links hold: JSON, deflated, as base64url behind a key, a version and a checksum, `#e=2.<checksum>.<text>`. Without the checksum one
// changed letter could make another experiment of a link; those of earlier pages have none. The platform deflates; base64url is by hand
// because Uint8Array.toBase64 is younger than the browsers that the page supports.

import { digest } from '../../base/digest.js';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';

/** A link holds a few thousand bytes; one that unpacks to megabytes does not come from the lab. */
const LONGEST_TEXT = 100_000;

/** What stands in a link behind one of these keys, without the flags after it; null if it has none of them. */
export function contentOf(hash: string, keys: readonly string[]): string | null {
  const text = decoded(hash.replace(/^#/, ''));
  const key = keys.find((known) => text.startsWith(`${known}=`));
  return key === undefined ? null : text.slice(key.length + 1).split('&')[0];
}

/** So many programs may have encoded a link, one after another. */
const MOST_CODES = 4;

/** Programs that pass links on may write `=` as `%3D`, and that as `%253D`. What is not such a code stays, and is refused where it is read. */
function decoded(text: string, left = MOST_CODES): string {
  if (left === 0 || !text.includes('%')) return text;
  try {
    return decoded(decodeURIComponent(text), left - 1);
  } catch {
    return text;
  }
}

/** `2.<checksum>.<text>` of a value. */
export async function pack(value: unknown, version: string): Promise<string> {
  const text = toBase64Url(await deflate(new TextEncoder().encode(JSON.stringify(value))));
  return `${version}.${checksum(version, text)}.${text}`;
}

/** The value of what `pack` made. Throws InputError for one of another version, and for one that was cut off or damaged. */
export async function unpack(content: string, versions: readonly string[]): Promise<unknown> {
  const [version, ...parts] = withoutMarks(content).split('.');
  const packed = parts.at(-1) ?? '';
  if (!versions.includes(version)) {
    throw new InputError(
      `It has another version: expected ${versions.join(' or ')}, got ${version.slice(0, 20) || 'none'}. A newer page may open it.`,
    );
  }
  try {
    if (parts.length > 1 && parts[0] !== checksum(version, packed)) throw new RangeError('checksum');
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(await inflate(fromBase64Url(packed))));
  } catch {
    throw new InputError('It is cut off or damaged. Copy the whole link again, including its last letter.');
  }
}

/** Six digits of what stands behind them. */
function checksum(version: string, text: string): string {
  return digest(new TextEncoder().encode(`${version}.${text}`)).slice(0, 6);
}

/**
 * A link without what mail and chat programs add to it: spaces, `=` where a line was broken, `3D` where `=` was written as a code, and the
 * marks of a sentence behind it. None of these is part of a link.
 */
function withoutMarks(content: string): string {
  return content
    .replace(/[\s=\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/^3D(?=\d+\.)/, '')
    .replace(/[.,;:!?'"*)\]}>\u00BB\u2019\u201D]+$/, '');
}

const deflate = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  transform(bytes, new CompressionStream('deflate-raw'));
const inflate = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  transform(bytes, new DecompressionStream('deflate-raw'));

/** Sends bytes through a stream. Rejects if it refuses them or gives more than a link can hold. */
async function transform(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  let length = 0;
  // `Response` reads whatever comes: the limit stands before it and ends the whole pipe.
  const limit = new TransformStream({
    transform(part: Uint8Array, controller) {
      length += part.length;
      if (length > LONGEST_TEXT) throw new RangeError('too long');
      controller.enqueue(part);
    },
  });
  const result = new Blob([bytes]).stream().pipeThrough(stream).pipeThrough(limit);
  return new Uint8Array(await new Response(result).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
