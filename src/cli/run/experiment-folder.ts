// The folder of `--out`: a journal that is never more than a second behind, and the files that are made from it. What cannot be written
// waits in memory and is tried again.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../base/errors.js';
import { formatBytes } from '../../base/format.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { isSamePlan } from '../../lab/plan/units.js';
import type { RunEvent } from '../../lab/records/events.js';
import { LabStore } from '../../lab/records/store.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import {
  exists,
  FileError,
  fileProblem,
  isFileError,
  makeFolder,
  makeOutputFolder,
  moveAside,
} from '../shared/files.js';
import { bestOf, type RunWeights } from './best-weights.js';
import { FolderLock } from './folder-lock.js';
import { JournalFile } from './journal-file.js';
import { RESULTS, ResultFiles } from './result-files.js';
import { Saving } from './saving.js';
import { differenceWords } from './words.js';

export const JOURNAL = 'journal.bin';
const LOCK = 'lock';
/** Longest time that events wait in memory. */
const SAVE_MILLISECONDS = 1000;

export interface FolderOptions {
  /** Whether to begin again, after moving what is there aside. */
  readonly anew: boolean;
  /** Tells people something. */
  readonly say: (line: string) => void;
}

export class ExperimentFolder {
  readonly path: string;
  /** What the journal held, and what came since. */
  readonly store = new LabStore();
  readonly #say: (line: string) => void;
  readonly #weights = new Map<string, RunWeights>();
  readonly #saving: Saving;
  readonly #results: ResultFiles;
  #journal: JournalFile;
  #lock: FolderLock;
  #timer: NodeJS.Timeout | undefined;
  /** The round of writing that is under way. */
  #round: Promise<void> | null = null;
  /** What happened in one that no disk is the cause of. */
  #failure: Error | null = null;

  private constructor(path: string, lock: FolderLock, say: (line: string) => void) {
    this.path = path;
    this.#say = say;
    this.#lock = lock;
    this.#saving = new Saving(say);
    this.#results = new ResultFiles(path, { store: this.store, weights: this.#weights }, this.#saving);
    this.#journal = new JournalFile(join(path, JOURNAL));
  }

  /**
   * Makes the folder, or goes on in it. Throws InputError where that cannot be written to, is in use, or holds something else than the
   * experiment of `plan`.
   */
  static async open(path: string, plan: Plan, { anew, say }: FolderOptions): Promise<ExperimentFolder> {
    await makeOutputFolder(path);
    try {
      const folder = new ExperimentFolder(path, await FolderLock.claim(join(path, LOCK)), say);
      try {
        await (anew ? folder.#clear() : folder.#read(plan));
        return folder;
      } catch (error) {
        await folder.#lock.release();
        throw error;
      }
    } catch (error) {
      if (isFileError(error)) throw new InputError(`--out: cannot use ${path}: ${fileProblem(error)}`, 'out');
      if (error instanceof InputError) throw new InputError(`--out: ${error.message}`, 'out');
      throw error;
    }
  }

  /** Folds events, and has them written within a second. */
  apply(events: readonly RunEvent[]): void {
    if (this.#failure) throw this.#failure;
    this.store.apply(events);
    const kept = events.map((event) => (event.type === 'weights' ? bestOf(event, this.store.state) : event));
    for (const event of kept) if (event.type === 'weights') this.#weights.set(event.run, event);
    this.#journal.add(kept);
    this.#results.take(events);
    this.#timer ??= setInterval(() => this.#startRound(), SAVE_MILLISECONDS);
  }

  /** Writes all that is left, and returns what could not be written, each with the reason. */
  async finish(laws: readonly Law[]): Promise<readonly string[]> {
    await this.#endRounds();
    if (await this.#save()) await this.#results.finish(laws);
    return this.#saving.unwritten;
  }

  /** Leaves the folder, after writing to the journal what is left. */
  async close(): Promise<void> {
    try {
      await this.#endRounds();
      await this.#save();
    } finally {
      await this.#journal.close();
      await this.#lock.release();
    }
  }

  async #read(plan: Plan): Promise<void> {
    const path = join(this.path, JOURNAL);
    if (!(await exists(path))) {
      const there = await this.#present(RESULTS);
      if (there.length === 0) return;
      throw new InputError(
        `${this.path} holds ${there.join(', ')}, and no ${JOURNAL} to go on from. ${this.#remedy}`,
      );
    }
    await rm(`${path}.part`, { force: true });
    try {
      const unread = await this.#journal.read((events) => {
        this.store.apply(events);
        for (const event of events) if (event.type === 'weights') this.#weights.set(event.run, event);
      });
      if (unread) {
        this.#say(
          `The end of ${path} is damaged: ${formatBytes(unread.bytes)} could not be read and are now in ${unread.path}. What comes before them is whole.`,
        );
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(`${path}: ${error.message}. ${this.#remedy}`);
    }
    const held = this.store.state.plan;
    if (held && !isSamePlan(held, plan)) {
      throw new InputError(`it holds another experiment: ${differenceWords(held, plan)}. ${this.#remedy}`);
    }
  }

  get #remedy(): string {
    return `Take another --out, or add --anew: it moves what is there to ${join(this.path, 'earlier-1')} (or the next number) and begins again.`;
  }

  /** Moves an earlier experiment aside. */
  async #clear(): Promise<void> {
    const there = await this.#present([JOURNAL, ...RESULTS]);
    if (there.length === 0) return;
    const aside = await moveAside(this.path, there, 'earlier');
    this.#say(`Moved to ${aside}: ${there.join(', ')}.`);
  }

  async #present(names: readonly string[]): Promise<string[]> {
    const isThere = await Promise.all(names.map((name) => exists(join(this.path, name))));
    return names.filter((_, i) => isThere[i]);
  }

  #startRound(): void {
    this.#round ??= this.#save()
      .then(() => this.#results.update())
      .catch((error: Error) => void (this.#failure = error))
      .finally(() => (this.#round = null));
  }

  async #endRounds(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
    if (this.#failure) throw this.#failure;
  }

  /** Brings the journal up to date; returns whether the folder is there. */
  async #save(): Promise<boolean> {
    const isThere = await this.#saving.attempt(this.path, () => this.#keepFolder());
    if (isThere) await this.#saving.attempt(join(this.path, JOURNAL), () => this.#journal.flush());
    return isThere;
  }

  /** Makes the folder again where it has disappeared. */
  async #keepFolder(): Promise<void> {
    if (await this.#lock.isOurs()) return;
    if (!(await exists(this.path))) {
      await makeFolder(this.path);
      this.#say(`${this.path} had disappeared; it is made again, with all that was in it.`);
    }
    try {
      this.#lock = await FolderLock.claim(join(this.path, LOCK));
    } catch (error) {
      throw error instanceof InputError ? new FileError(error.message) : error;
    }
    this.#results.writeAgain();
  }
}
