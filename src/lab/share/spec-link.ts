// An experiment as the hash of a link: `#experiment=2.<base64url of deflated JSON>`. Only what differs from the preset is in it,
// so a link stays short, and an improved preset improves its links. The platform deflates; base64url is by hand because
// Uint8Array.toBase64 is younger than the browsers that the page supports.

import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import type { ExperimentSpec } from '../experiment/experiment.js';
import { composeExperiment, isOfPreset, overridesOf } from '../presets/resolve.js';
import type { Overrides } from '../presets/presets.js';
import { readExperiment } from '../plan/read-experiment.js';

const PREFIX = 'experiment=';
const VERSION = '2';
/** Links of version 1 have other names for some fields. */
const READABLE = ['1', VERSION];
/** A link holds a few hundred bytes; one that unpacks to megabytes does not come from the lab. */
const LONGEST_TEXT = 100_000;

/** The content of a link: a preset and the differences, or a complete spec without a preset. */
type Payload = { readonly preset: string; readonly set: Overrides } | { readonly spec: unknown };

/** The hash of a link to a spec, with its `#`. */
export async function specToHash(spec: ExperimentSpec): Promise<string> {
  const payload: Payload = isOfPreset(spec) ? { preset: spec.preset, set: overridesOf(spec) } : { spec };
  const packed = await deflate(new TextEncoder().encode(JSON.stringify(payload)));
  return `#${PREFIX}${VERSION}.${toBase64Url(packed)}`;
}

/** The spec of a link, null if its hash holds none. Throws InputError for a link that is cut off or has impossible settings. */
export async function specFromHash(hash: string): Promise<ExperimentSpec | null> {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith(PREFIX)) return null;
  const [version, packed = ''] = text.slice(PREFIX.length).split('.');
  if (!READABLE.includes(version)) {
    throw new InputError(
      `It has another version: expected ${READABLE.join(' or ')}, got ${version || 'none'}. A newer page may open it.`,
    );
  }
  const payload = await unpack(packed);
  const spec = 'spec' in payload ? payload.spec : composeExperiment(payload.preset, payload.set);
  // Texts and weights are not part of links: the page asks for them again.
  return readExperiment(spec, { withoutGiven: true }).spec;
}

async function unpack(packed: string): Promise<Payload> {
  let value: unknown;
  try {
    value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(await inflate(fromBase64Url(packed))));
  } catch {
    throw new InputError('It is cut off or damaged. Copy the whole link again, including its last letter.');
  }
  if (isRecord(value) && 'spec' in value) return { spec: value.spec };
  if (isRecord(value) && typeof value.preset === 'string' && isRecord(value.set)) {
    return { preset: value.preset, set: value.set };
  }
  throw new InputError('It does not contain an experiment.');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
