// Covers src/ui/language/text/fetch-text.ts: a text from an address.

import { expect } from 'chai';
import { InputError } from '../../../../src/base/errors.js';
import { fetchText } from '../../../../src/ui/language/text/fetch-text.js';

describe('fetchText', () => {
  const fails = async (address: string, fetcher: typeof fetch): Promise<string> => {
    let caught: unknown;
    await fetchText(address, fetcher).catch((error: unknown) => (caught = error));
    expect(caught).to.be.instanceOf(InputError);
    return (caught as Error).message;
  };
  const answers =
    (body: string, init?: ResponseInit): typeof fetch =>
    () =>
      Promise.resolve(new Response(body, init));

  it('gives the file of an address, with its name', async () => {
    const { file, name } = await fetchText('https://example.org/books/a%20tale.txt', answers('once'));
    expect([await file.text(), name]).to.deep.equal(['once', 'a tale.txt']);
  });

  it('leaves a name as it is where its signs of percent encode nothing', async () => {
    const { name } = await fetchText('https://example.org/100%.txt', answers('once'));
    expect(name).to.equal('100%.txt');
  });

  it('explains refusals in a sentence, and sends no request for what is not an address', async () => {
    const refuses: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await fails('https://example.org/a.txt', refuses))
      .to.include('does not allow')
      .and.include('CORS');
    expect(await fails('https://example.org/a.txt', answers('', { status: 404 }))).to.include('no such file');
    expect(await fails('a.txt', refuses)).to.include('should begin with https://');
    const huge = { headers: { 'content-length': '600000000' } };
    expect(await fails('https://example.org/a.txt', answers('x', huge))).to.include('more than');
  });
});
