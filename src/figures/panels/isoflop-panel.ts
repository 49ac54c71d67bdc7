// IsoFLOP valleys with their minima, approach 2 of Hoffmann et al. 2022. C training FLOPs, L loss, N parameters.

import { formatNumber, formatPower } from '../../base/format.js';
import type { IsoflopBudget, IsoflopResult } from '../../fit/isoflop/isoflop.js';
import { valueOnLine, type LogLine } from '../../fit/goodness/log-line.js';
import {
  logAxis,
  type Figure,
  type FigureEnd,
  type FigureLine,
  type FigureMark,
  type Ink,
} from '../figure.js';
import { computeOptimalInWords, isoflopRecipe } from '../../laws/compute-optimal.js';
import { countsOfTable } from '../../laws/recipe.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { residualFigure } from './residual-figure.js';
import { refusedPanel, type Panel } from './panel.js';
import { axisNames, intervalWords, isoflopWords as says, labels, words } from './words.js';

/** The most curves that have their budget written at the right of the plot. */
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
    label: labels.isoflop,
    fitted: true,
    headline: words.exponent(exponent, exponentInterval),
    summary: says.summary(computeOptimalInWords(law), exponent),
    facts: [
      { name: says.exponent, value: intervalWords(exponentInterval) },
      { name: says.coefficient, value: formatNumber(coefficient) },
      { name: words.from, value: says.from(usable, budgets.length) },
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
            words: says.residual(C, optimum),
          },
        ],
  );
  return residualFigure(points, axisNames.C, says.residuals);
}

function rejections(budgets: readonly IsoflopBudget[]): string[] {
  const named = budgets.flatMap(({ C, rejected }) =>
    rejected === null ? [] : [says.rejection(C, rejected)],
  );
  return named.slice(0, 5);
}

function valleyFigure({ budgets }: IsoflopResult): Figure {
  const count = budgets.length;
  const lines = budgets.map(({ curve }, index): FigureLine => ({
    points: curve.map(({ x, loss }) => [x, loss] as const),
    ink: { index, count },
    style: 'solid',
    name: null,
    label: null,
  }));
  const runs = budgets.flatMap(({ C, points }, index) =>
    points.map(({ x, loss }): FigureMark => ({
      x,
      y: loss,
      ink: { index, count },
      shape: 'dot',
      error: null,
      words: says.run(C, x, loss),
    })),
  );
  const bottoms = budgets.flatMap((budget, index) => bottomOf(budget, { index, count }));
  const marks = [...runs, ...bottoms];
  const x = logAxis(
    axisNames.N,
    marks.map((mark) => mark.x),
  );
  return {
    title: says.title,
    x,
    y: logAxis(
      axisNames.loss,
      marks.map(({ y }) => y),
      0.06,
      0.1,
    ),
    bands: [],
    lines,
    marks,
    ends:
      count <= MOST_LABELS
        ? budgets.flatMap((budget, index) => endOf(budget, { index, count }, x.range[1]))
        : [],
    key: [
      { shape: 'diamond', name: says.keys.minimum },
      ...(budgets.some(({ rejected }) => rejected !== null)
        ? [{ shape: 'hollow-diamond' as const, name: says.keys.rejected }]
        : []),
    ],
    summary: says.chart(count),
    table: {
      heads: says.heads,
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

/** The name of a budget, right of the plot: within it the valleys lie on each other. */
function endOf({ C, curve, points }: IsoflopBudget, ink: Ink, x: number): FigureEnd[] {
  const last = curve.at(-1) ?? points.at(-1);
  return last ? [{ x, y: last.loss, ink, name: formatPower(C), aside: '' }] : [];
}

/** The minimum of a budget, or the lowest run of one that was rejected. */
function bottomOf({ C, points, optimum, loss, rejected }: IsoflopBudget, ink: Ink): FigureMark[] {
  if (optimum !== null && loss !== null) {
    return [
      { x: optimum, y: loss, ink, shape: 'diamond', error: null, words: says.minimum(C, optimum, loss) },
    ];
  }
  const lowest = points.reduce((a, b) => (b.loss < a.loss ? b : a));
  const reason = says.rejected(C, rejected ?? '');
  return [{ x: lowest.x, y: lowest.loss, ink, shape: 'hollow-diamond', error: null, words: reason }];
}
