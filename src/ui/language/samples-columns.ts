// Store -> what the sizes wrote, side by side.

import type { RunRecord, Sample } from '../../lab/records/record.js';
import { ladderOf, rungOf, type Ladder } from '../../figures/ladder.js';

export interface SampleColumn {
  /** Place on the ladder: its colour. */
  readonly rung: number;
  readonly sample: Sample;
  /** Loss of what wrote it, after the same step; NaN where that is not known. */
  readonly loss: number;
}

/** Steps after which samples were written, ascending. */
export function sampleSteps(runs: readonly RunRecord[]): number[] {
  const steps = new Set(runs.flatMap(({ samples }) => samples.map(({ step }) => step)));
  return [...steps].sort((a, b) => a - b);
}

/** Of each size the last sample up to `step`, by the best of its runs; smallest size first. */
export function sampleColumns(
  runs: readonly RunRecord[],
  step: number,
  ladder: Ladder = ladderOf(runs),
): SampleColumn[] {
  const best = new Map<number, SampleColumn>();
  for (const run of runs) {
    const sample = run.samples.findLast((known) => known.step <= step);
    if (!sample) continue;
    const rung = rungOf(ladder, run.plan);
    const loss = lossOf(run, sample);
    const known = best.get(rung);
    if (!known || loss < known.loss) best.set(rung, { rung, sample, loss });
  }
  return [...best.values()].sort((a, b) => a.rung - b.rung);
}

function lossOf({ evaluations }: RunRecord, { step, replica }: Sample): number {
  return evaluations.find((evaluation) => evaluation.step === step)?.losses[replica] ?? NaN;
}
