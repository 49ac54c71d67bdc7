// A table of points -> what the page shows of its laws. Pure; the page runs it in a worker.

import { InputError } from '../base/errors.js';
import { checklistLines } from '../laws/recipe.js';
import { batchPanel } from './panels/batch-panel.js';
import { formsPanel } from './panels/forms-panel.js';
import { frontierPanel } from './panels/frontier-panel.js';
import { isoflopPanel } from './panels/isoflop-panel.js';
import { lawPanel } from './panels/law-panel.js';
import { repeatPanel } from './panels/repeat-panel.js';
import { refusedPanel, type Panel, type PanelId } from './panels/panel.js';
import { surfacePanel } from './panels/surface-panel.js';
import type { PointTable } from '../laws/table/point-table.js';
import { cooledRows } from '../laws/table/cooled.js';

/** Resamples of a bootstrap that is refined before the eyes of a visitor; draws of one seed are the same each time. */
const RESAMPLES = [100, 300, 1000] as const;
const SEED = 1;
/** More points than this take too long to fit a thousand times. */
const MOST_RESAMPLED = 2000;

/**
 * One panel a law as soon as it is fitted, then those with a bootstrap again as it grows; a panel takes the place of the earlier
 * one of its id. Points of training curves serve the frontier alone. Every
 * chart carries how it was fitted. `robust` fits the surface by Huber's loss. A law that the table does not support is a panel that says why.
 */
export function* lawPanels(given: PointTable, robust = false): Generator<Panel> {
  for (const panel of bareLawPanels(given, robust)) {
    const notes = checklistLines(panel.checklist);
    yield { ...panel, figures: panel.figures.map((figure) => ({ ...figure, notes })) };
  }
}

function* bareLawPanels(given: PointTable, robust: boolean): Generator<Panel> {
  const { table } = cooledRows(given);
  const refined: ((resamples: number, seed: number) => Panel)[] = [];
  for (const axis of ['N', 'D', 'C'] as const) {
    const { panel, withBootstrap } = attempt(
      () => lawPanel(table, axis),
      (reason) => ({ panel: refusedPanel(axis, reason), withBootstrap: null }),
    );
    if (withBootstrap) refined.push(withBootstrap);
    yield panel;
  }
  yield attempted('isoflop', () => isoflopPanel(table));
  const surface = attempt(
    () => surfacePanel(table, robust),
    (reason) => ({ panel: refusedPanel('surface', reason), fit: null, withBootstrap: null }),
  );
  if (surface.withBootstrap) refined.push(surface.withBootstrap);
  yield attempted('frontier', () => frontierPanel(given, surface.fit));
  yield surface.panel;
  yield attempted('forms', () => formsPanel(table));
  // What few tables are about has a panel only in those.
  for (const [id, make] of [
    ['repeat', repeatPanel],
    ['batch', batchPanel],
  ] as const) {
    const panel = attempt(
      () => make(table),
      (reason) => refusedPanel(id, reason),
    );
    if (panel) yield panel;
  }
  if (table.points.length > MOST_RESAMPLED) return;
  for (const resamples of RESAMPLES) for (const refine of refined) yield refine(resamples, SEED);
}

function attempted(id: PanelId, make: () => Panel): Panel {
  return attempt(make, (reason) => refusedPanel(id, reason));
}

/** Bad input of a person becomes a sentence. */
function attempt<Result>(make: () => Result, refuse: (reason: string) => Result): Result {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return refuse(`${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`);
  }
}
