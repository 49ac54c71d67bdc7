// A text from an address that a person typed: asked for then and never before.

import { InputError } from '../../base/errors.js';
import { checkTextSize } from '../../data/text/text-checks.js';

/**
 * The file at an address, with its name. Throws InputError, which says what to do, for what is no address, for refusals and for a
 * file that is too large.
 */
export async function fetchText(
  address: string,
  fetcher: typeof fetch = fetch,
): Promise<{ readonly file: Blob; readonly name: string }> {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(`“${address.trim()}” is no address of a file; it should begin with https://`);
  }
  const name = decodeURIComponent(url.pathname.split('/').at(-1) ?? '') || url.host;
  let response: Response;
  try {
    response = await fetcher(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch {
    throw new InputError(
      `${url.host} could not be read from here. Either it cannot be reached, or it does not allow other pages to read its files ` +
        '(CORS); open the address in a tab of its own, save the file and pick it here.',
    );
  }
  if (!response.ok) {
    throw new InputError(`${url.host} answered ${response.status} ${statusWords(response)}`.trim());
  }
  const announced = Number(response.headers.get('content-length') ?? NaN);
  if (announced > 0) checkTextSize(announced, name);
  const file = await response.blob();
  checkTextSize(file.size, name);
  return { file, name };
}

function statusWords({ status, statusText }: Response): string {
  if (status === 404) return '(there is no such file); check the address.';
  if (status === 401 || status === 403) return '(it does not give this file to everyone).';
  return statusText ? `(${statusText}).` : '';
}
