// The schema of a task's spec: the fields of its defaults, each of the same kind. Tasks check their ranges (src/data/dials.ts).

import * as v from 'valibot';
import type { TaskInfo } from '../../data/task.js';
import { tasks, type TaskSpec } from '../../data/tasks/tasks.js';
import { fields, inputError, oneOf } from './fields.js';

const infos: readonly TaskInfo[] = Object.values(tasks);

/** A variant for each task. The compiler holds the defaults to the type of the spec, and so this schema. */
export const taskSchema = v.variant(
  'type',
  infos.map(fieldsOf),
  `one of ${Object.keys(tasks).join(', ')}`,
) as unknown as v.GenericSchema<unknown, TaskSpec>;

function fieldsOf(info: TaskInfo) {
  const { type, ...defaults } = info.defaults;
  const kinds = Object.entries(defaults).map(
    ([field, value]) => [field, fieldOf(info, field, value)] as const,
  );
  return fields({ type: v.literal(type), ...Object.fromEntries(kinds) });
}

/** A number without a dial has only one value: the classes of facts. */
function fieldOf({ dials, choices, names }: TaskInfo, field: string, value: unknown): v.GenericSchema {
  const choice = choices.find((each) => each.field === field);
  if (choice) return oneOf(choice.options.map((option) => option.value));
  if (typeof value === 'string') return v.string(names?.[field] ?? 'a text');
  if (field === 'seed' || dials.some((dial) => dial.field === field)) return v.number('a number');
  return v.literal(value as number, String(value));
}

/**
 * A task's spec from anything: its fields and their kinds; ranges are checked when the task is made. Throws InputError as
 * `parseSpec` does.
 */
export function parseTaskSpec(input: unknown): TaskSpec {
  const result = v.safeParse(v.object({ task: taskSchema }), { task: input });
  if (!result.success) throw inputError(result.issues, 'task', input);
  return result.output.task;
}
