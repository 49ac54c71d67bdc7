// The types that cross between the page and the worker that fits tables of points. Down goes a file's text; up comes how it was
// read, then panels, each awaited by the worker before it goes on.

import type { Panel } from '../../figures/panels/panel.js';
import type { PointsReading, PointsRequest } from '../../laws/table/read-points.js';

export type FitEvent =
  | { readonly type: 'read'; readonly reading: PointsReading }
  | { readonly type: 'panel'; readonly panel: Panel };

export type FitSink = (event: FitEvent) => Promise<void>;

export interface FitsWorker {
  /** Reads a file and fits all laws to it; resolves after the last panel was taken. */
  fit(request: PointsRequest, sink: FitSink): Promise<void>;
}
