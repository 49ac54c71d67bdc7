// The journal of an experiment as a file that is only appended to. Checkpoints and weights have frames of their own: where one is
// replaced, its bytes are known to be dead, and the file is copied without them once it is twice as long as what is alive.

import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { append } from '../../base/many.js';
import { InputError } from '../../base/errors.js';
import { readFrames } from '../../lab/journal/frames.js';
import { checkHead, eventsOfFrame, frameOfEvents, journalHead } from '../../lab/journal/journal.js';
import { lasts } from '../../lab/journal/lasts.js';
import { keyOf, replacedBy } from '../../lab/journal/replaced.js';
import type { RunEvent } from '../../lab/records/events.js';
import { FileError, isFileError, missingIsNull, replaceFile, takeName } from '../shared/files.js';
import { copyAlive, moved, readFrame, saved, writeAll, type Range } from './file-ranges.js';

/** Shorter files are not worth a copy. */
const LEAST_COMPACTED_BYTES = 2 ** 16;

/** What a frame means to others. */
interface Role {
  /** What it holds alone, for a later one to replace. */
  readonly key: string | null;
  /** What it replaces. */
  readonly replaces: readonly string[];
}

/** A frame that is not on the disk yet. */
interface Waiting extends Role {
  readonly bytes: Uint8Array;
}

/** What `read` found behind the last whole frame. */
export interface UnreadEnd {
  /** Where it was put. */
  readonly path: string;
  readonly bytes: number;
}

export class JournalFile {
  readonly #path: string;
  #file: FileHandle | null = null;
  #length = 0;
  /** The frames that a later one can replace, by what they hold. */
  readonly #alive = new Map<string, Range>();
  #dead: Range[] = [];
  /** A shorter file is not compacted. */
  #leastCompacted = LEAST_COMPACTED_BYTES;
  #events: RunEvent[] = [];
  #waiting: Waiting[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Hands the events of a file that is there to `take`, frame by frame. Bytes behind the last whole frame are put into a file of their
   * own, not dropped; then that is returned. Throws InputError where the file is not a journal. Without a file, one is made with the
   * first events.
   */
  async read(take: (events: readonly RunEvent[]) => void): Promise<UnreadEnd | null> {
    const file = await open(this.#path, 'r+');
    try {
      await this.#readFrames(file, take);
      const unread = await this.#cutEnd(file);
      this.#file = file;
      return unread;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Takes events; `flush` brings them to the disk. */
  add(events: readonly RunEvent[]): void {
    append(this.#events, events.filter(lasts));
  }

  /** Brings what was added to the disk. Where that fails it throws, and keeps what was added for the next time. */
  async flush(): Promise<void> {
    this.#frame();
    if (!this.#file && this.#waiting.length === 0) return;
    const file = await this.#inPlace();
    if (this.#waiting.length === 0) return;
    try {
      let at = this.#length;
      for (const { bytes } of this.#waiting) at = await writeAll(file, bytes, at);
      await file.datasync();
    } catch (error) {
      // Half a frame would only be in the way of the next. If this fails too, it is overwritten.
      await file.truncate(this.#length).catch(() => undefined);
      throw error;
    }
    for (const waiting of this.#waiting.splice(0)) this.#extend(waiting.bytes.length, waiting);
    await this.#compact();
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #readFrames(file: FileHandle, take: (events: readonly RunEvent[]) => void): Promise<void> {
    const head = await readFrame(file, 0);
    checkHead(head ? readFrames(head).contents.at(0) : undefined);
    this.#length = head!.length;
    for (;;) {
      const frame = await readFrame(file, this.#length);
      if (!frame) return;
      try {
        const events = eventsOfFrame(frame);
        if (!events) return;
        take(events);
        this.#extend(frame.length, roleOf(events));
      } catch (error) {
        const { message } = error as Error;
        throw new InputError(`the journal cannot be read from byte ${this.#length} on (${message})`);
      }
    }
  }

  /** Puts what comes after the whole frames into a file of its own. */
  async #cutEnd(file: FileHandle): Promise<UnreadEnd | null> {
    const { size } = await file.stat();
    const bytes = size - this.#length;
    if (bytes === 0) return null;
    const end = new Uint8Array(bytes);
    await file.read(end, 0, bytes, this.#length);
    const path = `${this.#path}.unread-${this.#length}`;
    await replaceFile(path, end);
    await file.truncate(this.#length);
    return { path, bytes };
  }

  /** Notes a frame that is on the disk. */
  #extend(bytes: number, { key, replaces }: Role): void {
    for (const other of replaces) {
      const replaced = this.#alive.get(other);
      if (!replaced) continue;
      this.#dead.push(replaced);
      this.#alive.delete(other);
    }
    const start = this.#length;
    this.#length += bytes;
    if (key !== null) this.#alive.set(key, { start, end: this.#length });
  }

  /** Makes frames of the events that were added. */
  #frame(): void {
    let others: RunEvent[] = [];
    const end = (): void => {
      if (others.length > 0) this.#wait(others);
      others = [];
    };
    for (const event of this.#events.splice(0)) {
      if (keyOf(event) === null) {
        others.push(event);
        continue;
      }
      end();
      this.#wait([event]);
    }
    end();
  }

  #wait(events: readonly RunEvent[]): void {
    const role = roleOf(events);
    const { replaces } = role;
    // While the disk is full, each run has one checkpoint that waits, however long that lasts.
    this.#waiting = this.#waiting.filter((other) => other.key === null || !replaces.includes(other.key));
    this.#waiting.push({ ...role, bytes: frameOfEvents(events) });
  }

  /** The file, made where there is none yet, and made again from the open one where its name is gone. */
  async #inPlace(): Promise<FileHandle> {
    const there = await stat(this.#path, { bigint: true }).catch(missingIsNull);
    if (there && this.#file) {
      const own = await this.#file.stat({ bigint: true });
      if (own.ino === there.ino && own.dev === there.dev) return this.#file;
    }
    if (there) throw new FileError('another file has taken its place');
    return this.#copy();
  }

  /** Copies the file where most of it is dead. */
  async #compact(): Promise<void> {
    if (this.#length < this.#leastCompacted || saved(this.#dead) < this.#length / 2) return;
    try {
      await this.#copy();
    } catch (error) {
      if (!isFileError(error)) throw error;
      // Without room for a copy nothing is lost: the file goes on growing, and is tried again when it is twice as long.
      this.#leastCompacted = 2 * this.#length;
    }
  }

  /** Copies what is alive to a new file, which takes the name. */
  async #copy(): Promise<FileHandle> {
    const part = `${this.#path}.part`;
    const next = await open(part, 'w+');
    try {
      const length = this.#file
        ? await copyAlive(this.#file, this.#length, this.#dead, next)
        : await writeAll(next, journalHead(), 0);
      await next.sync();
      await takeName(part, this.#path);
      for (const [key, range] of this.#alive) this.#alive.set(key, moved(range, this.#dead));
      this.#dead = [];
      this.#length = length;
    } catch (error) {
      await next.close();
      await rm(part, { force: true });
      throw error;
    }
    await this.close();
    this.#file = next;
    return next;
  }
}

function roleOf(events: readonly RunEvent[]): Role {
  return {
    key: events.length === 1 ? keyOf(events[0]) : null,
    replaces: events.flatMap(replacedBy),
  };
}
