// Steps, batch, optimiser, schedule, learning rates, and how often losses are measured.

import type { ExperimentSpec } from '../../../../lab/experiment/experiment.js';
import { optimizerOf, optimizers, type OptimizerType } from '../../../../models/optimizers/optimizers.js';
import type { Fields, NumberField } from '../../../../models/optimizers/optimizer.js';
import { withOptimizer } from '../../../experiment/experiment-edits.js';
import { sweepModeOf } from './sweep-mode.js';
import { words } from './words.js';
import type { DesignField } from './field.js';

const number = { type: 'number' } as const;
const optimizerLabels = Object.fromEntries(
  Object.entries(optimizers).map(([type, { label }]) => [type, label]),
);

export function trainingFields(spec: ExperimentSpec): readonly DesignField[] {
  const { training: said } = words;
  const { optimizer, schedule } = spec.training;
  const fold = words.optimizer.settings(optimizerOf(optimizer).label);
  const isOfBudgets = sweepModeOf(spec) === 'isoflop';
  const decays: readonly DesignField[] = [
    {
      path: 'training.schedule.minimumFactor',
      label: said.minimum,
      unit: said.ofPeak,
      kind: number,
    },
  ];
  const cools: readonly DesignField[] = [
    { path: 'training.schedule.decayFraction', label: said.decay, unit: said.ofSteps, kind: number },
  ];
  return [
    {
      path: 'training.steps',
      label: isOfBudgets ? said.mostSteps : said.steps,
      kind: number,
      ...(isOfBudgets ? {} : { more: 'twice' as const }),
    },
    { path: 'training.batch', label: said.batch, unit: said.samples, kind: number, more: 'twice' },
    {
      path: 'training.optimizer.type',
      label: said.optimizer,
      kind: { type: 'choice', options: optimizerLabels },
      set: (from, type) => withOptimizer(from, type as OptimizerType),
    },
    ...optimizerFields(optimizerOf(optimizer).fields, 'training.optimizer').map((field) => ({
      ...field,
      fold,
    })),
    {
      path: 'training.schedule.type',
      label: said.schedule,
      kind: { type: 'choice', options: said.schedules },
    },
    { path: 'training.schedule.warmupSteps', label: said.warmup, unit: said.stepsUnit, kind: number },
    ...(schedule.type === 'constant' ? [] : decays),
    ...(schedule.type === 'wsd' ? cools : []),
  ];
}

/** A field for each number of an optimiser; those of a group say so. */
function optimizerFields(fields: Fields, path: string, isGroup = false): readonly DesignField[] {
  const { names, ofAdamw } = words.optimizer;
  return Object.entries(fields).flatMap(([name, field]): readonly DesignField[] => {
    if (!isNumber(field)) return optimizerFields(field, `${path}.${name}`, true);
    const label = names[name] ?? name;
    return [
      {
        path: `${path}.${name}`,
        label: isGroup ? ofAdamw(label) : label,
        kind: { ...number, ...(field.nullable ? { none: words.field.none } : {}) },
      },
    ];
  });
}

function isNumber(field: NumberField | Fields): field is NumberField {
  return typeof field.kind === 'string';
}

export function rateFields({ lrSweep }: ExperimentSpec): readonly DesignField[] {
  const { rate: said } = words;
  const ofSweep: readonly DesignField[] = [
    { path: 'lrSweep.count', label: said.count, kind: number, more: 'one' },
    { path: 'lrSweep.ratio', label: said.ratio, unit: said.ratioUnit, kind: number },
    { path: 'lrSweep.widen', label: said.widen, hint: said.widenHint, kind: { type: 'flag' } },
  ];
  return [
    {
      path: 'lrSweep.enabled',
      label: said.mode,
      kind: { type: 'choice', options: said.modes, asSegments: true },
      get: (spec) => (spec.lrSweep.enabled ? 'sweep' : 'one'),
      set: (spec, mode) => ({ ...spec, lrSweep: { ...spec.lrSweep, enabled: mode === 'sweep' } }),
    },
    {
      path: 'lrSweep.centre',
      label: said.centre,
      unit: said.centreUnit,
      hint: said.centreHint,
      kind: number,
    },
    ...(lrSweep.enabled ? ofSweep : []),
  ];
}

export function measuringFields(): readonly DesignField[] {
  const { measuring: said } = words;
  return [
    { path: 'evaluation.points', label: said.points, kind: number, more: 'twice' },
    {
      path: 'evaluation.longestGap',
      label: said.longestGap,
      unit: said.ofSteps,
      hint: said.gapHint,
      kind: { ...number, none: words.field.none },
    },
    {
      path: 'evaluation.samples',
      label: said.samples,
      unit: said.unseen,
      hint: said.unseenHint,
      kind: number,
      more: 'twice',
    },
  ];
}
