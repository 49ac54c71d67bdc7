import { createTask, type Task, type TaskSpec } from './task.js';
import { textUnit } from './tasks/text.js';

/** Tasks made lately, by their spec: a task's tables take tens of milliseconds, and every turn of a dial asks several times. */
const made = new Map<string, Task>();
const KEPT = 4;

/** The task of a spec, which is pure and may be shared. Throws InputError if a value is out of range. */
export function taskOf(spec: TaskSpec): Task {
  const key = JSON.stringify(spec);
  const task = made.get(key) ?? createTask(spec);
  made.delete(key);
  made.set(key, task);
  for (const oldest of made.keys()) {
    if (made.size <= KEPT) break;
    made.delete(oldest);
  }
  return task;
}

/** Unit of a task's losses; that of a text can be told without it. Throws as `taskOf` does. */
export function unitOf(spec: TaskSpec): string {
  return spec.type === 'text' ? textUnit : taskOf(spec).unit;
}
