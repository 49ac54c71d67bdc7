// The worker that fits tables of points: no GPU, no state. A page that wants another fit ends it and makes a new one.

import { expose } from 'comlink';
import { lawPanels } from '../lab/law-panels.js';
import { fromColumns } from '../lab/point-columns.js';
import type { FitsWorker } from './fits-protocol.js';

const worker: FitsWorker = {
  async fit(points, sink) {
    for (const panel of lawPanels(fromColumns(points))) await sink(panel);
  },
};

expose(worker);
