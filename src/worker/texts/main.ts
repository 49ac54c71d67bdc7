// The worker that tokenizes texts: no GPU, no state. A page that needs another text, or other tokens, ends it and starts a new one.

import { expose, transfer } from 'comlink';
import { readText } from '../../data/text/given-text.js';
import { holdLife } from '../life.js';
import type { TextsWorker } from './protocol.js';

const alive = holdLife();

const PROGRESS_MILLISECONDS = 100;

const worker: TextsWorker = {
  async read(file, name, settings, progress) {
    await alive;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let told = performance.now();
    const given = readText(bytes, name, settings, (share) => {
      if (performance.now() - told < PROGRESS_MILLISECONDS) return;
      told = performance.now();
      progress(share);
    });
    return transfer(given, [given.text.tokens.buffer]);
  },
};

expose(worker);
