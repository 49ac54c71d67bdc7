// A worker of the pool: a core that trains its share of the replicas.

import { expose } from 'comlink';
import { createCoreWorker } from '../../runner/pool/core-worker.js';
import { holdLife } from '../life.js';

void holdLife();
expose(createCoreWorker());
