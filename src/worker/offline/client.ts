// The page's end of the service worker.

import type { OfflineRequest } from './protocol.js';

/**
 * Has the browser keep the page for visits without a network. `offer` is called with what loads a new version, once one is there. Where
 * the browser has no service workers for this page (http:, file:, private windows) the page is as it was.
 */
export async function keepOffline(offer: (load: () => void) => void): Promise<void> {
  const container = serviceWorkers();
  const registration = await container?.register('./service-worker.js').catch(() => null);
  if (!container || !registration) return;

  const load = (): void => {
    // Another tab may have asked for it before.
    if (!registration.waiting) return location.reload();
    container.addEventListener('controllerchange', () => location.reload());
    registration.waiting.postMessage('take-over' satisfies OfflineRequest);
  };
  const look = (): void => {
    // The first version has nothing to wait for.
    if (registration.active && registration.waiting) offer(load);
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
  look();
  // Browsers look for a new version when a page is opened; this one may stay open for days.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => undefined);
  });
  container.controller?.postMessage('loaded' satisfies OfflineRequest);
}

/** Null at addresses that are not secure; a page in a frame that is shut off may not even ask. */
function serviceWorkers(): ServiceWorkerContainer | null {
  try {
    return 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  } catch {
    return null;
  }
}
