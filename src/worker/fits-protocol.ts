// The types that cross between the page and the worker that fits tables of points. Down goes one table; up come panels, each
// awaited by the worker before it fits on.

import type { Panel } from '../lab/panels/panel.js';
import type { PointColumns } from '../lab/point-columns.js';

export type PanelSink = (panel: Panel) => Promise<void>;

export interface FitsWorker {
  /** Fits all laws to a table; resolves after the last panel was taken. */
  fit(points: PointColumns, sink: PanelSink): Promise<void>;
}
