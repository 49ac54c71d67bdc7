// results.jsonl: what has become of a sweep's runs, a line for each event, on the disk before anybody is told of it. It is the truth; the
// server's queue is made again from it.

import { open, readFile, type FileHandle } from 'node:fs/promises';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { missingIsNull } from '../shared/files.js';

/** `worker` is a user's name and, after a point, the process. */
export type LedgerLine =
  | { readonly type: 'result'; readonly run: string; readonly worker: string; readonly records: string }
  | { readonly type: 'refused'; readonly run: string; readonly worker: string; readonly reason: string }
  | { readonly type: 'failed'; readonly run: string; readonly reason: string }
  /** All results of a worker are left out from here on, those it has sent and those it will send. */
  | { readonly type: 'dropped'; readonly worker: string; readonly reason: string }
  /** Failed runs are tried again. */
  | { readonly type: 'retried' };

/** What a ledger says; made from its lines in order. */
export class Standing {
  /** Workers that have given a result, by run; the first one counts. */
  readonly results = new Map<string, string[]>();
  readonly refused = new Set<string>();
  readonly failed = new Map<string, string>();
  readonly dropped = new Map<string, string>();

  take(line: LedgerLine): void {
    switch (line.type) {
      case 'result':
        this.results.set(line.run, [...(this.results.get(line.run) ?? []), line.worker]);
        break;
      case 'refused':
        this.refused.add(`${line.run} ${line.worker}`);
        break;
      case 'failed':
        this.failed.set(line.run, line.reason);
        break;
      case 'dropped':
        this.dropped.set(line.worker, line.reason);
        break;
      case 'retried':
        this.failed.clear();
    }
  }

  /** Those whose result of a run counts, the first one first. */
  workersOf(run: string): readonly string[] {
    return (this.results.get(run) ?? []).filter((worker) => !this.dropped.has(worker));
  }

  /** Whether this worker's answer for a run has been read. */
  knows(run: string, worker: string): boolean {
    return (
      this.results.get(run)?.includes(worker) === true ||
      this.refused.has(`${run} ${worker}`) ||
      this.dropped.has(worker)
    );
  }
}

/** The lines of a ledger, and how many bytes are whole lines: a crash may have left part of one behind them. */
export async function readLedger(
  path: string,
): Promise<{ readonly lines: readonly LedgerLine[]; readonly size: number }> {
  const bytes = (await readFile(path).catch(missingIsNull)) ?? Buffer.alloc(0);
  const size = bytes.lastIndexOf('\n') + 1;
  const lines = bytes
    .subarray(0, size)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => parseJson(line, `${path}, line ${i + 1}: `) as LedgerLine);
  return { lines, size };
}

export class Ledger {
  readonly standing = new Standing();
  readonly #file: FileHandle;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<Ledger> {
    const { lines, size } = await readLedger(path);
    const file = await open(path, 'a', 0o600);
    await file.truncate(size);
    const ledger = new Ledger(file);
    for (const line of lines) ledger.standing.take(line);
    return ledger;
  }

  /** Resolves once the line is on the disk. */
  append(line: LedgerLine): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      await this.#file.appendFile(`${JSON.stringify(line)}\n`);
      await this.#file.datasync();
      this.standing.take(line);
    });
    return this.#writing;
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file.close();
  }
}

/** The records that count, with the names of their workers. Throws InputError for a file that is damaged. */
export async function resultsIn(
  path: string,
): Promise<{ readonly standing: Standing; readonly results: readonly (LedgerLine & { type: 'result' })[] }> {
  const { lines } = await readLedger(path);
  if (lines.some((line) => typeof (line as LedgerLine | null)?.type !== 'string'))
    throw new InputError(`${path}: this is not a file of results`);
  const standing = new Standing();
  for (const line of lines) standing.take(line);
  const results = lines.filter((line) => line.type === 'result');
  return { standing, results: results.filter(({ worker }) => !standing.dropped.has(worker)) };
}
