import { firstPanels as panelsOf, refinedPanels } from '../../src/figures/panels/law-panels.js';
import type { Panel, PanelId } from '../../src/figures/panels/panel.js';
import { lawsOfTable, type LawsOfTable } from '../../src/laws/table-laws.js';
import type { PointTable } from '../../src/laws/table/point-table.js';
import { readPoints } from '../../src/laws/table/read-points.js';
import { chinchillaLoss } from './synthetic-table.js';

export function tableOf(text: string): PointTable {
  const { reading, table } = readPoints(text);
  if (!table) throw new Error(reading.refusal ?? '');
  return table;
}

/** All panels, then those with a bootstrap again as it grows. */
export function* lawPanels(laws: LawsOfTable): Generator<Panel> {
  yield* refinedPanels(laws, yield* panelsOf(laws));
}

/** The first panel of each law; bootstraps are left out. */
export function firstPanels(table: PointTable): Readonly<Record<PanelId, Panel>> {
  const panels = [...panelsOf(lawsOfTable(table))];
  return Object.fromEntries(panels.map((panel) => [panel.id, panel])) as Record<PanelId, Panel>;
}

/** Rows of Chinchilla's surface over a grid of N and D, or along budgets of C = 6 N D. */
const grid = [1e7, 3e7, 1e8, 3e8, 1e9].flatMap((N) =>
  [1e9, 3e9, 1e10, 3e10].map((D) => `${N},${D},${chinchillaLoss(N, D)}`),
);
export const budgets = [1e18, 1e19, 1e20, 1e21].flatMap((C) =>
  Array.from({ length: 9 }, (_, i) => {
    const N = Math.sqrt(C / 120) * 3 ** ((i - 4) / 2);
    return `${N},${C / (6 * N)},${chinchillaLoss(N, C / (6 * N))}`;
  }),
);
export const gridTable = tableOf(['N,D,loss', ...grid].join('\n'));
export const budgetTable = tableOf(['N,D,loss', ...budgets].join('\n'));
