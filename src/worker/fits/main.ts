// The worker that reads and fits tables of points: no GPU, no state. A page that wants another fit ends it and makes a new one.

import { expose } from 'comlink';
import { lawPanels } from '../../figures/law-panels.js';
import { readPoints } from '../../laws/table/read-points.js';
import type { FitsWorker } from './protocol.js';

const worker: FitsWorker = {
  async fit(request, sink) {
    const { reading, table } = readPoints(request);
    await sink({ type: 'read', reading });
    if (!table) return;
    for (const panel of lawPanels(table, request.robust)) await sink({ type: 'panel', panel });
  },
};

expose(worker);
