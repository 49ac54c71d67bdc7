import type { RunEvent } from '../records/events.js';

/** Whether an event says something that lasts: only such events are kept. */
export function lasts({ type }: RunEvent): boolean {
  return !['compiling', 'progress', 'paused', 'resumed'].includes(type);
}
