// A text from an address that a person typed: asked for then and never before.

import { InputError } from '../../../base/errors.js';
import { checkTextSize } from '../../../data/text/text-checks.js';
import { words } from './words.js';

/**
 * The file at an address, with its name. Throws InputError, which says what to do, for what is not an address, for refusals and for a
 * file that is too large.
 */
export async function fetchText(
  address: string,
  fetcher: typeof fetch = fetch,
): Promise<{ readonly file: Blob; readonly name: string }> {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(words.fetching.notAnAddress(address.trim()));
  }
  const name = nameOf(url);
  let response: Response;
  try {
    response = await fetcher(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch {
    throw new InputError(words.fetching.refused(url.host));
  }
  if (!response.ok) throw new InputError(words.fetching.status(url.host, response));
  const announced = Number(response.headers.get('content-length') ?? NaN);
  if (announced > 0) checkTextSize(announced, name);
  const file = await response.blob();
  checkTextSize(file.size, name);
  return { file, name };
}

/** The last part of an address, as people write it. */
function nameOf(url: URL): string {
  const last = url.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || url.host;
  } catch {
    // A % may be part of a file's name.
    return last;
  }
}
