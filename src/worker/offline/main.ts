// The service worker of the built page. It keeps all its files, so that every part of it works without a network, and a page keeps
// the parts of its own version until it is reloaded, whatever the site serves by then. A new version waits until a visitor asks for it.

import { PrecacheController, type PrecacheEntry } from 'workbox-precaching';
import type { OfflineRequest } from './protocol.js';

/** The files of this version, put in front of this code by build/service-worker.ts. */
declare const builtFiles: PrecacheEntry[];

/** An event that ends when its work does. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

/** What of a service worker is used here: TypeScript's types of its scope contradict those of a page. */
declare const self: {
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { readonly type: 'window' }): Promise<readonly unknown[]>;
  };
  readonly registration: Pick<ServiceWorkerRegistration, 'installing' | 'waiting'>;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(
    type: 'message',
    listener: (event: Extendable & { readonly data: OfflineRequest }) => void,
  ): void;
  addEventListener(
    type: 'fetch',
    listener: (
      event: Extendable & { readonly request: Request; respondWith(response: Promise<Response>): void },
    ) => void,
  ): void;
};

const files = new PrecacheController();
files.addToCacheList(builtFiles);

self.addEventListener('install', (event) => void files.install(event));

// From the first visit on, not from the second.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  event.waitUntil(event.data === 'take-over' ? self.skipWaiting() : restock(event));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOwn = request.method === 'GET' && new URL(request.url).origin === location.origin;
  if (isOwn) event.respondWith(answer(request));
});

/** What is kept, else what the network has; so too where the browser's storage fails. */
async function answer(request: Request): Promise<Response> {
  const { origin, pathname } = new URL(request.url);
  const file = origin + pathname.replace(/\/$/, '/index.html');
  return (await kept(file).catch(() => undefined)) ?? fetch(request);
}

/** A file of this version, else one of an older version, of which a page may still be open. */
async function kept(file: string): Promise<Response | undefined> {
  return (await files.matchPrecache(file)) ?? (await caches.match(file, { ignoreSearch: true }));
}

/**
 * Fetches files that are gone, as where a browser needed the room. Then removes those of older versions where no other page is open
 * and no newer version is on its way.
 */
async function restock(event: Extendable): Promise<void> {
  // Workbox fetches what it lacks in an event of this type only.
  await files.install({ type: 'install', waitUntil: (work: Promise<unknown>) => event.waitUntil(work) });
  const pages = await self.clients.matchAll({ type: 'window' });
  const { installing, waiting } = self.registration;
  if (pages.length === 1 && !installing && !waiting) await files.activate(event);
}
