// The worker that reads and fits tables of points: no GPU, no state. A page that needs another fit ends it and makes a new one.

import { expose } from 'comlink';
import { fitPoints } from './fit-points.js';
import { holdLife } from '../life.js';
import type { FitsWorker } from './protocol.js';

const alive = holdLife();

const worker: FitsWorker = {
  async fit(request, sink) {
    await alive;
    for (const event of fitPoints(request)) await sink(event);
  },
};

expose(worker);
