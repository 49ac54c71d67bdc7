// The page's end of the worker that reads and fits tables of points. A fit that is under way when the next is asked for is ended with its
// worker, wherever it is: a fit does not stop to listen.

import { proxy, wrap, type Remote } from 'comlink';
import type { FitEvent, FitSink, FitsRequest, FitsWorker } from './protocol.js';

export interface FitsClient {
  /**
   * Reads a table and fits all laws to it; resolves after the last panel, or when the next fit ends this one. Rejects if the worker
   * cannot be loaded or fails.
   */
  fit(request: FitsRequest, sink: FitSink): Promise<void>;
  terminate(): void;
}

export function createFitsClient(): FitsClient {
  let worker: Worker | null = null;
  // Kept as long as the worker: Comlink tells a worker to listen no more when its last remote is collected as garbage.
  let remote: Remote<FitsWorker> | null = null;
  let isBusy = false;
  let supersede: () => void = () => undefined;
  const terminate = (): void => {
    worker?.terminate();
    worker = null;
    remote = null;
    isBusy = false;
    supersede();
  };
  return {
    async fit(request, sink) {
      if (isBusy) terminate();
      worker ??= new Worker(new URL('./main.ts', import.meta.url), { type: 'module' });
      const mine = worker;
      remote ??= wrap<FitsWorker>(mine);
      isBusy = true;
      const ended = new Promise<void>((resolve) => (supersede = resolve));
      const broken = new Promise<never>((_, reject) => {
        mine.onerror = (event) => {
          event.preventDefault();
          reject(new Error(event.message || 'the worker could not be loaded'));
        };
      });
      const isMine = (): boolean => worker === mine;
      const take = proxy(async (event: FitEvent) => {
        if (isMine()) await sink(event);
      });
      const work = remote.fit(request, take);
      try {
        await Promise.race([work, broken, ended]);
      } finally {
        if (isMine()) isBusy = false;
      }
    },
    terminate,
  };
}
