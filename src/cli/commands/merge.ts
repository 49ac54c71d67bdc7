import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../base/errors.js';
import { formatPercent } from '../../base/format.js';
import { unitOf } from '../../data/tasks/tasks.js';
import { reportHtml } from '../../figures/export/report/report.js';
import { mergeRecords, refusalWords, type Merged, type Refusal } from '../../lab/merge/merge.js';
import type { NamedRecords } from '../../lab/merge/unit-result.js';
import { missingShards } from '../../lab/merge/missing-shards.js';
import { shardName } from '../../lab/plan/units.js';
import { readRecordFile } from '../../lab/records/check-record.js';
import type { LabState } from '../../lab/records/record.js';
import { LabStore } from '../../lab/records/store.js';
import { pointsToCsv, recordsToJson } from '../../lab/records/write-records.js';
import { laws, type Law } from '../../laws/runs/lab-laws.js';
import { skillsOf } from '../../laws/runs/skills.js';
import { axisWords } from '../../laws/runs/words.js';
import { lawJson } from '../report/law-json.js';
import { printLaw } from '../report/print-law.js';
import { printSkills, skillJson } from '../report/skills.js';
import { parseWithFiles, printJson, UsageError, type Command } from '../shared/command.js';
import { JOURNAL } from '../run/experiment-folder.js';
import { exists, makeOutputFolder, readInput, wrote } from '../shared/files.js';
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
    else print(whole, parts, store.state, found);
    const isWritten = out === undefined || (await writeTo(out, store.state, found));
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

async function writeTo(out: string, state: LabState, found: readonly Law[]): Promise<boolean> {
  const unit = unitOf(state.plan!.spec.task);
  const written = [
    await wrote(join(out, RECORDS), recordsToJson(state, { node: process.versions.node })),
    await wrote(join(out, 'points.csv'), pointsToCsv(state)),
    await wrote(join(out, 'report.html'), reportHtml(state, found, { unit })),
  ];
  return written.every(Boolean);
}

function mergedJson(
  { units, missing, repeats, refused }: Merged,
  parts: readonly NamedRecords[],
  state: LabState,
  found: readonly Law[],
): unknown {
  const [law = null, ...others] = found.map(lawJson);
  return {
    units: units.length,
    merged: units.length - missing.length,
    missing: missing.map(({ index, config, seed }) => ({ unit: index, config, seed })),
    missingShards: missingShards(parts, units, missing).map(shardName),
    repeats,
    refused,
    law,
    others,
    skills: skillsOf(state).map(skillJson),
    spec: state.plan!.spec,
  };
}

function print(merged: Merged, parts: readonly NamedRecords[], state: LabState, found: readonly Law[]): void {
  for (const law of found) {
    if (law.axis === 'N') console.log(`${axisWords(law)}:`);
    printLaw(law);
  }
  printSkills(skillsOf(state));
  for (const line of mergedWords(merged, parts)) console.log(line);
}

/** What was merged, line by line. */
function mergedWords({ units, missing, repeats, refused }: Merged, parts: readonly NamedRecords[]): string[] {
  const done = units.length - missing.length;
  const lines = [`${done} of ${units.length} units (a size with a seed) are there.`];
  const shards = missingShards(parts, units, missing).map((shard) => `--shard ${shardName(shard)}`);
  if (shards.length > 0) lines.push(`To train what is missing: run the same with ${shards.join(', ')}`);
  if (repeats.deviation !== null) {
    const spread =
      repeats.deviation === 0
        ? 'their losses are the same, bit for bit'
        : `a machine’s loss varies by ${formatPercent(repeats.deviation)}`;
    lines.push(
      `${repeats.units} ${repeats.units === 1 ? 'was' : 'were'} trained on several machines: ${spread}.`,
    );
  }
  for (const { names, config, seed, difference } of repeats.disagreements)
    lines.push(`${names.join(' and ')} do not agree on ${config}, seed ${seed}: ${difference.words}`);
  return [...lines, ...refused.map(({ name, reason }) => `Left out: ${name}: ${reason}`)];
}
