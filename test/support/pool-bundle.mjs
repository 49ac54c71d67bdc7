// The sources as Node reads them, for tests of pools of threads.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFolder, makeBundle } from '../../src/cli/start/bundle.mjs';

const root = dirname(dirname(import.meta.dirname));

/** Bundles test/support/node-pool.ts and the threads' program; resolves to what it exports, and a function that removes the bundle. */
export async function bundlePool() {
  const folder = join(dirname(bundleFolder(root)), `test-pool-${process.pid}`);
  await makeBundle(root, folder, ['test/support/node-pool.ts', 'src/cli/host/pool-worker.ts']);
  const sources = await import(pathToFileURL(join(folder, 'node-pool.js')).href);
  return { ...sources, remove: () => rmSync(folder, { recursive: true }) };
}

const info = {
  engine: 'cpu',
  engineVersion: 1,
  vendor: '',
  architecture: '',
  description: 'a processor',
  software: false,
  threads: 1,
  simd: 'plain',
  check: '',
  flopsPerSecond: null,
};

/** Opens pools; their threads are to be seen, and all are closed together. */
export function poolsOf({ PoolBackend, kernelModule, spawnThread }) {
  const pools = [];
  return {
    /** A pool of `count` threads, or one in this thread where it is 0. */
    async open(count, options = {}) {
      const threads = [];
      const spawn = () => {
        if (count === 0) return null;
        const thread = spawnThread();
        threads.push(thread);
        return thread;
      };
      const module = await kernelModule('plain');
      const given = { ...info, threads: Math.max(1, count) };
      const pool = await PoolBackend.open({ module, spawn, info: given, ...options });
      pools.push(pool);
      return Object.assign(pool, { threads });
    },
    close() {
      for (const pool of pools.splice(0)) pool.close();
    },
  };
}
