// The page's end of the worker that reads and fits tables of points. A fit that is under way when the next is asked for is ended with its
// worker, wherever it is: a fit does not stop to listen.

import { proxy, wrap, type Remote } from 'comlink';
import { livingWorker, type LivingWorker } from '../life.js';
import type { FitEvent, FitSink, FitsRequest, FitsWorker } from './protocol.js';

export interface FitsClient {
  /**
   * Reads a table and fits all laws to it; resolves after the last panel, or when the next fit ends this one. Rejects if the worker
   * cannot be loaded, fails or ends.
   */
  fit(request: FitsRequest, sink: FitSink): Promise<void>;
  terminate(): void;
}

const spawnFits = (name: string): Worker =>
  new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name });

export function createFitsClient(spawn = spawnFits): FitsClient {
  let living: LivingWorker | null = null;
  // Kept as long as the worker: Comlink tells a worker to listen no more when its last remote is collected as garbage.
  let remote: Remote<FitsWorker> | null = null;
  let isBusy = false;
  let supersede: () => void = () => undefined;
  const terminate = (): void => {
    living?.worker.terminate();
    living = null;
    remote = null;
    isBusy = false;
    supersede();
  };
  return {
    async fit(request, sink) {
      if (isBusy) terminate();
      living ??= livingWorker(spawn);
      const mine = living;
      const { worker, died } = mine;
      remote ??= wrap<FitsWorker>(worker);
      isBusy = true;
      const ended = new Promise<void>((resolve) => (supersede = resolve));
      const broken = new Promise<never>((_, reject) => {
        worker.onerror = (event) => {
          event.preventDefault();
          reject(new Error(event.message || 'the worker could not be loaded'));
        };
        void died.then(() => {
          if (isMine()) terminate();
          reject(new Error('the worker has ended without a message; the table may be too large for it'));
        });
      });
      const isMine = (): boolean => living === mine;
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
