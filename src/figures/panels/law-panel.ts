// A law of one variable: its chart with the band, its residuals, the profile of its floor.
//
// alpha exponent, E irreducible loss, L loss, x one of N, D, C.

import { formatNumber } from '../../base/format.js';
import type { BreakChoice } from '../../fit/other/broken-power-law.js';
import { fitPowerLaw } from '../../fit/power-law/fit.js';
import type { LawPoint, PowerLawFit, PowerLawResult } from '../../fit/power-law/law.js';
import { profilePowerLaw } from '../../fit/power-law/profile.js';
import type { Figure } from '../figure.js';
import { lawFigure } from '../law-figure.js';
import { tableLawView } from '../table-law-view.js';
import { heldOutFacts } from '../../laws/held-out.js';
import { countsOfTable, powerRecipe } from '../../laws/recipe.js';
import { lawInWords } from '../../laws/runs/words.js';
import type { TableBreak } from '../../laws/broken-power-law.js';
import type { TablePowerLaw } from '../../laws/power-law.js';
import type { Size } from '../../laws/table/six-nd.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { refusedPanel, type Fact, type Panel, type RefinedPanel } from './panel.js';
import { floorProfileFigure } from './profile-figure.js';
import { residualFigure } from './residual-figure.js';
import {
  axisNames,
  intervalWords,
  labels,
  lawWords as says,
  symbolOf,
  withInterval,
  words,
} from './words.js';

/** Throws InputError where the table lacks the axis. */
export function lawPanel(laws: LawsOfTable, axis: Size): RefinedPanel {
  const law = laws.power[axis];
  const { fit, from, points: all } = law;
  if (fit.type === 'refused') {
    const figures = all.length > 0 ? [lawFigure(tableLawView(law, axisNames[axis], null))] : [];
    const panel = refusedPanel(axis, sentences(from, fit.reason), figures);
    return { panel: { ...panel, warnings: law.warnings }, withBootstrap: null };
  }
  const points = usedPoints(law);
  const panel = {
    ...lawFitPanel(laws.broken[axis], fit, points),
    recipe: powerRecipe(axis, fit, all, [...countsOfTable(laws.table), [says.rows, from]]),
  };
  return {
    panel,
    withBootstrap: (resamples, seed) => {
      const again = fitPowerLaw(points, { floor: fit.floor, bootstrap: { resamples, seed } });
      return { ...panel, facts: [...panel.facts, ...lawBootstrap(again, resamples)] };
    },
  };
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function usedPoints({ points }: TablePowerLaw): readonly LawPoint[] {
  return points.filter(({ excluded }) => excluded === null);
}

function lawFitPanel(bent: TableBreak, fit: PowerLawFit, points: readonly LawPoint[]): Panel {
  const { law } = bent;
  const profile = floorProfile(law, points);
  const warnings = [...law.warnings, ...fit.warnings, ...(bent.supported ? [says.doNotTrust] : [])];
  return {
    id: law.axis,
    label: labels[law.axis],
    fitted: true,
    headline: says.headline(fit.alpha, fit.intervals.alpha),
    summary: sentences(lawInWords(law), law.from),
    facts: [...facts(law.axis, fit), ...breakFacts(bent)],
    comparison: null,
    recipe: [],
    warnings: [...new Set(warnings)],
    figures: [
      lawFigure(tableLawView(law, axisNames[law.axis], bent.supported ? bent.broken : null)),
      residualFigure(
        [...points]
          .sort((a, b) => a.x - b.x || a.loss - b.loss)
          .map(({ x }, i) => ({
            x,
            residual: fit.residuals[i],
            ink: 'ink',
            words: says.point(law.axis, x),
          })),
        axisNames[law.axis],
      ),
      ...(profile ? [profile] : []),
    ],
  };
}

function facts(axis: Size, fit: PowerLawFit): Fact[] {
  return [
    { name: says.exponent, value: intervalWords(fit.intervals.alpha) },
    fit.floor.type === 'none'
      ? { name: says.floor, value: says.noFloor }
      : { name: words.interval(says.floor), value: withInterval(fit.E, fit.intervals.E) },
    { name: says.amplitude, value: formatNumber(fit.A) },
    { name: words.fit, value: words.r2(fit.r2) },
    ...heldOutFacts(axis, fit.rollingOrigin),
    { name: words.condition, value: formatNumber(fit.condition, 2) },
    ...(fit.floor.type === 'free' && fit.E > 0
      ? [{ name: says.correlation, value: formatNumber(correlationOf(fit), 3) }]
      : []),
    { name: words.from, value: says.from(fit.pointCount, fit.decades) },
  ];
}

function correlationOf({ covariance }: PowerLawFit): number {
  return covariance[0][2] / Math.sqrt(covariance[0][0] * covariance[2][2]);
}

/** Of a law with a break: what it found, or that the points do not want it; nothing where there are too few to look for one. */
function breakFacts({ broken, supported }: BreakChoice): Fact[] {
  if (broken.type === 'refused') return [];
  const name = says.withBreak;
  if (!supported) return [{ name, value: says.noBreak }];
  const { alphaBefore, alphaAfter, breakAt } = broken.parameters;
  return [
    { name, value: says.broken },
    { name: says.brokenExponents, value: says.exponents(alphaBefore, alphaAfter) },
    { name: says.breakAt, value: says.breakRange(breakAt, broken.intervals.breakAt) },
  ];
}

function lawBootstrap(fit: PowerLawResult, resamples: number): Fact[] {
  if (fit.type === 'refused' || !fit.bootstrap) return [];
  const { alpha, E } = fit.bootstrap;
  return [
    { name: words.bootstrap(symbolOf('alpha'), resamples), value: intervalWords(alpha) },
    ...(fit.floor.type === 'free'
      ? [{ name: words.bootstrap(symbolOf('E'), resamples), value: intervalWords(E) }]
      : []),
  ];
}

/** How much worse the law fits with another floor, for the fit with a free floor; null where none was possible. */
function floorProfile(
  { fit: chosen, alternatives }: TablePowerLaw,
  points: readonly LawPoint[],
): Figure | null {
  const fit = [chosen, ...alternatives].find(
    (other): other is PowerLawFit => other.type === 'fit' && other.floor.type === 'free',
  );
  const profile = fit && profilePowerLaw(points, fit);
  return profile ? floorProfileFigure(profile, ['alpha', 'A']) : null;
}
