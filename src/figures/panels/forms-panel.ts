// Which surface: Chinchilla's with two exponents or one, Kaplan's, the bare product, judged by the largest runs hidden from each.
//
// D samples or tokens seen, L loss, N parameters.

import { formatCount, formatNumber } from '../../base/format.js';
import { rootMeanSquare } from '../../base/maths/statistics.js';
import {
  chooseSurface,
  type SurfaceCandidate,
  type SurfaceChoice,
  type SurfaceLaw,
} from '../../fit/surface/forms/choose.js';
import { predictSurface } from '../../fit/surface/forms/predict.js';
import type { SurfacePoint } from '../../fit/surface/surface.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import type { Figure } from '../figure.js';
import {
  countsOfTable,
  levelWords,
  percentWords,
  surfaceStartWords,
  type Checklist,
} from '../../laws/recipe.js';
import type { PointTable } from '../../laws/table/point-table.js';
import { surfacePointsOfTable } from '../../laws/surface.js';
import { intervalWords, panelLabels, refusedPanel, type Fact, type Panel } from './panel.js';
import { residualFigure } from './residual-figure.js';

const names: Readonly<Record<SurfaceLaw, string>> = {
  chinchilla: 'Chinchilla',
  tied: 'Chinchilla, α = β',
  kaplan: 'Kaplan',
  product: 'Product',
};
const formulas: Readonly<Record<SurfaceLaw, string>> = {
  chinchilla: 'E + A N^−α + B D^−β',
  tied: 'E + A N^−α + B D^−α',
  kaplan: '((N_c / N)^(α_N / α_D) + D_c / D)^α_D',
  product: 'K N^−α D^−β',
};
const symbols: Readonly<Record<string, string>> = {
  ...{ alpha: 'α', beta: 'β', alphaN: 'α_N', alphaD: 'α_D', Nc: 'N_c', Dc: 'D_c' },
};

function formsChecklist(table: PointTable, rows: number, choice: SurfaceChoice): Checklist {
  const starts = choice.candidates.map(({ law, fit }) => `${names[law]}: ${startWords(fit)}`);
  const hidden = choice.hiddenShares.map(percentWords).join(' and ');
  return [
    [
      'Forms',
      Object.entries(formulas)
        .map(([law, formula]) => `${law}: L = ${formula}`)
        .join('; '),
    ],
    ...countsOfTable(table),
    ['Points', `${rows} used of ${table.points.length}`],
    ['Objective', 'sum of squared residuals of log loss'],
    ['Optimiser', 'Newton’s method with Levenberg’s damping'],
    ['Starts', starts.join('. ')],
    [
      'Choice',
      `by the error at the runs with the most compute, ${hidden} of them hidden from each; AICc beside it`,
    ],
    [
      'Intervals',
      `${levelWords(choice.best.fit.method)}, delta method with Student t; a forecast spans all forms that are not ruled out`,
    ],
  ];
}

function startWords(fit: SurfaceCandidate['fit']): string {
  if (!('form' in fit)) return surfaceStartWords(fit.method);
  const { starts, followed } = fit.method;
  return followed < starts ? `the best ${followed} of ${starts}` : String(starts);
}

/** Throws InputError as `surfacePointsOfTable` does. */
export function formsPanel(table: PointTable): Panel {
  const { points, warnings } = surfacePointsOfTable(table);
  const choice = chooseSurface(points);
  if (!('best' in choice)) return refusedPanel('forms', choice.refused.map(({ reason }) => reason)[0] ?? '');
  const { best, survivors, candidates, refused } = choice;
  const others = survivors.filter((other) => other !== best).map(({ law }) => names[law]);
  return {
    id: 'forms',
    label: panelLabels.forms,
    fitted: true,
    headline: names[best.law],
    summary:
      `L = ${formulas[best.law]}: of the forms that foretell the runs with the most compute about as well as any, once these are hidden, it ` +
      'has the lowest AICc. ' +
      (others.length > 0
        ? `Not ruled out either: ${others.join('; ')}. A forecast should span them all.`
        : 'The others are ruled out.'),
    facts: candidates.flatMap(factsOf),
    checklist: formsChecklist(table, points.length, choice),
    comparison: {
      heads: ['Form', 'Verdict', 'Hidden runs', 'AICc'],
      rows: [
        ...candidates.map((candidate) => [
          names[candidate.law],
          candidate === best ? 'best' : survivors.includes(candidate) ? 'not ruled out' : 'ruled out',
          hiddenWords(candidate),
          candidate.aicc === null ? '–' : candidate.aicc.toFixed(1).replace('-', '−'),
        ]),
        ...refused.map(({ law }) => [names[law], 'refused', '–', '–']),
      ],
    },
    warnings: [...warnings, ...refused.map(({ law, reason }) => `${names[law]}: ${reason}`)],
    figures: [best, ...candidates.filter((other) => other !== best)].map((candidate) =>
      residualsOf(candidate, points),
    ),
  };
}

/** How far the runs that were hidden are foretold: root mean square of the relative errors. */
function hiddenWords({ hiddenErrors }: SurfaceCandidate): string {
  if (hiddenErrors.length === 0) return 'too few to hide';
  return `${(100 * rootMeanSquare(hiddenErrors)).toFixed(2)} %`;
}

/** Chinchilla's own parameters have a panel. */
function factsOf({ law, fit }: SurfaceCandidate): Fact[] {
  if (law === 'chinchilla') return [];
  const entries: readonly (readonly [string, number, Interval])[] =
    'form' in fit
      ? Object.entries(fit.parameters).map(([name, value]) => [name, value, fit.intervals[name]])
      : [
          ['E', fit.E, fit.intervals.E],
          ['alpha', fit.alpha, fit.intervals.alpha],
        ];
  return entries.map(([name, value, interval]) => ({
    name: `${names[law]}: ${symbols[name] ?? name}`,
    value: `${formatNumber(value)} (${intervalWords(interval)})`,
  }));
}

function residualsOf({ law, fit }: SurfaceCandidate, points: readonly SurfacePoint[]): Figure {
  const sizes = [...new Set(points.map(({ N }) => N))].sort((a, b) => a - b);
  const rank = new Map(sizes.map((N, i) => [N, i]));
  return residualFigure(
    points.map(({ N, D, loss }) => ({
      x: 6 * N * D,
      residual: Math.log(loss / predictSurface(fit, N, D).loss),
      ink: { index: rank.get(N) ?? 0, count: sizes.length },
      words: `N ${formatCount(N)} · D ${formatCount(D)}`,
    })),
    '6 N D, coloured by N',
    { title: `Residuals, ${names[law]}` },
  );
}
