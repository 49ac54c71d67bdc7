// Seals: a checksum over a document that shows every later change. It has no secret: whoever knows the format can make another seal, so a
// seal shows accidents and careless edits, and when it was made only as far as its holder is believed.

import { canonicalJson } from './canonical-json.js';
import { sha256 } from './sha256.js';

/** A document with the SHA-256, in hex, of `canonicalJson` of all else in it. */
export type Sealed<Content extends object> = Content & { readonly checksum: string };

/** The content with its checksum, frozen. */
export function sealed<Content extends object>(content: Content): Sealed<Content> {
  return deepFrozen({ ...content, checksum: sha256(canonicalJson(content)) });
}

/** True where nothing was changed since it was sealed. */
export function isIntact({ checksum, ...content }: { readonly checksum: string }): boolean {
  return sha256(canonicalJson(content)) === checksum;
}

/** The value itself: it and all that it holds cannot be changed any more. */
export function deepFrozen<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
}
