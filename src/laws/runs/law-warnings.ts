// What to know beside a law of the lab's own points. E irreducible loss.

import { formatNumber } from '../../base/format.js';
import type { FloorLimit } from '../../fit/power-law/floor-limit.js';
import type { PowerLawResult } from '../../fit/power-law/law.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { LabPoint } from './lab-points.js';

/** What an experiment leaves out that its law depends on. `used` are the points of the fit. */
export function designWarnings(
  { lrSweep, seeds, start }: ExperimentSpec,
  used: readonly LabPoint[],
): string[] {
  const warnings: string[] = [];
  if (start.weightsId !== '') {
    warnings.push(
      `Every model started from the weights ${start.name} instead of a random initialisation: D and C count only what it has seen since.`,
    );
  }
  if (!lrSweep.enabled) {
    warnings.push(
      'Every size was trained with one learning rate: the error of the exponent can be larger than stated. Switch on the sweep to tune it.',
    );
  }
  if (seeds.count === 1) warnings.push('With one seed the points have no error bars of their own.');
  const edge = used.filter(({ atSweepEdge }) => atSweepEdge).map(({ width }) => width);
  // Of two rates each is at an edge.
  if (lrSweep.enabled && !lrSweep.widen && lrSweep.count < 3) {
    warnings.push(
      'Two learning rates for each size are too few to see whether the best one lies between them or beyond.',
    );
  } else if (edge.length > 0) {
    const widths = [...new Set(edge)].join(', ');
    warnings.push(
      `At width ${widths} the best learning rate is at the edge of its sweep: a wider sweep could do better.`,
    );
  }
  return warnings;
}

/**
 * Where the floor is known, a free floor that misses it by more than its error shows that the form of the law is wrong. Not where
 * the floor of endless data is right: then the law is limited by the number of samples.
 */
export function formWarnings(
  fits: readonly PowerLawResult[],
  knownFloor: number | null,
  endlessFloor: FloorLimit | null,
): string[] {
  const free = fits.find((fit) => fit.type === 'fit' && fit.floor.type === 'free');
  if (knownFloor === null || free?.type !== 'fit') return [];
  if (coversFloor(free, knownFloor) || (endlessFloor && coversFloor(endlessFloor.fit, knownFloor))) return [];
  return [
    `Left free, the floor comes out at ${formatNumber(free.E, 4)}; the exact one, ${formatNumber(knownFloor, 4)}, is outside the ` +
      'error. Over this range the loss is not a constant plus one power law: the exponent changes along it. A floor fitted along N ' +
      'is at best that of the samples seen, and falls with more of them.',
  ];
}

/** What shows whether a size that lies far off is bad luck. */
export function outlierWarnings(fit: PowerLawResult): string[] {
  return fit.type === 'fit' && fit.outliers.length > 0
    ? ['More seeds, and more learning rates, show whether a size that lies far off is bad luck.']
    : [];
}

function coversFloor(fit: PowerLawResult, floor: number): boolean {
  return fit.type === 'fit' && fit.intervals.E[0] <= floor && floor <= fit.intervals.E[1];
}
