import type { PowerLawFit } from '../../fit/power-law/law.js';
import type { Law } from './lab-laws.js';

/** The fit that is shown: the law's, or that of the sizes that still train. */
export function drawnFit(law: Law | null): PowerLawFit | null {
  return law?.fit.type === 'fit' ? law.fit : (law?.soFar?.fit ?? null);
}
