// An experiment before what fits laws is loaded: its curves, and the axes of a law.

import type { RunRecord } from '../lab/records/record.js';
import { parameterCounts } from '../models/parameters.js';
import { emptyLawFigure } from './empty-law-figure.js';
import { ladderOf, type Ladder } from './ladder.js';
import { lossFigure } from './loss-figure.js';
import type { ShownResult } from './shown-result.js';

export function waitingResult(
  runs: readonly RunRecord[],
  family: Ladder['family'],
  unit: string,
): ShownResult {
  return {
    curves: (axis, hidden) => lossFigure(runs, { unit, axis, hidden }),
    law: emptyLawFigure(
      runs.map(({ plan }) => parameterCounts(plan.model).total),
      unit,
    ),
    ladder: ladderOf(runs, family),
    floor: null,
    finding: null,
    refusal: '',
  };
}
