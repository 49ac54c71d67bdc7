// All experiments of a library as one file, with the texts that they are about, and back. Frames again: what was cut off is noticed. A
// file is checked whole before any of it is taken.

import * as v from 'valibot';
import { InputError } from '../../base/errors.js';
import { LARGEST_TEXT_BYTES } from '../../data/text/text-checks.js';
import { finalSealSchema } from '../challenge/final-seal.js';
import { eventsOf } from '../journal/journal.js';
import { frame, readFrames } from '../journal/frames.js';
import { pack, unpack } from '../journal/pack.js';
import { readRunPlan } from '../plan/run-plan-schema.js';
import { recordsFromJson } from '../records/read-records.js';
import { LabStore } from '../records/store.js';
import { recordsToJson } from '../records/write-records.js';
import { newEntry, withEvents, type ChallengePart, type LibraryEntry } from './entry.js';

const FORMAT = 'scaling-lab library';
/** A file with texts: versions of the lab before those could read none of it. */
const WITH_TEXTS = 2;
const VERSION = 1;
const DAMAGED = 'this file of experiments is cut off or damaged; nothing was added';

/** `texts` and then `experiments` follow: a file that was cut between two of them is whole frames. */
const headSchema = v.object({
  format: v.literal(FORMAT),
  version: v.picklist([VERSION, WITH_TEXTS]),
  experiments: v.number(),
  texts: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
});

/** Whether its id is that of its content is seen when tokens are made of it. */
const textSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  name: v.pipe(v.string(), v.maxLength(1000)),
  bytes: v.pipe(
    v.instance(Uint8Array<ArrayBuffer>),
    v.check(({ length }) => length > 0 && length <= LARGEST_TEXT_BYTES),
  ),
});

/** What an entry's frame holds; the rest of it comes from the events. */
const aboutSchema = v.object({
  id: v.pipe(v.string(), v.uuid()),
  name: v.pipe(v.string(), v.maxLength(1000)),
  note: v.pipe(v.string(), v.maxLength(100_000)),
  created: v.pipe(v.number(), v.finite()),
  updated: v.pipe(v.number(), v.finite()),
  challenge: v.optional(
    v.object({ id: v.pipe(v.string(), v.maxLength(100)), seal: v.nullable(finalSealSchema) }),
  ),
  /** Frames of its events, which follow. */
  frames: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** An experiment as it is kept: its entry and the frames of its events. */
export interface KeptExperiment {
  readonly entry: LibraryEntry;
  readonly frames: readonly Uint8Array<ArrayBuffer>[];
}

/** A text as it was given, by the id of its content. */
export type KeptText = v.InferOutput<typeof textSchema>;

export interface LibraryContent {
  readonly experiments: readonly KeptExperiment[];
  readonly texts: readonly KeptText[];
}

/** The parts of the file. */
export function libraryFile({ experiments, texts }: LibraryContent): Uint8Array<ArrayBuffer>[] {
  const version = texts.length > 0 ? WITH_TEXTS : VERSION;
  const head = { format: FORMAT, version, experiments: experiments.length, texts: texts.length };
  const parts = [frame(pack(head)), ...texts.map((text) => frame(pack(text)))];
  for (const { entry, frames } of experiments) {
    const { id, name, note, created, updated, challenge } = entry;
    const about = { id, name, note, created, updated, ...(challenge && { challenge }) };
    parts.push(frame(pack({ ...about, frames: frames.length })));
    for (const part of frames) parts.push(part);
  }
  return parts;
}

/** What a file holds. Throws InputError where it is not a library, was cut off, or an experiment cannot be read. */
export function readLibraryFile(bytes: Uint8Array<ArrayBuffer>): LibraryContent {
  const { contents, length } = readFrames(bytes);
  const [head, ...others] = contents;
  const about = v.safeParse(headSchema, readable(head));
  if (!about.success) throw new InputError('this is not a file of experiments that the lab has saved');
  if (length < bytes.length) throw new InputError(DAMAGED);
  const texts = others.slice(0, about.output.texts).map((content) => {
    const text = v.safeParse(textSchema, readable(content));
    if (!text.success) throw new InputError(DAMAGED);
    return text.output;
  });
  const rest = others.slice(texts.length);
  const experiments: KeptExperiment[] = [];
  for (let at = 0; at < rest.length;) {
    const each = v.safeParse(aboutSchema, readable(rest[at]));
    if (!each.success) throw new InputError(DAMAGED);
    const parts = rest.slice(at + 1, at + 1 + each.output.frames);
    if (parts.length < each.output.frames) throw new InputError(DAMAGED);
    experiments.push({ entry: entryOf(each.output, parts), frames: parts.map(frame) });
    at += 1 + parts.length;
  }
  const { output } = about;
  if (experiments.length !== output.experiments || texts.length !== output.texts)
    throw new InputError(DAMAGED);
  return { experiments, texts };
}

function readable(content: Uint8Array | undefined): unknown {
  if (!content) return undefined;
  try {
    return unpack(content);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function entryOf(
  { id, name, note, created, updated, challenge }: v.InferOutput<typeof aboutSchema>,
  parts: readonly Uint8Array[],
): LibraryEntry {
  const store = new LabStore();
  try {
    const events = parts.flatMap(eventsOf);
    store.apply(events);
    const planned = store.state.plan;
    for (const run of [...(planned?.runs ?? []), ...store.state.runs.map(({ plan }) => plan)])
      readRunPlan(run);
    // What records can say is checked field by field there, and against the plan of its own spec, where its text is here.
    const { plan } = recordsFromJson(recordsToJson(store.state), planned);
    const begun = { ...newEntry(id, plan!.spec, created), name, note };
    const entry = withEvents(begun, events, updated);
    // Its seal is read, and its checksum compared, by whoever hands it in.
    return challenge ? { ...entry, challenge: challenge as ChallengePart } : entry;
  } catch (error) {
    const reason = error instanceof InputError ? `: ${error.message}` : '';
    throw new InputError(
      `the experiment ${name || id} in this file cannot be read${reason}; nothing was added`,
    );
  }
}
