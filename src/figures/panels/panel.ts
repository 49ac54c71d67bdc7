// What the page shows of one law of a table.

import type { Recipe } from '../../laws/recipe.js';
import type { LawId } from '../../laws/table-laws.js';
import type { Figure } from '../figure.js';
import { labels } from './words.js';

/** The panels of each law, one or more, in the order of their tabs. */
const panelsOfLaw = {
  power: ['N', 'D', 'C'],
  isoflop: ['isoflop'],
  frontier: ['frontier'],
  surface: ['surface'],
  forms: ['forms'],
  repeat: ['repeat'],
  'critical-batch': ['critical-batch'],
  // Stands in the panels of the plain law.
  broken: [],
} as const satisfies Readonly<Record<Exclude<LawId, 'broken'>, readonly [string, ...string[]]>> & {
  readonly broken: readonly [];
};

export type PanelId = (typeof panelsOfLaw)[LawId][number];
export const panelIds: readonly PanelId[] = Object.values(panelsOfLaw).flat();

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface Panel {
  readonly id: PanelId;
  /** Of its tab. */
  readonly label: string;
  /** False where the table does not support the law; then `summary` says why, and what would. */
  readonly fitted: boolean;
  /** The finding, large. */
  readonly headline: string | null;
  readonly summary: string;
  readonly facts: readonly Fact[];
  /** Several fits side by side, a row each; null where there is one. */
  readonly comparison: {
    readonly heads: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
  readonly warnings: readonly string[];
  /** How it was fitted, to go with all that leaves the lab. */
  readonly recipe: Recipe;
  /** The law first, then its residuals and what else judges it. */
  readonly figures: readonly Figure[];
}

/** A panel for a law that the table does not support. */
export function refusedPanel(id: PanelId, reason: string, figures: readonly Figure[] = []): Panel {
  const label = labels[id];
  const nothing = { fitted: false, headline: null, facts: [], comparison: null, warnings: [], recipe: [] };
  return { id, label, ...nothing, summary: reason, figures };
}

/** A panel and, where there is a fit to draw again, what refines it: the same with a bootstrap beside the intervals. */
export interface RefinedPanel {
  readonly panel: Panel;
  readonly withBootstrap: ((resamples: number, seed: number) => Panel) | null;
}
