// The laws of a table -> what the page shows of them. Pure; the page runs it in a worker.

import { InputError } from '../../base/errors.js';
import { sentence } from '../../base/sentence.js';
import { recipeLines } from '../../laws/recipe.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { criticalBatchPanel } from './critical-batch-panel.js';
import { formsPanel } from './forms-panel.js';
import { frontierPanel } from './frontier-panel.js';
import { isoflopPanel } from './isoflop-panel.js';
import { lawPanel } from './law-panel.js';
import { panelIds, refusedPanel, type Panel, type PanelId, type RefinedPanel } from './panel.js';
import { repeatPanel } from './repeat-panel.js';
import { surfacePanel } from './surface-panel.js';

/** Makes a panel, with its bootstrap where it has one; null for a law that few tables are about, in the others. */
type PanelMaker = (laws: LawsOfTable) => RefinedPanel | Panel | null;

const makers: Readonly<Record<PanelId, PanelMaker>> = {
  N: (laws) => lawPanel(laws, 'N'),
  D: (laws) => lawPanel(laws, 'D'),
  C: (laws) => lawPanel(laws, 'C'),
  isoflop: isoflopPanel,
  frontier: frontierPanel,
  surface: surfacePanel,
  forms: formsPanel,
  repeat: repeatPanel,
  'critical-batch': criticalBatchPanel,
};

/** Resamples of a bootstrap that is refined before the eyes of a visitor; draws of one seed are the same each time. */
const RESAMPLES = [100, 300, 1000] as const;
const SEED = 1;
/** More points than this take too long to fit a thousand times. */
const MOST_RESAMPLED = 2000;

/** What refines panels that are there. */
export type Refiners = readonly NonNullable<RefinedPanel['withBootstrap']>[];

/**
 * One panel a law as soon as it is fitted, that of `first` before the others. Every chart carries how it was fitted. A law that the table
 * does not support is a panel that says why. Returns what refines them.
 */
export function* firstPanels(laws: LawsOfTable, first: PanelId = panelIds[0]): Generator<Panel, Refiners> {
  const refiners: NonNullable<RefinedPanel['withBootstrap']>[] = [];
  for (const id of [first, ...panelIds.filter((other) => other !== first)]) {
    const made = attempt(id, () => makers[id](laws));
    if (made === null) continue;
    if ('panel' in made && made.withBootstrap) refiners.push(made.withBootstrap);
    yield withNotes('panel' in made ? made.panel : made);
  }
  return refiners;
}

/** The panels with a bootstrap beside their intervals, again and again as it grows: each in the place of the earlier one of its id. */
export function* refinedPanels(laws: LawsOfTable, refiners: Refiners): Generator<Panel> {
  if (laws.table.points.filter(({ cooled }) => cooled).length > MOST_RESAMPLED) return;
  for (const resamples of RESAMPLES) {
    for (const refine of refiners) yield withNotes(refine(resamples, SEED));
  }
}

/** What the panel of a law says large; null where the table does not support it. */
export function headlineOf(laws: LawsOfTable, id: PanelId): string | null {
  const made = attempt(id, () => makers[id](laws));
  return made && ('panel' in made ? made.panel : made).headline;
}

function withNotes(panel: Panel): Panel {
  const notes = recipeLines(panel.recipe);
  return { ...panel, figures: panel.figures.map((figure) => ({ ...figure, notes })) };
}

/** What a table lacks becomes a sentence. */
function attempt<Made>(id: PanelId, make: () => Made): Made | Panel {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return refusedPanel(id, sentence(error.message));
  }
}
