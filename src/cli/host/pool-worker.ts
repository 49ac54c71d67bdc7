// A thread of the pool: a core that trains its share of the replicas.

import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { createCoreWorker } from '../../runner/pool/core-worker.js';

if (!parentPort) throw new Error('expected to run in a worker thread');
expose(createCoreWorker(), nodeEndpoint(parentPort));
