import { tasks, type TaskSpec } from '../../data/tasks/tasks.js';
import type { Dial } from '../../data/task.js';

/** The dials of a task that change something: characters and bytes have as many tokens as they need. */
export function usedDials(task: TaskSpec): readonly Dial[] {
  const hasOwnTokens = task.type === 'text' && task.tokens !== 'bpe';
  return tasks[task.type].dials.filter(({ field }) => !(hasOwnTokens && field === 'vocabulary'));
}
