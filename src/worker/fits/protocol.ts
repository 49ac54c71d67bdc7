// The types that cross between the page and the worker that fits tables of points. Down goes a file's text, or a table of the lab's own
// runs; up comes how it was read, then panels, each awaited by the worker before it goes on.

import type { GroupLaws } from '../../figures/panels/group-laws.js';
import type { Panel, PanelId } from '../../figures/panels/panel.js';
import type { TableOutlook } from '../../laws/outlook/table-outlook.js';
import type { SizeColumn } from '../../laws/table/size-columns.js';
import type { PointTable } from '../../laws/table/point-table.js';
import type { PointsReading, ReadingOptions } from '../../laws/table/read-points.js';

/** What a person can decide of how a table is read. */
export type Decisions = Pick<
  ReadingOptions,
  'columns' | 'choice' | 'split' | 'scales' | 'where' | 'keep' | 'tuning'
>;

/** A file's text with what a person decided of it, or a table with the columns of N that it could have. */
export type PointsSource =
  | ({ readonly text: string } & Decisions)
  | { readonly table: PointTable; readonly sizes: readonly SizeColumn[] };

export interface FitsRequest {
  readonly source: PointsSource;
  /** Fit laws of one variable and the surface by Huber's loss, which gives outliers little weight. */
  readonly robust: boolean;
}

export type FitEvent =
  /** How the table was read. */
  | { readonly type: 'read'; readonly reading: PointsReading }
  /** The law that the table was made for, and how many panels there will be at most. */
  | { readonly type: 'design'; readonly panel: PanelId; readonly count: number }
  | { readonly type: 'panel'; readonly panel: Panel }
  /** The laws of the groups, where a column splits the table; the panels are of the chosen one. */
  | { readonly type: 'groups'; readonly groups: GroupLaws }
  /** Every law is fitted; what may follow are bootstraps. */
  | { readonly type: 'outlook'; readonly outlook: TableOutlook };

export type FitSink = (event: FitEvent) => Promise<void>;

export interface FitsWorker {
  /** Reads a table and fits all laws to it; resolves after the last panel was taken. */
  fit(request: FitsRequest, sink: FitSink): Promise<void>;
}
