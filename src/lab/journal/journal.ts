// The events of an experiment as they are kept on a disk: in their order, in frames, so that what is read back after a crash is whole
// up to the last frame. The page keeps frames in the browser's storage, the command line in a file.

import { InputError } from '../../base/errors.js';
import { shown } from '../../base/json.js';
import type { RunEvent } from '../records/events.js';
import { currentPlan, currentRun, isFields } from '../experiment/old-names.js';
import { readExperiment } from '../plan/read-experiment.js';
import type { RunPlan } from '../plan/run-plan.js';
import { lasts } from './lasts.js';
import { frame, readFrames } from './frames.js';
import { pack, unpack } from './pack.js';
import { withoutReplaced } from './replaced.js';

/** Raised when events change in a way that an earlier version of this code could not read. */
const VERSION = 1;
const FORMAT = 'scaling-lab journal';

/** The frame that a journal begins with. */
export function journalHead(): Uint8Array<ArrayBuffer> {
  return frame(pack({ format: FORMAT, version: VERSION }));
}

/** A frame of events: after a crash all of them are there, or none. */
export function frameOfEvents(events: readonly RunEvent[]): Uint8Array<ArrayBuffer> {
  return frame(pack(events));
}

/** What a journal holds; `length` is that of its whole frames, after which it may be cut off and written on. */
export interface JournalContent {
  readonly events: readonly RunEvent[];
  readonly length: number;
}

/**
 * The events of a journal, up to the first frame that is cut off or damaged. Throws InputError where the bytes do not begin as a journal,
 * or as one of a later version.
 */
export function readJournal(bytes: Uint8Array): JournalContent {
  const { contents, length } = readFrames(bytes);
  const [head, ...rest] = contents;
  checkHead(head);
  return { events: rest.flatMap(eventsOf), length };
}

/** Throws InputError where the content of the first frame is not that of a journal, or of a later version's. */
export function checkHead(content: Uint8Array | undefined): void {
  const head = content && (unpack(content) as { readonly format?: unknown; readonly version?: unknown });
  if (head?.format !== FORMAT) throw new InputError('this is not a journal of an experiment');
  if (typeof head.version !== 'number' || head.version > VERSION) {
    throw new InputError(`this journal was written by a later version of the lab (${shown(head.version)})`);
  }
}

/** The events of one frame; null where it is damaged. Throws InputError where its content is not of events, or a spec cannot be read. */
export function eventsOfFrame(bytes: Uint8Array): RunEvent[] | null {
  const { contents, length } = readFrames(bytes);
  return contents.length === 1 && length === bytes.length ? eventsOf(contents[0]) : null;
}

/** The events of a frame's content, under the present names. Throws InputError where it is not of events. */
export function eventsOf(content: Uint8Array): RunEvent[] {
  const events = unpack(content);
  if (!Array.isArray(events) || !events.every(isEvent)) {
    throw new InputError('a part of this journal does not hold events of an experiment');
  }
  return events.map(currentEvent);
}

/** Whether a value has the parts of an event that are read here: whoever folds events reads the rest. */
function isEvent(value: unknown): value is RunEvent {
  if (!isFields(value) || typeof value.type !== 'string') return false;
  if (value.type === 'run-added') return isFields(value.run);
  if (value.type !== 'plan-started') return true;
  return isFields(value.plan) && Array.isArray(value.plan.runs) && value.plan.runs.every(isFields);
}

/** An event that an earlier version may have written. Throws InputError where its spec cannot be read. */
export function currentEvent(event: RunEvent): RunEvent {
  if (event.type === 'run-added') return { ...event, run: currentRun(event.run) as RunPlan };
  if (event.type !== 'plan-started') return event;
  const plan = currentPlan(event.plan);
  const { spec } = readExperiment(plan.spec, { withoutGiven: true });
  return { ...event, plan: { ...plan, spec } };
}

/** The same experiment in fewer bytes: without checkpoints and weights that a later event has replaced. */
export function compacted(events: readonly RunEvent[]): RunEvent[] {
  return withoutReplaced(events.filter(lasts));
}
