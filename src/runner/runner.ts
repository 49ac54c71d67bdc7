// Runs a plan on a backend: all sizes take turns, chunk by chunk, so that they end together (docs/decisions/0005). The page's worker
// and the CLI host the same generator.

import { DeviceError, type DeviceErrorType, type DeviceLoss } from '../engine/device.js';
import type { Plan } from '../lab/plan/run-plan.js';
import type { RunEvent } from '../lab/records/events.js';
import { continues, type Resumable } from '../lab/records/resume-point.js';
import type { Backend } from './backend.js';
import { Scheduler, type SchedulerOptions } from './scheduler.js';

export interface RunOptions extends Omit<SchedulerOptions, 'resumed'> {
  /** From where runs go on that were cut short, by id. One of another version of the engine starts from its beginning. */
  readonly resumed?: ReadonlyMap<string, Resumable>;
  /** Opens a backend in the place of a lost one, or resolves to null where there is none; without it a lost one ends the plan. */
  readonly reopen?: () => Promise<Backend | null>;
  /** Opens the processor in the place of a GPU that is lost for good, and of that processor; without it such a loss ends the plan. */
  readonly fallBack?: () => Promise<Backend | null>;
  /** After so much training without a loss, the count of losses in a row begins again. */
  readonly calmMilliseconds?: number;
}

/** A lost device reports its loss within this time. */
const ANNOUNCEMENT_MILLISECONDS = 500;
/** So many losses in a row are enough: the plan's own work may be their cause. */
const MOST_LOSSES = 3;
const CALM_MILLISECONDS = 20_000;
/** What a GPU cannot do, or does wrong or not in time, the processor can. */
const processorCan: ReadonlySet<DeviceErrorType> = new Set(['wrong', 'compile', 'too-slow']);

/**
 * Trains what the plan says and reports it in batches of events, the last of which is `plan-finished`. In place of a lost device
 * another is opened, on which runs resume from their checkpoints with the same results. In place of a GPU that is lost for good the
 * processor goes on from the same checkpoints. A device that is lost for good otherwise, or out of memory, ends the plan with that outcome; other failures are thrown.
 */
export async function* runPlan(
  backend: Backend,
  plan: Plan,
  options: RunOptions,
): AsyncGenerator<readonly RunEvent[]> {
  const { control, reopen, fallBack, calmMilliseconds = CALM_MILLISECONDS } = options;
  const resumed = pointsFor(backend, options.resumed);
  yield [{ type: 'plan-started', plan, device: backend.info, time: Date.now() }];

  let scheduler: Scheduler | null = null;
  let watched = watch(backend);
  let lost: DeviceLoss | null = null;
  let losses = 0;
  let lastLoss = -Infinity;
  try {
    scheduler = new Scheduler(backend, plan, { ...options, resumed });
    for (;;) {
      try {
        yield* scheduler.prepare();
        yield* scheduler.train(() => watched.lost !== null);
        break;
      } catch (error) {
        lost = watched.lost;
        // Anything may fail because the device is gone, and browsers differ in how that shows.
        if (!(error instanceof DeviceError && error.type === 'out-of-memory'))
          lost ??= await announced(scheduler.lost);
        if (!lost) throw error;
        const now = performance.now();
        losses = now - lastLoss > calmMilliseconds ? 1 : losses + 1;
        lastLoss = now;
        // In place of the processor that took over from a GPU comes the processor again.
        const another = scheduler.engine === backend.info.engine ? reopen : fallBack;
        let next = losses <= MOST_LOSSES ? ((await another?.()) ?? null) : null;
        if (!next && scheduler.engine === 'gpu') {
          next = (await fallBack?.()) ?? null;
          // Losses of the GPU do not count against the processor.
          losses = 0;
        }
        if (!next) throw error;
        const recovered: RunEvent = {
          type: 'device-recovered',
          lost: scheduler.engine === 'gpu' ? 'gpu' : 'core',
          message: lost.message,
          engine: next.info.engine,
          time: Date.now(),
        };
        lost = null;
        watched = watch(next);
        yield [...(await scheduler.moveTo(next)), recovered];
      }
    }
    const outcome = control.stopped ? 'stopped' : 'finished';
    yield [...scheduler.endAll('stopped'), { type: 'plan-finished', outcome, message: '', time: Date.now() }];
  } catch (error) {
    lost ??= watched.lost;
    if (lost) {
      const { reason, message } = lost;
      yield [
        { type: 'device-lost', reason, message },
        { type: 'plan-finished', outcome: 'device-lost', message, time: Date.now() },
      ];
    } else if (error instanceof DeviceError) {
      const isOfGpu = backend.info.engine === 'gpu' && processorCan.has(error.type);
      const offer = isOfGpu ? ({ offer: 'cpu' } as const) : {};
      const { message } = error;
      yield [{ type: 'plan-finished', outcome: 'failed', message, ...offer, time: Date.now() }];
    } else {
      throw error;
    }
  } finally {
    await scheduler?.destroy();
  }
}

/** What is known of a backend. */
interface Watched {
  lost: DeviceLoss | null;
}

const watchedBackends = new WeakMap<Backend, Watched>();

/** The loss of a backend, once it is there. It listens once: a listener of every plan would stay as long as the backend lives. */
function watch(backend: Backend): Watched {
  const known = watchedBackends.get(backend);
  if (known) return known;
  const watched: Watched = { lost: null };
  watchedBackends.set(backend, watched);
  void backend.lost.then((loss) => (watched.lost = loss));
  return watched;
}

/** The points that a backend can go on from. */
function pointsFor({ info }: Backend, resumed: RunOptions['resumed'] = new Map()): Map<string, Resumable> {
  return new Map([...resumed].filter(([, { engine }]) => continues(engine, info)));
}

/** The loss of a device, which may be reported a moment after work has failed; null where it is not lost. */
function announced(lost: Promise<DeviceLoss>): Promise<DeviceLoss | null> {
  const never = new Promise<null>((resolve) => setTimeout(() => resolve(null), ANNOUNCEMENT_MILLISECONDS));
  return Promise.race([lost, never]);
}
