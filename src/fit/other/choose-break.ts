// Whether a power law has a break: the plain law and the broken one, compared.
//
// L loss, x a size.

import { fitBrokenPowerLaw, type BrokenPowerLawFit, type BrokenPowerLawRefusal } from './broken-power-law.js';
import type { PowerLawChoice } from '../power-law/choose.js';
import { compareForms } from '../goodness/compare.js';
import type { LawPoint, PowerLawFit } from '../power-law/law.js';

export interface BreakChoice {
  readonly broken: BrokenPowerLawFit | BrokenPowerLawRefusal;
  /** The points want a break: hidden ones are foretold better with it, or as well and Akaike's criterion favours it. */
  readonly supported: boolean;
}

/** Fits a law with a break and sets it against the plain one that was chosen for the same points. Pure; never throws. */
export function chooseBreak(points: readonly LawPoint[], plain: PowerLawChoice): BreakChoice {
  const broken = fitBrokenPowerLaw(points);
  if (broken.type === 'refused') return { broken, supported: false };
  const plains = [plain.chosen, ...plain.alternatives].filter((fit) => fit.type === 'fit');
  const candidates = [broken, ...plains].map((fit: BrokenPowerLawFit | PowerLawFit) => ({
    fit,
    aicc: fit.aicc,
    hiddenErrors: fit.rollingOrigin,
  }));
  const [first, ...rest] = candidates;
  return { broken, supported: compareForms([first, ...rest]).best.fit === broken };
}
