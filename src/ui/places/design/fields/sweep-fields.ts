// Sizes, and what is varied beside them.

import type { ExperimentSpec } from '../../../../lab/experiment/experiment.js';
import { sweepModeOf, withSweepMode, type SweepMode } from './sweep-mode.js';
import { words } from './words.js';
import type { DesignField } from './field.js';

const { sweep: said, field } = words;

/** `preset` is what it started from, null for an experiment of its own. */
export function sweepFields(spec: ExperimentSpec, preset: ExperimentSpec | null): readonly DesignField[] {
  const mode = sweepModeOf(spec);
  const varied: Readonly<Record<SweepMode, readonly DesignField[]>> = {
    sizes: [],
    grid: [
      {
        path: 'data.uniqueSamples',
        label: said.uniqueSamples,
        kind: { type: 'numbers', none: field.endless },
        more: 'one',
      },
    ],
    isoflop: [
      {
        path: 'data.budgets',
        label: said.budgets,
        hint: said.budgetsHint,
        kind: { type: 'numbers' },
        more: 'one',
      },
      { path: 'data.sizesPerBudget', label: said.sizesPerBudget, kind: { type: 'number' }, more: 'one' },
    ],
    branches: [{ path: 'data.branches', label: said.branches, kind: { type: 'numbers' } }],
  };
  return [
    {
      path: 'sweep',
      label: said.mode,
      hint: said.modeHints[mode],
      kind: { type: 'choice', options: said.modes, asSegments: true },
      get: sweepModeOf,
      set: (from, to) => withSweepMode(from, to as SweepMode, preset),
    },
    {
      path: 'model.widths',
      label: said.widths[spec.model.family],
      hint: said.widthsHint,
      kind: { type: 'numbers' },
      more: 'one',
    },
    ...varied[mode],
    {
      path: 'data.order',
      label: said.order,
      hint: said.orderHint,
      kind: { type: 'choice', options: said.orders },
    },
    { path: 'seeds.count', label: said.seeds, kind: { type: 'number' }, more: 'one' },
    { path: 'seeds.first', label: said.firstSeed, kind: { type: 'number' } },
  ];
}
