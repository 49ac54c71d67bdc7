// An experiment of the lab as the page shows it: before and while it trains, and after. E irreducible loss.

import { formatCount, formatNumber } from '../base/format.js';
import type { RunRecord } from '../lab/records/record.js';
import { drawnFit } from '../laws/runs/drawn-fit.js';
import type { Law } from '../laws/runs/lab-laws.js';
import { labLawView, type LabLawContext } from './lab-law-view.js';
import { ladderOf } from './ladder.js';
import { lawFigure } from './law-figure.js';
import { lossFigure } from './loss-figure.js';
import { exponentWords, theoryWords } from './recorded-result.js';
import type { Finding, ShownResult } from './shown-result.js';

export interface ExperimentResultContext extends LabLawContext {
  readonly runs: readonly RunRecord[];
  /** What the law before was, for people: `recorded before: 0.98 ± 0.12`; '' where there is none. */
  readonly before: string;
}

export function experimentResult(law: Law | null, context: ExperimentResultContext): ShownResult {
  const { runs, unit, before } = context;
  const fit = drawnFit(law);
  return {
    curves: (axis, hidden) => lossFigure(runs, { unit, axis, hidden }),
    law: lawFigure(labLawView(law, context)),
    ladder: ladderOf(runs),
    floor: law?.knownFloor ?? (fit && fit.E > 0 ? fit.E : null),
    finding: law && fit ? findingOf(law, fit, before) : null,
    refusal: law?.fit.type === 'refused' && !law.soFar ? law.fit.reason : '',
  };
}

function findingOf(law: Law, fit: NonNullable<ReturnType<typeof drawnFit>>, before: string): Finding {
  const soFar = law.fit.type === 'fit' ? null : law.soFar;
  const so = soFar ? `so far, step ${formatCount(soFar.step)} of ${formatCount(soFar.steps)}` : '';
  const theory =
    law.theory === null
      ? ''
      : soFar
        ? `theory: ${formatNumber(law.theory)}`
        : theoryWords(law.theory, fit.intervals.alpha);
  return {
    exponent: exponentWords(fit),
    notes: [so, theory, before].filter(Boolean),
    soFar: soFar !== null,
  };
}
