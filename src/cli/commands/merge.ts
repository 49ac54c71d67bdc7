import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../base/errors.js';
import { mergeRecords, refusalWords, type Merged, type Refusal } from '../../lab/merge/merge.js';
import type { NamedRecords } from '../../lab/merge/unit-result.js';
import { readRecordFile } from '../../lab/records/check-record.js';
import { LabStore } from '../../lab/records/store.js';
import { laws } from '../../laws/runs/lab-laws.js';
import { mergedJson, printMerged, writeMerged } from '../report/merged.js';
import { parseWithFiles, printJson, UsageError, type Command } from '../shared/command.js';
import { JOURNAL } from '../run/experiment-folder.js';
import { exists, makeOutputFolder, readInput } from '../shared/files.js';
import { readGivenText, TEXT_FILE } from '../shared/given-files.js';

const RECORDS = 'records.json';

export const merge: Command = {
  summary: 'put an experiment together from records of its shares',
  usage: `merge <DIR|records.json>... [--out DIR] [--json]

Merges records of one experiment, which several machines have trained (run … --shard 7/30 --out DIR, or pages of a class), and
prints the law of all. Order does not matter, and the same file twice changes nothing. Shares that are missing are named, with
what trains them. Where machines have trained the same, it says how far their losses differ.
  --out DIR          write records.json, points.csv and report.html, together with records of the same experiment that are in
                     DIR already
  --set ${TEXT_FILE}=PATH
                     the text that the experiment learned
  --json             print one JSON document
Exit codes: 0 the whole experiment is there and all machines agree, 1 something is missing, refused or differs, 2 nothing to
merge.`,

  async run(args) {
    const options = {
      out: { type: 'string' },
      set: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { values, files } = parseWithFiles(args, options, 'folders or files of records');
    const { out, set, json = false } = values;
    if (set !== undefined) await readText(set);
    const read = await Promise.all(files.map(readPart));
    if (out !== undefined) await makeRoom(out);
    const there = out !== undefined && (await exists(join(out, RECORDS))) ? [await readPart(out)] : [];
    const parts = [...read, ...there].filter((part) => 'records' in part);
    const unread = read.filter((part) => 'reason' in part);
    if (parts.length === 0) throw new InputError(refusalWords(unread));
    const merged = mergeRecords(parts);
    const whole = { ...merged, refused: [...unread, ...merged.refused] };
    if (out !== undefined) checkOut(out, there[0], whole);
    const store = new LabStore();
    store.restore(merged.records);
    const found = laws(store.state);
    if (json) printJson(mergedJson(whole, parts, store.state, found));
    else printMerged(whole, parts, { state: store.state, laws: found });
    const isWritten = out === undefined || (await writeMerged(out, store.state, found));
    const { missing, repeats, refused } = whole;
    return isWritten && missing.length + repeats.disagreements.length + refused.length === 0 ? 0 : 1;
  },
};

async function readText(setting: string): Promise<void> {
  const start = `${TEXT_FILE}=`;
  if (!setting.startsWith(start))
    throw new UsageError(`--set: expected ${start}PATH, got ${setting}: records are merged as they are.`);
  await readGivenText(setting.slice(start.length));
}

/** The records of a folder or a file, or why there are none. */
async function readPart(name: string): Promise<NamedRecords | Refusal> {
  try {
    const isFolder = await stat(name).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const bytes = await readInput(isFolder ? join(name, RECORDS) : name);
    return { name, ...readRecordFile(new TextDecoder().decode(bytes)) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const isText = error.field === 'task.textId';
    return { name, reason: isText ? `its text is not here: --set ${TEXT_FILE}=PATH` : error.message };
  }
}

/** Throws InputError for a folder in which `run` trains: its records are made from its journal. */
async function makeRoom(out: string): Promise<void> {
  await makeOutputFolder(out);
  if (await exists(join(out, JOURNAL)))
    throw new InputError(`--out: ${out} is a folder of run. Take another for what is merged`, 'out');
}

/** Throws InputError where the folder holds something that would be lost. */
function checkOut(out: string, there: NamedRecords | Refusal | undefined, { refused }: Merged): void {
  const reason =
    there && ('reason' in there ? there.reason : refused.find(({ name }) => name === out)?.reason);
  if (reason !== undefined)
    throw new InputError(`--out: ${join(out, RECORDS)} is there and cannot be merged: ${reason}`, 'out');
}
