// Covers src/worker/texts. Also src/data/text/given-text.ts.

import { expect } from 'chai';
import { keepTokenizedText } from '../../../src/data/text/tokenized-text.js';
import type { TextSettings } from '../../../src/data/text/given-text.js';
import { createTextsClient } from '../../../src/worker/texts/client.js';

const settings: TextSettings = { tokens: 'bpe', vocabulary: 300, heldOut: 0.2 };
const tale = 'The small fox of the hill sang to the tall fox of the lake.\n'.repeat(400);
const silent = (): void => undefined;

describe('the client of texts', () => {
  const client = createTextsClient();
  after(() => client.terminate());

  it('makes tokens of a file in a worker, with progress', async () => {
    const shares: number[] = [];
    const long = new Blob(Array.from({ length: 40 }, (_, i) => `${tale}${i} `));
    const given = await client.read(
      long,
      'tale.txt',
      { ...settings, vocabulary: 600 },
      (share) => void shares.push(share),
    );
    expect(given?.characters).to.be.within(9e5, 1e6);
    expect(given?.text.source).to.include({ name: 'tale.txt', tokens: 'bpe' });
    expect(given?.text.trainingTokens).to.be.below(given?.text.tokens.length ?? 0);
    expect([...shares].sort((a, b) => a - b)).to.deep.equal(shares);
  });

  it('says what to expect of a text, and what is none', async () => {
    const tiny = await client.read(new Blob(['to be or not to be']), 'tiny.txt', settings, silent);
    expect(tiny?.notes.join(' ')).to.include('tiny');
    let message = '';
    await client
      .read(new Blob(['%PDF-1.7 and so on']), 'book.pdf', settings, silent)
      .catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.equal('book.pdf is a PDF; copy its text and paste that');
  });

  it('gives up a text when the next one comes', async () => {
    const first = client.read(new Blob([tale]), 'first.txt', settings, silent);
    const second = client.read(new Blob([tale]), 'second.txt', { ...settings, tokens: 'byte' }, silent);
    expect(await first).to.equal(null);
    const given = await second;
    expect(given?.text.tokenizer).to.deep.equal({ type: 'byte' });
    if (given) keepTokenizedText(given.text);
  });

  it('says that its worker has ended, which no browser reports', async () => {
    const main = new URL('../../../src/worker/texts/main.ts', import.meta.url);
    let worker: Worker | null = null;
    const mortal = createTextsClient((name) => (worker = new Worker(main, { type: 'module', name })));
    const long = new Blob(Array.from({ length: 400 }, () => tale));
    let message = '';
    await mortal
      .read(long, 'tale.txt', { ...settings, vocabulary: 2000 }, () => worker!.terminate())
      .catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.match(/^the worker has ended without a message/);
  });
});
