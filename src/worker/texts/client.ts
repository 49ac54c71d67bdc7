// The page's end of the worker that makes tokens of texts. It lives as long as one text takes: the next one asked for ends it,
// wherever it is.

import { proxy, wrap } from 'comlink';
import type { GivenText, TextSettings } from '../../data/text/given-text.js';
import { livingWorker } from '../life.js';
import type { ProgressSink, TextsWorker } from './protocol.js';

export interface TextsClient {
  /**
   * Reads a text and tokenizes it. Resolves to null if another call or `terminate` ended it before. Rejects with a message for people if
   * the file is not a text, or if the worker cannot be loaded or ends.
   */
  read(file: Blob, name: string, settings: TextSettings, progress: ProgressSink): Promise<GivenText | null>;
  terminate(): void;
}

const spawnTexts = (name: string): Worker =>
  new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name });

export function createTextsClient(spawn = spawnTexts): TextsClient {
  let end = (): void => undefined;
  return {
    async read(file, name, settings, progress) {
      end();
      const { worker, died } = livingWorker(spawn);
      const ended = new Promise<null>((resolve) => {
        end = () => {
          worker.terminate();
          resolve(null);
        };
      });
      const broken = new Promise<never>((_, reject) => {
        worker.onerror = (event) => {
          event.preventDefault();
          reject(new Error(event.message || 'the worker could not be loaded'));
        };
        void died.then(() =>
          reject(new Error('the worker has ended without a message; the text may be too large for it')),
        );
      });
      const work = wrap<TextsWorker>(worker).read(file, name, settings, proxy(progress));
      try {
        return await Promise.race([work, broken, ended]);
      } finally {
        worker.terminate();
      }
    },
    terminate: () => end(),
  };
}
