import type { SurfaceFormName } from '../../fit/surface/forms/forms.js';
import { breakOfTable, surfaceFormOfTable } from '../../laws/other-forms.js';
import { criticalBatchOfTable } from '../../laws/critical-batch.js';
import { repeatOfTable } from '../../laws/repeated-data.js';
import {
  breakJson,
  criticalBatchJson,
  printBreak,
  printCriticalBatch,
  printRepeat,
  printSurfaceForm,
  repeatJson,
  surfaceFormJson,
} from '../report/other-laws.js';
import type { FitLaw } from './fit-law.js';
import { readAxis, readPositive } from './read-options.js';

const formulas: Readonly<Record<SurfaceFormName, string>> = {
  kaplan: 'L = ((Nc / N)^(alphaN / alphaD) + Dc / D)^alphaD',
  product: 'L = K N^-alpha D^-beta',
};

function surfaceLaw(form: SurfaceFormName): FitLaw {
  return {
    usage: `${form}: ${formulas[form]}, beside the other surfaces`,
    options: [],
    prepare: () => (table) => {
      const result = surfaceFormOfTable(table, form);
      return { json: surfaceFormJson(form, result), print: () => printSurfaceForm(formulas[form], result) };
    },
  };
}

export const kaplan = surfaceLaw('kaplan');
export const product = surfaceLaw('product');

export const broken: FitLaw = {
  usage: `broken: a power law with one smooth break, and whether the points want it; at least 12 sizes
  --x N|D|C                what runs along x; the first that varies if not given`,
  options: ['x'],
  prepare(values) {
    const axis = readAxis(values.x);
    return (table) => {
      const result = breakOfTable(table, axis);
      return { json: breakJson(result), print: () => printBreak(result) };
    };
  },
};

export const repeat: FitLaw = {
  usage:
    'repeat: what further epochs are worth; wants columns N, D and U (unique samples), and rows without repetition',
  options: [],
  prepare: () => (table) => {
    const result = repeatOfTable(table);
    return { json: repeatJson(result), print: () => printRepeat(result) };
  },
};

export const criticalBatch: FitLaw = {
  usage: `critical-batch: the batch size beyond which more batch saves few steps; wants columns batch, steps and loss
  --loss NUMBER            count the steps to this loss; the lowest that all batch sizes come to if not given`,
  options: ['loss'],
  prepare(values) {
    const target = values.loss === undefined ? null : readPositive('--loss', values.loss);
    return (table) => {
      const result = criticalBatchOfTable(table, target);
      return { json: criticalBatchJson(result), print: () => printCriticalBatch(result) };
    };
  },
};
