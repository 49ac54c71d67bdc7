// What a reader should doubt of a power law.
//
// alpha exponent, E irreducible loss.

import { formatCount } from '../../base/format.js';
import { isExact, signRuns } from '../goodness/criteria.js';
import { vaguePercent, zeroFloor } from '../goodness/words.js';
import type { Outlier, PowerLawFit } from './law.js';

/** Sentences to show beside a fit. */
export function warningsOf({
  floor,
  E,
  alpha,
  intervals,
  residuals,
  outliers,
}: PowerLawFit): readonly string[] {
  const warnings = outliers.map(outlierInWords);
  const { runs, rare } = signRuns(residuals);
  if (rare && !isExact(residuals)) {
    warnings.push(
      `The points bend away from this law: their residuals change sign only ${runs - 1} times, too rarely for ` +
        'noise. Check the smallest sizes, and whether the largest are fully trained.',
    );
  }
  if (floor.type === 'free' && E === 0) warnings.push(zeroFloor);
  const percent = vaguePercent(alpha, intervals.alpha[1]);
  if (percent !== null) {
    warnings.push(
      floor.type === 'free'
        ? `These points do not separate alpha from the floor: alpha is known only to ±${percent} %. Add more and larger sizes, ` +
            'or give a known floor.'
        : `The points scatter: alpha is known only to ±${percent} %. Add sizes or seeds.`,
    );
  }
  return warnings;
}

function outlierInWords({ point: { x, loss }, deviation }: Outlier): string {
  const percent = Math.abs(100 * deviation).toPrecision(2);
  return (
    `The loss ${Number(loss.toPrecision(4))} at ${formatCount(x, 4)} lies ${percent} % ${deviation > 0 ? 'above' : 'below'} what the law of the ` +
    'other points predicts, further than their noise explains: it may distort the fit.'
  );
}
