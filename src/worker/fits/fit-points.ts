import { panelMadeFor } from '../../figures/panels/made-for.js';
import { groupLaws } from '../../figures/panels/group-laws.js';
import { firstPanels, refinedPanels } from '../../figures/panels/law-panels.js';
import { panelIds } from '../../figures/panels/panel.js';
import { outlookOf } from '../../laws/outlook/table-outlook.js';
import { HUBER, HUBER_DELTA } from '../../laws/surface.js';
import { lawsOfTable } from '../../laws/table-laws.js';
import { readingOfTable, readPoints } from '../../laws/table/read-points.js';
import type { FitEvent, FitsRequest } from './protocol.js';

/** What the worker brings: how a table was read, then its panels, that of the law it was made for first. Pure. */
export function* fitPoints({ source, robust }: FitsRequest): Generator<FitEvent> {
  const { reading, table, groups } =
    'text' in source
      ? readPoints(source.text, source)
      : { reading: readingOfTable(source.table, source.sizes), table: source.table, groups: [] };
  yield { type: 'read', reading };
  if (!table) return;
  const laws = lawsOfTable(
    table,
    robust ? { surface: { robust: HUBER }, power: { huber: HUBER_DELTA } } : {},
  );
  const panel = panelMadeFor(laws);
  yield { type: 'design', panel, count: panelIds.length };
  if (reading.split && groups.length > 1) {
    yield { type: 'groups', groups: groupLaws(reading.split, groups, panel) };
  }
  const panels = firstPanels(laws, panel);
  let next = panels.next();
  for (; !next.done; next = panels.next()) yield { type: 'panel', panel: next.value };
  yield { type: 'outlook', outlook: outlookOf(laws) };
  for (const refined of refinedPanels(laws, next.value)) yield { type: 'panel', panel: refined };
}
