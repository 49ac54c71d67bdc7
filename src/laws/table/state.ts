// What a table says of its runs besides numbers: how they ended, and whether their learning rate had come down.

import { bare } from './text/names.js';
import type { Line } from './text/csv.js';

export type Ending = 'finished' | 'diverged' | 'unfinished';

export interface RowState {
  readonly ending: Ending;
  /** As the file has it; '' without such a column. */
  readonly outcome: string;
  readonly cooled: boolean;
}

/** The lab's own files have a column `outcome`; files of experiment trackers have one of the others. */
const outcomeNames = ['outcome', 'state', 'status'];
const cooledNames = ['cooled', 'decayed', 'annealed', 'cooleddown'];
const no = new Set(['no', 'false', '0']);

const endings: Readonly<Record<Ending, ReadonlySet<string>>> = {
  finished: new Set(['', 'finished', 'complete', 'completed', 'done', 'success', 'succeeded', 'ok']),
  diverged: new Set(['diverged']),
  unfinished: new Set(
    ['stopped', 'skipped', 'crashed', 'failed', 'killed', 'running', 'pending', 'queued', 'waiting'].concat([
      'preempted',
      'canceled',
      'cancelled',
      'aborted',
      'timeout',
      'oom',
      'error',
    ]),
  ),
};

function endingOf(cell: string): Ending | undefined {
  const word = cell.trim().toLowerCase();
  return (Object.keys(endings) as Ending[]).find((ending) => endings[ending].has(word));
}

/** The column that says how runs ended: any called outcome, or one of another such name that holds only words for that. */
function outcomeColumn(names: readonly string[], rows: readonly Line[]): number {
  return names.findIndex((name, i) => {
    if (!outcomeNames.includes(bare(name))) return false;
    return bare(name) === 'outcome' || rows.every(({ cells }) => endingOf(cells[i] ?? '') !== undefined);
  });
}

/** Names of the columns that say how a row came about, not what was trained. */
export function stateColumns(names: readonly string[], rows: readonly Line[]): readonly string[] {
  const outcome = outcomeColumn(names, rows);
  return names.filter((name, i) => cooledNames.includes(bare(name)) || i === outcome);
}

/** Whether a column says of which rows the learning rate had come down. */
export function hasCooling(names: readonly string[]): boolean {
  return names.some((name) => cooledNames.includes(bare(name)));
}

/** Reads the state of a row of this file. */
export function readState(
  names: readonly string[],
  rows: readonly Line[],
): (cells: readonly string[]) => RowState {
  const outcome = outcomeColumn(names, rows);
  const cooled = names.findIndex((name) => cooledNames.includes(bare(name)));
  return (cells) => ({
    ending: endingOf(cells[outcome] ?? '') ?? 'unfinished',
    outcome: cells[outcome] ?? '',
    cooled: !no.has((cells[cooled] ?? '').toLowerCase()),
  });
}
