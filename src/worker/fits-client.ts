// The page's end of the worker that fits tables of points. A fit that is under way when the next is asked for is ended with its
// worker, wherever it is: a fit does not stop to listen.

import { proxy, transfer, wrap } from 'comlink';
import { buffersOf, type PointColumns } from '../lab/point-columns.js';
import type { FitsWorker, PanelSink } from './fits-protocol.js';

export interface FitsClient {
  /**
   * Fits all laws to a table, whose arrays go over; resolves after the last panel, or when the next fit ends this one. Rejects if
   * the worker cannot be loaded or fails.
   */
  fit(points: PointColumns, sink: PanelSink): Promise<void>;
  terminate(): void;
}

export function createFitsClient(): FitsClient {
  let worker: Worker | null = null;
  let isBusy = false;
  let supersede: () => void = () => undefined;
  const terminate = (): void => {
    worker?.terminate();
    worker = null;
    isBusy = false;
    supersede();
  };
  return {
    async fit(points, sink) {
      if (isBusy) terminate();
      worker ??= new Worker(new URL('./fits.ts', import.meta.url), { type: 'module' });
      const mine = worker;
      isBusy = true;
      const ended = new Promise<void>((resolve) => (supersede = resolve));
      const broken = new Promise<never>((_, reject) => {
        mine.onerror = (event) => {
          event.preventDefault();
          reject(new Error(event.message || 'the worker could not be loaded'));
        };
      });
      const isMine = (): boolean => worker === mine;
      const take = proxy(async (panel: Parameters<PanelSink>[0]) => {
        if (isMine()) await sink(panel);
      });
      const work = wrap<FitsWorker>(mine).fit(transfer(points, buffersOf(points)), take);
      try {
        await Promise.race([work, broken, ended]);
      } finally {
        if (isMine()) isBusy = false;
      }
    },
    terminate,
  };
}
