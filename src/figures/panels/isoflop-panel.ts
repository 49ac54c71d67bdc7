// IsoFLOP valleys with their minima, approach 2 of Hoffmann et al. 2022. C training FLOPs, L loss, N parameters.

import { formatCount, formatNumber, formatPower, formatWithError } from '../../base/format.js';
import { halfWidth } from '../../base/maths/statistics.js';
import type { IsoflopBudget, IsoflopResult } from '../../fit/isoflop/isoflop.js';
import { valueOnLine, type LogLine } from '../../fit/goodness/log-line.js';
import { logAxis, type Figure, type FigureLine, type FigureMark, type Ink } from '../figure.js';
import { computeOptimalInWords, isoflopRecipe } from '../../laws/compute-optimal.js';
import { countsOfTable } from '../../laws/recipe.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { residualFigure } from './residual-figure.js';
import { axisNames, intervalWords, panelLabels, refusedPanel, type Panel } from './panel.js';

/** The most curves that have their budget written beside them. */
const MOST_LABELS = 12;

/** Throws InputError where the table lacks a column. */
export function isoflopPanel({ isoflop, table }: LawsOfTable): Panel {
  const law = isoflop.N;
  const { fit, warnings } = law;
  const figures = fit.budgets.length > 0 ? [valleyFigure(fit)] : [];
  if (fit.type === 'refused') return { ...refusedPanel('isoflop', fit.reason, figures), warnings };
  const { exponent, exponentInterval, coefficient, budgets } = fit;
  const usable = budgets.filter(({ optimum }) => optimum !== null).length;
  return {
    id: 'isoflop',
    label: panelLabels.isoflop,
    fitted: true,
    headline: `a = ${formatWithError(exponent, halfWidth(exponentInterval))}`,
    summary: `${computeOptimalInWords(law)} By C = 6 N D it calls for ${formatNumber(10 ** (1 - exponent))} times the D. The best N grows as C^a.`,
    facts: [
      { name: 'Exponent a, 95 %', value: intervalWords(exponentInterval) },
      { name: 'Coefficient', value: formatNumber(coefficient) },
      { name: 'From', value: `${usable} of ${budgets.length} budgets` },
    ],
    comparison: null,
    recipe: isoflopRecipe(law, countsOfTable(table)),
    warnings: [...warnings, ...fit.warnings, ...rejections(budgets)],
    figures: [...figures, minimaResiduals(fit, budgets)],
  };
}

/** How far the minima lie off the power law through them. */
function minimaResiduals(line: LogLine, budgets: readonly IsoflopBudget[]): Figure {
  const points = budgets.flatMap(({ C, optimum }, index) =>
    optimum === null
      ? []
      : [
          {
            x: C,
            residual: Math.log(optimum / valueOnLine(line, C).value),
            ink: { index, count: budgets.length },
            words: `C ${formatPower(C)} · N ${formatCount(optimum)}`,
          },
        ],
  );
  return residualFigure(points, axisNames.C, { title: 'Minima about their law', of: 'log N' });
}

function rejections(budgets: readonly IsoflopBudget[]): string[] {
  const named = budgets.filter(({ rejected }) => rejected !== null);
  return named.slice(0, 5).map(({ C, rejected }) => `No minimum at C = ${formatPower(C)}: ${rejected}.`);
}

function valleyFigure({ budgets }: IsoflopResult): Figure {
  const count = budgets.length;
  const lines = budgets.map(({ C, curve }, index): FigureLine => ({
    points: curve.map(({ x, loss }) => [x, loss] as const),
    ink: { index, count },
    style: 'solid',
    name: null,
    label: count <= MOST_LABELS ? formatPower(C) : null,
  }));
  const runs = budgets.flatMap(({ C, points }, index) =>
    points.map(({ x, loss }): FigureMark => ({
      x,
      y: loss,
      ink: { index, count },
      shape: 'dot',
      error: null,
      words: `C ${formatPower(C)} · N ${formatCount(x)} · loss ${formatNumber(loss, 4)}`,
    })),
  );
  const bottoms = budgets.flatMap((budget, index) => bottomOf(budget, { index, count }));
  const marks = [...runs, ...bottoms];
  return {
    title: 'IsoFLOP valleys',
    x: logAxis(
      axisNames.N,
      marks.map(({ x }) => x),
    ),
    y: logAxis(
      'loss',
      marks.map(({ y }) => y),
      0.06,
      0.1,
    ),
    bands: [],
    lines,
    marks,
    key: [
      { shape: 'diamond', name: 'minimum' },
      ...(budgets.some(({ rejected }) => rejected !== null)
        ? [{ shape: 'hollow-diamond' as const, name: 'lowest run of a rejected budget' }]
        : []),
    ],
    summary: `Loss against N for ${count} budgets of compute, each with its minimum.`,
    table: {
      heads: ['C', 'runs', 'N at the minimum', 'loss there', 'rejected'],
      rows: budgets.map(({ C, points, optimum, loss, rejected }) => [
        C,
        points.length,
        optimum ?? '',
        loss ?? '',
        rejected ?? '',
      ]),
    },
  };
}

/** The minimum of a budget, or the lowest run of one that was rejected. */
function bottomOf({ C, points, optimum, loss, rejected }: IsoflopBudget, ink: Ink): FigureMark[] {
  const at = `C ${formatPower(C)}`;
  if (optimum !== null && loss !== null) {
    const words = `${at} · minimum at N ${formatCount(optimum)} · loss ${formatNumber(loss, 4)}`;
    return [{ x: optimum, y: loss, ink, shape: 'diamond', error: null, words }];
  }
  const lowest = points.reduce((a, b) => (b.loss < a.loss ? b : a));
  const words = `${at} · rejected: ${rejected ?? ''}`;
  return [{ x: lowest.x, y: lowest.loss, ink, shape: 'hollow-diamond', error: null, words }];
}
