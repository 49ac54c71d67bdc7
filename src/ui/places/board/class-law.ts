// From the files on the board to what it shows: the law of all of them, what each has trained, what is missing.

import { InputError } from '../../../base/errors.js';
import { smallest } from '../../../base/many.js';
import { unitOf } from '../../../data/tasks/tasks.js';
import { labLawView } from '../../../figures/lab-law-view.js';
import { lawFigure } from '../../../figures/law-figure.js';
import { lawNotes } from '../../../figures/law-notes.js';
import type { Figure } from '../../../figures/figure.js';
import { mergeRecords, type Merged, type Refusal } from '../../../lab/merge/merge.js';
import { missingShards } from '../../../lab/merge/missing-shards.js';
import type { NamedRecords } from '../../../lab/merge/unit-result.js';
import type { Shard } from '../../../lab/plan/run-plan.js';
import { readRecordFile } from '../../../lab/records/check-record.js';
import type { DeviceInfo, LabState } from '../../../lab/records/record.js';
import { LabStore } from '../../../lab/records/store.js';
import { laws } from '../../../laws/runs/lab-laws.js';
import type { BoardFile } from '../../session/board-files.js';
import { words } from './words.js';

/** What one file holds. */
export interface FileRow {
  readonly file: BoardFile;
  /** `8 wide, seed 2`. */
  readonly trained: readonly string[];
  /** Of the last losses of its models; null where all diverged. */
  readonly bestLoss: number | null;
  readonly device: DeviceInfo | null;
}

export interface ClassLaw {
  readonly rows: readonly FileRow[];
  /** Files that do not belong to it, also those that cannot be read. */
  readonly refused: readonly Refusal[];
  /** Null where no file holds anything. */
  readonly merged: Merged | null;
  readonly state: LabState | null;
  readonly figure: Figure | null;
  readonly missing: readonly Shard[];
}

type Read = { readonly file: BoardFile; readonly records: NamedRecords } | Refusal;

/** Records that were read once. */
const read = new WeakMap<BoardFile, Read>();

export function classLaw(files: readonly BoardFile[]): ClassLaw {
  const all = files.map(readOnce);
  const unread = all.filter((one) => 'reason' in one);
  const found = all.filter((one) => 'records' in one);
  const nothing = { merged: null, state: null, figure: null, missing: [] };
  if (found.length === 0) return { rows: [], refused: unread, ...nothing };
  try {
    const merged = mergeRecords(found.map(({ records }) => records));
    const isRefused = new Set(merged.refused.map(({ name }) => name));
    const rows = found.filter(({ file }) => !isRefused.has(file.name)).map(rowOf);
    const store = new LabStore();
    store.restore(merged.records);
    const { state } = store;
    const missing = missingShards(
      found.map(({ records }) => records),
      merged.units,
      merged.missing,
    );
    return { rows, refused: [...unread, ...merged.refused], merged, state, figure: figureOf(state), missing };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const rest = found.map(({ file: { name } }) => ({ name, reason: error.message }));
    return { rows: [], refused: [...unread, ...rest], ...nothing };
  }
}

function readOnce(file: BoardFile): Read {
  const known = read.get(file);
  if (known) return known;
  const result = readFile(file);
  read.set(file, result);
  return result;
}

function readFile(file: BoardFile): Read {
  const { name, text } = file;
  try {
    return { file, records: { name, ...readRecordFile(text) } };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { name, reason: error.message };
  }
}

function rowOf({ file, records }: Exclude<Read, Refusal>): FileRow {
  const { lines } = records;
  const trained = lines.filter(({ outcome }) => outcome === 'finished' || outcome === 'diverged');
  const losses = trained.flatMap(({ outcome, evaluations }) =>
    outcome === 'finished' ? (evaluations.losses.at(-1) ?? []) : [],
  );
  return {
    file,
    trained: [...new Set(trained.map(({ width, seed }) => words.table.model(width, seed)))],
    bestLoss: losses.length > 0 ? smallest(losses) : null,
    device: records.records.device,
  };
}

/** The law along the first axis that there is. */
function figureOf(state: LabState): Figure | null {
  const [law = null] = laws(state);
  if (!law || !state.plan) return null;
  const unit = unitOf(state.plan.spec.task);
  const figure = lawFigure(labLawView(law, { runs: state.runs, ghost: null, forecast: null, unit }));
  return { ...figure, notes: lawNotes(law) };
}
