// Runs plans and reads what they reported.

import type { RunEvent } from '../../src/lab/records/events.js';
import type { Plan } from '../../src/lab/plan/run-plan.js';
import type { Backend } from '../../src/runner/backend.js';
import { RunControl } from '../../src/runner/control.js';
import { runPlan, type RunOptions } from '../../src/runner/runner.js';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/** All events of a plan; `onEvents` hears each batch, and the next waits for it. */
export async function collect(
  backend: Backend,
  plan: Plan,
  options: Partial<RunOptions> = {},
  onEvents: (events: readonly RunEvent[]) => unknown = () => undefined,
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const control = options.control ?? new RunControl();
  for await (const batch of runPlan(backend, plan, { ...options, control })) {
    events.push(...batch);
    await onEvents(batch);
  }
  return events;
}

export function ofType<T extends RunEvent['type']>(events: readonly RunEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

/** Losses of one replica of a run, in order of steps. */
export function curve(events: readonly RunEvent[], run: string, replica: number): number[] {
  return ofType(events, 'losses')
    .filter((event) => event.run === run)
    .flatMap(({ losses, count }) => [...losses.subarray(replica * count, (replica + 1) * count)]);
}

/** Everything but the times and how the steps fell into chunks. */
export function results(events: readonly RunEvent[]): unknown {
  const runs = ofType(events, 'run-finished')
    .map(({ run, outcomes }) => ({ run, outcomes }))
    .sort((a, b) => (a.run < b.run ? -1 : 1));
  return {
    runs,
    curves: runs.map(({ run, outcomes }) => outcomes.map((_, r) => curve(events, run, r))),
    evaluations: ofType(events, 'evaluation')
      .map((event) => JSON.stringify(event, (_, value: unknown) => (isArray(value) ? [...value] : value)))
      .sort(),
    samples: ofType(events, 'sample')
      .map(({ run, step, replica, texts }) =>
        JSON.stringify([run, step, replica, texts.map((text) => [...text])]),
      )
      .sort(),
    weights: new Map(
      ofType(events, 'weights')
        .map(({ run, replicas }) => [run, replicas] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
}

function isArray(value: unknown): value is Float32Array {
  return value instanceof Float32Array;
}
