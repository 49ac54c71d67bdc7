import { lawPanels } from '../../figures/panels/law-panels.js';
import { HUBER } from '../../laws/surface.js';
import { lawsOfTable } from '../../laws/table-laws.js';
import { readingOfTable, readPoints } from '../../laws/table/read-points.js';
import type { FitEvent, FitsRequest } from './protocol.js';

/** What the worker brings: how a table was read, then its panels. Pure. */
export function* fitPoints({ source, robust }: FitsRequest): Generator<FitEvent> {
  const { reading, table } =
    'text' in source
      ? readPoints(source.text, source)
      : { reading: readingOfTable(source.table, source.sizes), table: source.table };
  yield { type: 'read', reading };
  if (!table) return;
  const laws = lawsOfTable(table, robust ? { surface: { robust: HUBER } } : {});
  for (const panel of lawPanels(laws)) yield { type: 'panel', panel };
}
