import type { ExperimentSpec } from '../../../../lab/experiment/experiment.js';
import { words } from './words.js';
import type { FieldGroup } from './field.js';
import { networkFields } from './network-fields.js';
import { sweepFields } from './sweep-fields.js';
import { taskFields } from './task-fields.js';
import { measuringFields, rateFields, trainingFields } from './training-fields.js';

/** Every field of an experiment, in two columns; `preset` is what it started from, null for an experiment of its own. */
export function groupsOf(
  spec: ExperimentSpec,
  preset: ExperimentSpec | null,
): readonly [left: readonly FieldGroup[], right: readonly FieldGroup[]] {
  const { groups: said } = words;
  return [
    [
      { title: said.task, fields: taskFields(spec) },
      { title: said.network, fields: networkFields(spec) },
      { title: said.sweep, fields: sweepFields(spec, preset) },
    ],
    [
      { title: said.training, fields: trainingFields(spec) },
      { title: said.rate, fields: rateFields(spec) },
      { title: said.measuring, fields: measuringFields() },
    ],
  ];
}
