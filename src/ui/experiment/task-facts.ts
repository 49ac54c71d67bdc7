// What a task is, in a few sentences: what it teaches, in which unit its loss is, and how far down that can go.

import { formatNumber } from '../../base/format.js';
import { InputError } from '../../base/errors.js';
import { taskOf, tasks, unitOf, type TaskSpec } from '../../data/tasks/tasks.js';

/** '' where a dial is turned to what cannot be: the field says so. */
export function taskFacts(spec: TaskSpec): string {
  try {
    const unit = unitOf(spec);
    // A text has none, and need not be here.
    const floor = spec.type === 'text' ? null : taskOf(spec).lossFloor;
    const floorWords =
      floor === null ? 'has no known floor' : `cannot fall below ${formatNumber(floor, 4)}, its exact floor`;
    return `${tasks[spec.type].teaches} The loss, in ${unit}, ${floorWords}.`;
  } catch (error) {
    if (error instanceof InputError) return '';
    throw error;
  }
}
