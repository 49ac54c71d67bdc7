// The laws that `fit --law` names: each law of tables has one or several.

import { lawIds, tableLaws, type LawId } from '../../../laws/table-laws.js';
import type { FitLaw } from '../fit-law.js';
import { broken } from './broken.js';
import { frontier, isoflop } from './compute-optimal.js';
import { criticalBatch } from './critical-batch.js';
import { forms, kaplan, product } from './forms.js';
import { power } from './power.js';
import { repeat } from './repeat.js';
import { surface } from './surface.js';

/** A law as a choice, with the name of its law for people. */
export interface NamedLaw extends FitLaw {
  readonly label: string;
}

type Choice = readonly [name: string, law: FitLaw];

const byLaw: Readonly<Record<LawId, readonly [Choice, ...Choice[]]>> = {
  power: [['power', power]],
  surface: [['surface', surface]],
  isoflop: [['isoflop', isoflop]],
  frontier: [['frontier', frontier]],
  forms: [
    ['forms', forms],
    ['kaplan', kaplan],
    ['product', product],
  ],
  broken: [['broken', broken]],
  repeat: [['repeat', repeat]],
  'critical-batch': [['critical-batch', criticalBatch]],
};

export const fitLaws: Readonly<Record<string, NamedLaw>> = Object.fromEntries(
  lawIds.flatMap((id) => byLaw[id].map(([name, law]) => [name, { ...law, label: tableLaws[id].label }])),
);
