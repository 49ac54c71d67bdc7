// Which events of a journal are large and of no use any more once a later one is there.

import type { RunEvent } from '../records/events.js';
import { endOf } from '../records/store.js';

const checkpointKey = (run: string): string => `checkpoint of ${run}`;
const weightsKey = (run: string): string => `weights of ${run}`;

/** Events without checkpoints and weights that a later one of them has replaced. */
export function withoutReplaced(events: readonly RunEvent[]): RunEvent[] {
  const latest = new Map<string, RunEvent>();
  const replaced = new Set<RunEvent>();
  for (const event of events) {
    for (const key of replacedBy(event)) {
      const other = latest.get(key);
      if (other) replaced.add(other);
      latest.delete(key);
    }
    const key = keyOf(event);
    if (key !== null) latest.set(key, event);
  }
  return events.filter((event) => !replaced.has(event));
}

/** What an event holds that a later one may replace, and that is large. */
export function keyOf(event: RunEvent): string | null {
  if (event.type === 'checkpoint') return checkpointKey(event.run);
  return event.type === 'weights' ? weightsKey(event.run) : null;
}

/** What is of no use any more after an event. */
export function replacedBy(event: RunEvent): string[] {
  switch (event.type) {
    case 'checkpoint':
      return [checkpointKey(event.run)];
    case 'weights':
      return [weightsKey(event.run)];
    case 'run-started':
      return [checkpointKey(event.run), weightsKey(event.run)];
    case 'run-finished':
      return endOf(event.outcomes) === 'stopped' ? [] : [checkpointKey(event.run)];
    default:
      return [];
  }
}
