import type { PowerLawFit } from '../fit/power-law/law.js';
import { predictPowerLaw } from '../fit/power-law/predict.js';
import type { DrawnFit } from './law-figure.js';

/** A fitted power law as charts draw it. */
export function drawnPowerLaw(fit: PowerLawFit): DrawnFit {
  return {
    lossAt: (x) => predictPowerLaw(fit, x).loss,
    bandAt: (x) => predictPowerLaw(fit, x).band,
    E: fit.E,
    xRange: fit.xRange,
  };
}
