// The critical batch size (McCandlish et al. 2018): steps to one loss against the batch size, and where a larger batch stops saving steps.

import { stepsAt } from '../../fit/other/critical-batch.js';
import { logAxis, logSteps, type Coordinate, type Figure } from '../figure.js';
import {
  criticalBatchInWords,
  criticalBatchRecipe,
  hasBatches,
  type TableCriticalBatch,
} from '../../laws/critical-batch.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { refusedPanel, type Panel } from './panel.js';
import { residualFigure } from './residual-figure.js';
import { axisNames, criticalBatchWords as says, intervalWords, labels, words } from './words.js';

/** Null for a table without batches and steps. Throws InputError as `criticalBatchOfTable` does. */
export function criticalBatchPanel(laws: LawsOfTable): Panel | null {
  if (!hasBatches(laws.table)) return null;
  const law = laws['critical-batch'];
  const { fit, points, warnings } = law;
  if (fit.type === 'refused')
    return { ...refusedPanel('critical-batch', fit.reason, [stepsFigure(law)]), warnings };
  const { criticalBatch, leastSteps, leastExamples } = fit.parameters;
  return {
    id: 'critical-batch',
    label: labels['critical-batch'],
    fitted: true,
    headline: says.headline(criticalBatch),
    summary: criticalBatchInWords(law),
    facts: [
      { name: says.interval, value: intervalWords(fit.intervals.criticalBatch) },
      { name: says.steps, value: says.count(leastSteps, fit.intervals.leastSteps) },
      { name: says.samples, value: says.count(leastExamples, fit.intervals.leastExamples) },
      { name: words.from, value: says.from(points.length) },
    ],
    comparison: null,
    recipe: criticalBatchRecipe(law),
    warnings: [...warnings, ...fit.warnings],
    figures: [
      stepsFigure(law),
      residualFigure(
        points.map(({ batch, steps }) => ({
          x: batch,
          residual: Math.log(steps / stepsAt(fit, batch)),
          ink: 'ink',
          words: says.residual(batch),
        })),
        axisNames.batch,
        says.residuals,
      ),
    ],
  };
}

function stepsFigure({ points, fit, target }: TableCriticalBatch): Figure {
  const x = logAxis(
    axisNames.batch,
    points.map(({ batch }) => batch),
  );
  const curve = fit.type === 'fit' ? logSteps(x.range).map((at): Coordinate => [at, stepsAt(fit, at)]) : [];
  return {
    title: says.title,
    x,
    y: logAxis(axisNames.steps, [...points.map(({ steps }) => steps), ...curve.map(([, steps]) => steps)]),
    bands: [],
    lines:
      curve.length > 0
        ? [
            {
              points: curve,
              ink: 'ink',
              style: 'solid',
              name: says.line,
              label: null,
            },
          ]
        : [],
    marks: points.map(({ batch, steps }) => ({
      x: batch,
      y: steps,
      ink: 'ink',
      shape: 'point',
      error: null,
      words: says.run(batch, steps),
    })),
    key: [],
    summary: says.chart(target, points.length),
    table: {
      heads: says.heads,
      rows: points.map(({ batch, steps }) => [batch, steps, fit.type === 'fit' ? stepsAt(fit, batch) : '']),
    },
  };
}
