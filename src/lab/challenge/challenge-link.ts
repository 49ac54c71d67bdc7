// A challenge as the hash of a link: `#challenge=1.<base64url of deflated JSON>`. All of its experiment is in it, not only what differs
// from a preset: a challenge stays the same when presets change.

import { contentOf, pack, unpack } from '../share/packed.js';
import { readChallenge, type Challenge } from './challenge.js';

const KEY = 'challenge';
const VERSION = '1';

/** The hash of a link to a challenge, with its `#`. */
export async function challengeToHash({ title, spec, budget, rate }: Challenge): Promise<string> {
  return `#${KEY}=${await pack({ title, spec, budget, rate }, VERSION)}`;
}

/** The challenge of a link or its hash, null if it holds none. Throws InputError for a link that is cut off, or holds what cannot be. */
export async function challengeFromHash(link: string): Promise<Challenge | null> {
  const content = contentOf(link.slice(Math.max(0, link.indexOf('#'))), [KEY]);
  return content === null ? null : readChallenge(await unpack(content, [VERSION]));
}
