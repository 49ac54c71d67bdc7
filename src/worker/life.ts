// How the host of a worker learns that it has ended: browsers do not report it. A worker holds a lock with a name of its own as long as
// it lives. The host waits for that lock, which the browser gives back at once, however the worker ended.

/** A worker, and `died`, which resolves when it has ended. It never resolves where the browser has no locks. */
export interface LivingWorker {
  readonly worker: Worker;
  readonly died: Promise<void>;
}

/** Makes a worker of the name that it is given; the worker's script calls `holdLife`. */
export function livingWorker(make: (name: string) => Worker): LivingWorker {
  const name = `life ${randomName()}`;
  const worker = make(name);
  const died = new Promise<void>((resolve) => {
    const onMessage = ({ data }: MessageEvent): void => {
      if (data !== name) return;
      worker.removeEventListener('message', onMessage);
      void navigator.locks.request(name, () => resolve());
    };
    worker.addEventListener('message', onMessage);
  });
  return { worker, died };
}

/**
 * For the first line of a worker: holds its lock as long as it lives, and says so. Before that its host would get the lock itself.
 * Resolves once that is said: work that keeps the thread busy waits for it, or nobody would hear of its end.
 */
export function holdLife(): Promise<void> {
  // Browsers offer locks only at secure addresses.
  if (!('locks' in navigator) || self.name === '') return Promise.resolve();
  return new Promise((resolve) => {
    void navigator.locks.request(self.name, () => {
      self.postMessage(self.name);
      resolve();
      return new Promise(() => {});
    });
  });
}

/** `crypto.randomUUID` is missing at addresses that are not secure. */
function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(16)).join('-');
}
