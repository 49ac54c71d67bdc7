// A law of one variable: its chart with the band, its residuals, the profile of its floor.
//
// alpha exponent, E irreducible loss, L loss, x one of N, D, C.

import { formatCount, formatNumber, formatWithError } from '../../base/format.js';
import type { BreakChoice } from '../../fit/other/broken-power-law.js';
import { halfWidth } from '../../base/maths/statistics.js';
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
import {
  axisNames,
  intervalWords,
  panelLabels,
  refusedPanel,
  type Fact,
  type Panel,
  type RefinedPanel,
} from './panel.js';
import { floorProfileFigure } from './profile-figure.js';
import { residualFigure } from './residual-figure.js';

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
    recipe: powerRecipe(axis, fit, all, [...countsOfTable(laws.table), ['Rows', from]]),
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
  const warnings = [...law.warnings, ...fit.warnings, ...(bent.supported ? [bendWarning] : [])];
  return {
    id: law.axis,
    label: panelLabels[law.axis],
    fitted: true,
    headline: `α = ${formatWithError(fit.alpha, halfWidth(fit.intervals.alpha))}`,
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
            words: `${law.axis} ${formatCount(x)}`,
          })),
        axisNames[law.axis],
      ),
      ...(profile ? [profile] : []),
    ],
  };
}

function facts(axis: Size, fit: PowerLawFit): Fact[] {
  return [
    { name: 'Exponent α, 95 %', value: intervalWords(fit.intervals.alpha) },
    fit.floor.type === 'none'
      ? { name: 'Floor E', value: 'none: the points favour a pure power law' }
      : { name: 'Floor E, 95 %', value: `${formatNumber(fit.E)} (${intervalWords(fit.intervals.E)})` },
    { name: 'Amplitude A', value: formatNumber(fit.A) },
    { name: 'Fit', value: `R² ${fit.r2.toFixed(fit.r2 > 0.999 ? 5 : 4)}` },
    ...heldOutFacts(axis, fit.rollingOrigin),
    { name: 'Condition of the design', value: formatNumber(fit.condition, 2) },
    ...(fit.floor.type === 'free' && fit.E > 0
      ? [{ name: 'Correlation of E and α', value: formatNumber(correlationOf(fit), 3) }]
      : []),
    { name: 'From', value: `${fit.pointCount} points over ${fit.decades.toFixed(1)} decades` },
  ];
}

function correlationOf({ covariance }: PowerLawFit): number {
  return covariance[0][2] / Math.sqrt(covariance[0][0] * covariance[2][2]);
}

const bendWarning =
  'With a break the law predicts held-out points better: one exponent does not hold over this range, so do not trust the plain law beyond it.';

/** Of a law with a break: what it found, or that the points do not want it; nothing where there are too few to look for one. */
function breakFacts({ broken, supported }: BreakChoice): Fact[] {
  if (broken.type === 'refused') return [];
  const name = 'With a break';
  if (!supported) return [{ name, value: 'predicts no better: the plain law is enough' }];
  const { alphaBefore, alphaAfter, breakAt } = broken.parameters;
  const [low, high] = broken.intervals.breakAt.map((end) => formatCount(end));
  return [
    { name, value: 'predicts better' },
    { name: 'Exponent before, after', value: `${formatNumber(alphaBefore)}, ${formatNumber(alphaAfter)}` },
    { name: 'Break at, 95 %', value: `${formatCount(breakAt)} (${low} to ${high})` },
  ];
}

function lawBootstrap(fit: PowerLawResult, resamples: number): Fact[] {
  if (fit.type === 'refused' || !fit.bootstrap) return [];
  const name = (what: string): string => `${what}, bootstrap of ${formatCount(resamples)}`;
  const { alpha, E } = fit.bootstrap;
  return [
    { name: name('α'), value: intervalWords(alpha) },
    ...(fit.floor.type === 'free' ? [{ name: name('E'), value: intervalWords(E) }] : []),
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
