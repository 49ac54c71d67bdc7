// The library in IndexedDB, where other tabs see it at once and transactions are whole or not there. (The origin's private file system
// has neither transactions over several files nor a way for two tabs to write one.) An entry's events lie beside it in frames.

import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { RunEvent } from '../../lab/records/events.js';
import { endOf } from '../../lab/records/store.js';
import { currentEvent, eventsOfFrame, frameOfEvents } from '../../lab/journal/journal.js';
import type { LibraryEntry } from '../../lab/library/entry.js';
import { nameFor } from '../../lab/library/names.js';
import type { KeptExperiment } from '../../lab/library/library-file.js';

/** Raised when the stores change; `upgrade` then moves what is there. */
const VERSION = 1;

interface Row {
  readonly entry: string;
  /** The run of a checkpoint, which the next one replaces; '' for other events. */
  readonly run: string;
  readonly frame: Uint8Array<ArrayBuffer>;
}

interface Schema extends DBSchema {
  entries: { key: string; value: LibraryEntry };
  frames: { key: number; value: Row; indexes: { entry: string; run: [string, string] } };
}

export type LibraryDatabase = IDBPDatabase<Schema>;
type Writing = IDBPTransaction<Schema, ('entries' | 'frames')[], 'readwrite'>;

/** Opens the library; `onClosed` is called when the browser or another tab ends the connection. */
export function openLibrary(name: string, onClosed: () => void): Promise<LibraryDatabase> {
  return openDB<Schema>(name, VERSION, {
    upgrade(database) {
      database.createObjectStore('entries', { keyPath: 'id' });
      const frames = database.createObjectStore('frames', { autoIncrement: true });
      frames.createIndex('entry', 'entry');
      frames.createIndex('run', ['entry', 'run']);
    },
    // A tab with a later version of the page waits for this one.
    blocking(_, __, event) {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
}

/** More of an entry: as it is now, and the events since it was written last. */
export interface Addition {
  readonly entry: LibraryEntry;
  readonly events: readonly RunEvent[];
  /** The events are all of the entry, for storage that was cleared: in place of what is there, or only where nothing is. */
  readonly whole?: 'replace' | 'if-missing';
}

/** Writes additions, all or none. */
export async function write(database: LibraryDatabase, additions: readonly Addition[]): Promise<void> {
  // Frames are made before the transaction, which must not wait.
  const prepared = additions.map(({ entry, events, whole }) => ({
    ...{ entry, whole },
    rows: rowsOf(entry.id, events),
  }));
  const transaction = database.transaction(['entries', 'frames'], 'readwrite');
  const done = transaction.done;
  try {
    for (const { entry, rows, whole } of prepared) {
      const isThere = whole && (await transaction.objectStore('entries').getKey(entry.id)) !== undefined;
      // Another tab that has it open has written it again.
      if (isThere && whole === 'if-missing') continue;
      if (isThere) await removeFrames(transaction, entry.id);
      void transaction.objectStore('entries').put(await named(transaction, entry));
      for (const { replaced, row } of rows) {
        await removeCheckpoint(transaction, entry.id, replaced);
        if (row) void transaction.objectStore('frames').add(row);
      }
    }
  } catch (error) {
    done.catch(() => undefined);
    throw error;
  }
  await done;
}

/** An entry with a name: its own, or one that it gets when it is first written, in the transaction, so that no other tab takes the same. */
async function named(transaction: Writing, entry: LibraryEntry): Promise<LibraryEntry> {
  if (entry.name !== '') return entry;
  const entries = transaction.objectStore('entries');
  const kept = (await entries.get(entry.id))?.name ?? '';
  if (kept !== '') return { ...entry, name: kept };
  const taken = (await entries.getAll()).map(({ name }) => name);
  return { ...entry, name: nameFor(entry.id, new Set(taken)) };
}

/** A row to add, and the run whose last checkpoint is not needed any more. */
interface NewRow {
  readonly row: Row | null;
  readonly replaced: string;
}

function rowsOf(entry: string, events: readonly RunEvent[]): NewRow[] {
  const rows: NewRow[] = [];
  let others: RunEvent[] = [];
  const end = (): void => {
    if (others.length > 0) rows.push({ row: { entry, run: '', frame: frameOfEvents(others) }, replaced: '' });
    others = [];
  };
  for (const event of events) {
    if (event.type === 'checkpoint') {
      end();
      rows.push({ row: { entry, run: event.run, frame: frameOfEvents([event]) }, replaced: event.run });
      continue;
    }
    others.push(event);
    const isOver = event.type === 'run-finished' && endOf(event.outcomes) !== 'stopped';
    if (isOver) rows.push({ row: null, replaced: event.run });
  }
  end();
  return rows;
}

async function removeCheckpoint(transaction: Writing, entry: string, run: string): Promise<void> {
  if (run === '') return;
  const frames = transaction.objectStore('frames');
  for (const key of await frames.index('run').getAllKeys([entry, run])) void frames.delete(key);
}

async function removeFrames(transaction: Writing, entry: string): Promise<void> {
  const frames = transaction.objectStore('frames');
  for (const key of await frames.index('entry').getAllKeys(entry)) void frames.delete(key);
}

/** All experiments, or those of `ids`, but for those that were deleted, in one state of the library. */
export async function readAll(
  database: LibraryDatabase,
  ids: ReadonlySet<string> | null = null,
): Promise<KeptExperiment[]> {
  const transaction = database.transaction(['entries', 'frames']);
  const entries = await transaction.objectStore('entries').getAll();
  const frames = transaction.objectStore('frames').index('entry');
  const kept: KeptExperiment[] = [];
  for (const entry of entries.filter(({ id, deleted }) => deleted === null && (ids?.has(id) ?? true))) {
    kept.push({ entry, frames: (await frames.getAll(entry.id)).map((row) => row.frame) });
  }
  return kept;
}

/** Adds experiments, all or none; returns how many. One that is there already, even deleted, stays as it is. */
export async function addAll(
  database: LibraryDatabase,
  experiments: readonly KeptExperiment[],
): Promise<number> {
  // Frames are read before the transaction, which must not wait.
  const prepared = experiments.map(({ entry, frames }) => ({
    entry,
    rows: frames.map((frame): Row => ({ entry: entry.id, run: runOfCheckpoint(frame), frame })),
  }));
  const transaction = database.transaction(['entries', 'frames'], 'readwrite');
  const done = transaction.done;
  let added = 0;
  try {
    for (const { entry, rows } of prepared) {
      if (await transaction.objectStore('entries').getKey(entry.id)) continue;
      void transaction.objectStore('entries').add(await named(transaction, entry));
      for (const row of rows) void transaction.objectStore('frames').add(row);
      added++;
    }
  } catch (error) {
    done.catch(() => undefined);
    throw error;
  }
  await done;
  return added;
}

/** The run of a frame that holds a checkpoint alone; '' for others. */
function runOfCheckpoint(frame: Uint8Array): string {
  const [event, ...others] = eventsOfFrame(frame) ?? [];
  return event?.type === 'checkpoint' && others.length === 0 ? event.run : '';
}

/** All entries, the newest first; those that were deleted too. */
export async function readEntries(database: LibraryDatabase): Promise<LibraryEntry[]> {
  return (await database.getAll('entries')).sort((a, b) => b.created - a.created);
}

/** An entry, also one that was deleted; null where it is not there. */
export async function readEntry(database: LibraryDatabase, id: string): Promise<LibraryEntry | null> {
  return (await database.get('entries', id)) ?? null;
}

/** Whether an entry is there; false where storage was cleared since it was written. */
export async function hasEntry(database: LibraryDatabase, id: string): Promise<boolean> {
  return (await database.getKey('entries', id)) !== undefined;
}

/** The events of an entry, whole up to the last one that can be read. Throws InputError where its spec cannot be. */
export async function readEvents(database: LibraryDatabase, id: string): Promise<RunEvent[]> {
  const rows = await database.getAllFromIndex('frames', 'entry', id);
  const events: RunEvent[] = [];
  for (const { frame } of rows) {
    const content = eventsOfFrame(frame);
    if (!content) break;
    for (const event of content) events.push(event);
  }
  return events;
}

/** Changes an entry; nothing happens where it is not there. */
export async function changeEntry(
  database: LibraryDatabase,
  id: string,
  change: (entry: LibraryEntry) => LibraryEntry,
): Promise<void> {
  const transaction = database.transaction('entries', 'readwrite');
  const entry = await transaction.store.get(id);
  if (entry) void transaction.store.put(change(entry));
  await transaction.done;
}

/** Removes entries for good. */
export async function removeEntries(database: LibraryDatabase, ids: readonly string[]): Promise<void> {
  const transaction = database.transaction(['entries', 'frames'], 'readwrite');
  for (const id of ids) {
    void transaction.objectStore('entries').delete(id);
    await removeFrames(transaction, id);
  }
  await transaction.done;
}

/** What a version before the library kept: the last experiment. */
export interface OldJournal {
  /** None where there are none, or they cannot be read. */
  readonly events: readonly RunEvent[];
  /** Deletes it, once its events are in the library. */
  readonly forget: () => Promise<void>;
}

export async function readOldJournal(name: string): Promise<OldJournal> {
  const nothing = { events: [], forget: () => Promise.resolve() };
  const names = (await indexedDB.databases?.()) ?? [];
  if (!names.some((database) => database.name === name)) return nothing;
  const old = await openDB(name);
  const isJournal = old.objectStoreNames.contains('events');
  const rows = isJournal ? ((await old.getAll('events')) as { plan: string; events: RunEvent[] }[]) : [];
  old.close();
  // A tab with an earlier version may hold it: then it is deleted once that one is closed.
  const forget = (): Promise<void> =>
    new Promise((resolve, reject) => {
      deleteDB(name, { blocked: () => resolve() }).then(resolve, reject);
    });
  try {
    const events = rows.filter(({ plan }) => plan === rows[0].plan).flatMap((row) => row.events);
    return { events: events.map(currentEvent), forget };
  } catch {
    // Another version of the page kept it, and in a way that this one cannot read.
    return { events: [], forget };
  }
}
