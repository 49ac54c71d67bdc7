// The laws that `fit --law` names: each law of tables has one or several.

import type { LawId } from '../../../laws/table-laws.js';
import type { FitLaw } from '../fit-law.js';
import { broken } from './broken.js';
import { frontier, isoflop } from './compute-optimal.js';
import { criticalBatch } from './critical-batch.js';
import { forms, kaplan, product } from './forms.js';
import { power } from './power.js';
import { repeat } from './repeat.js';
import { surface } from './surface.js';

const byLaw: Readonly<Record<LawId, Readonly<Record<string, FitLaw>>>> = {
  power: { power },
  surface: { surface },
  isoflop: { isoflop },
  frontier: { frontier },
  forms: { forms, kaplan, product },
  broken: { broken },
  repeat: { repeat },
  'critical-batch': { 'critical-batch': criticalBatch },
};

export const fitLaws = Object.assign({}, ...Object.values(byLaw)) as Readonly<Record<string, FitLaw>>;
