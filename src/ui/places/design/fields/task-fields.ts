// The task and its dials.

import { tasks, type TaskType } from '../../../../data/tasks/tasks.js';
import type { ExperimentSpec } from '../../../../lab/experiment/experiment.js';
import { usedDials } from '../../../experiment/used-dials.js';
import { withTask } from '../../../experiment/experiment-edits.js';
import { words } from './words.js';
import type { DesignField } from './field.js';

const titles = Object.fromEntries(Object.values(tasks).map(({ type, title }) => [type, title]));

export function taskFields({ task }: ExperimentSpec): readonly DesignField[] {
  const { choices } = tasks[task.type];
  return [
    {
      path: 'task.type',
      label: words.task.type,
      kind: { type: 'choice', options: titles },
      set: (spec, type) => withTask(spec, type as TaskType),
    },
    ...choices.map(({ field, label, help, options }): DesignField => {
      const labels = Object.fromEntries(options.map((option) => [option.value, option.label]));
      return { path: `task.${field}`, label, hint: help, kind: { type: 'choice', options: labels } };
    }),
    ...usedDials(task).map(({ field, label, help }): DesignField => ({
      path: `task.${field}`,
      label,
      hint: help,
      kind: { type: 'number' },
    })),
    // Nothing of a text is drawn.
    ...(task.type === 'text'
      ? []
      : [{ path: 'task.seed', label: words.task.seed, kind: { type: 'number' } } satisfies DesignField]),
  ];
}
