// The runs of a family, to compare with another: of the lab's own records, or of a table.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import { InputError } from '../../base/errors.js';
import type { Records } from '../../lab/records/record.js';
import type { LawsOfTable } from '../table-laws.js';
import { findingsOf } from './findings.js';
import type { FamilyRun } from './multiplier.js';

/** Columns of a table that hold how long a run took. */
const SECONDS =
  /^(seconds|secs|wall_?(time|clock)?(_s|_seconds)?|time_s|runtime|train(ing)?_(time|seconds))$/i;

/** The tuned points of an experiment, each seed of them a run. Throws InputError without any. */
export function runsOfRecords(records: Records): readonly FamilyRun[] {
  const runs = findingsOf(records)?.runs ?? [];
  if (runs.length === 0) throw new InputError('there are no finished runs to compare');
  return runs;
}

/** The rows of a table that make its law along C, or along N or D where it has no C. Throws InputError without any. */
export function runsOfTable({ power, table }: Pick<LawsOfTable, 'power' | 'table'>): readonly FamilyRun[] {
  const axis = (['C', 'N', 'D'] as const).find((size) => table.columns[size] !== undefined);
  if (axis === undefined)
    throw new InputError('a comparison needs sizes beside the losses: columns N and D, or C');
  const law = power[axis];
  if (law.rows.length === 0) {
    const runs = law.points.map(({ x, loss }): FamilyRun => {
      return {
        flops: axis === 'C' ? x : null,
        tokens: null,
        seconds: null,
        size: String(x),
        loss,
        seed: null,
      };
    });
    if (runs.length === 0)
      throw new InputError(law.fit.type === 'refused' ? law.fit.reason : 'there are no rows');
    return runs;
  }
  const timed = table.names.find((name) => SECONDS.test(name.trim()));
  return law.rows.flatMap(({ C, D, N, seed, loss, cells }): FamilyRun[] => {
    const seconds = timed === undefined ? NaN : Number(cells[timed]);
    const size = N === null ? String(D ?? C) : `${N} ${D ?? ''}`;
    if (loss === null) return [];
    return [{ flops: C, tokens: D, seconds: seconds > 0 ? seconds : null, size, seed, loss }];
  });
}
