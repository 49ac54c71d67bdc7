// Compute-optimal sizes, by isoFLOP minima or the envelope of losses. C training FLOPs, D samples or tokens, N parameters.

import { formatWithInterval, formatCount, formatNumber, formatPower } from '../../../base/format.js';
import { optima, type Optimum } from '../../../fit/isoflop/isoflop.js';
import {
  computeOptimalInWords,
  frontierRecipe,
  isoflopRecipe,
  sizeAxes,
  type TableFrontier,
  type TableIsoflop,
} from '../../../laws/compute-optimal.js';
import { countsOfTable } from '../../../laws/recipe.js';
import type { FitLaw, FitReport } from '../fit-law.js';
import { readOneOf } from '../read-options.js';

const optimumNames: Readonly<Record<Optimum, string>> = {
  centred: 'parabolas centred on their vertices',
  parabola: 'parabolas',
  spline: 'splines',
};

export const isoflop: FitLaw = {
  usage: `isoflop: the N (or D) of lowest loss for each C, and the power law N* ~ C^a through them
  --axis N|D               whose optimum; N if not given
  --optimum centred|parabola|spline
                           how it is read off the runs of one C; centred if not given:
                           a parabola about its own vertex`,
  options: ['axis', 'optimum'],
  prepare({ axis: text = 'N', optimum = 'centred' }) {
    const axis = readOneOf('--axis', text, sizeAxes);
    return {
      requests: { isoflop: { optimum: readOneOf('--optimum', optimum, optima) } },
      report({ isoflop: laws, table }) {
        const law = laws[axis];
        const { budgets, type } = law.fit;
        const usable = budgets.filter(({ rejected }) => rejected === null).length;
        const source = `by ${optimumNames[law.fit.method.optimum]} in ${usable} of ${budgets.length} budgets`;
        return {
          json: {
            law: 'isoflop',
            ...lineJson(law),
            bias: law.fit.type === 'fit' ? law.fit.bias : null,
            budgets: budgets.map(({ C, optimum, interval, loss, rejected }) => ({
              C,
              optimum,
              interval,
              loss,
              rejected,
            })),
          },
          ...lineReport(law, type === 'fit' ? source : ''),
          recipe: isoflopRecipe(law, countsOfTable(table)),
          rows: [
            ['C', 'sizes', `${axis}*`, '95 %', 'loss', ''],
            ...budgets.map(({ C, points, optimum, interval, loss, rejected }) => [
              formatPower(C, 3),
              String(points.length),
              optimum === null ? '' : formatCount(optimum),
              interval === null
                ? optimum === null
                  ? ''
                  : 'open'
                : interval.map((end) => formatCount(end)).join(' to '),
              loss === null ? '' : formatNumber(loss, 4),
              rejected === null ? '' : `rejected: ${rejected}`,
            ]),
          ],
        };
      },
    };
  },
};

export const frontier: FitLaw = {
  usage: `frontier: the same through the lower envelope of all losses over C; needs runs whose learning rate has decayed
  --axis N|D               whose optimum; N if not given`,
  options: ['axis'],
  prepare({ axis: text = 'N' }) {
    const axis = readOneOf('--axis', text, sizeAxes);
    return {
      requests: {},
      report({ frontier: laws, table }) {
        const law = laws[axis];
        const { envelope } = law.fit;
        const used = envelope.filter(({ rejected }) => rejected === null).length;
        return {
          json: {
            law: 'frontier',
            ...lineJson(law),
            envelope: envelope.map(({ C, x, loss, rejected }) => ({ C, [axis]: x, loss, rejected })),
          },
          ...lineReport(law, `through ${used} of ${envelope.length} points of the envelope`),
          recipe: frontierRecipe(law, countsOfTable(table)),
          rows: [
            ['C', axis, 'loss', ''],
            ...envelope.map(({ C, x, loss, rejected }) => [
              formatPower(C, 3),
              formatCount(x),
              formatNumber(loss, 4),
              rejected === null ? '' : `left out: ${rejected}`,
            ]),
          ],
        };
      },
    };
  },
};

/** The fitted numbers are null where the fit is refused, and `refused` says why. */
function lineJson({ axis, rows, fit }: TableIsoflop | TableFrontier): Record<string, unknown> {
  if (fit.type === 'refused') {
    const nothing = { exponent: null, exponentInterval: null, coefficient: null, coefficientInterval: null };
    return { axis, points: rows, ...nothing, refused: fit.reason };
  }
  const { exponent, exponentInterval, coefficient, coefficientInterval } = fit;
  return { axis, points: rows, exponent, exponentInterval, coefficient, coefficientInterval };
}

function lineReport(
  law: TableIsoflop | TableFrontier,
  source: string,
): Pick<FitReport, 'words' | 'lines' | 'warnings'> {
  const { axis, fit, assumed, warnings } = law;
  const words = computeOptimalInWords(law);
  if (fit.type === 'refused') {
    return { words, lines: [`No compute-optimal ${axis}: ${words}`], warnings: [...assumed, ...warnings] };
  }
  const { exponent, exponentInterval, coefficient } = fit;
  return {
    words,
    lines: [
      words,
      `${axis}* = ${formatNumber(coefficient)} C^a: a = ${formatWithInterval(exponent, exponentInterval)} (95 %), ${source}`,
    ],
    warnings: [...assumed, ...warnings, ...fit.warnings],
  };
}
