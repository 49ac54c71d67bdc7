// The critical batch size (McCandlish et al. 2018): steps to one loss against the batch size, and where a larger batch stops saving steps.

import { formatCount, formatNumber } from '../../base/format.js';
import { stepsAt } from '../../fit/other/critical-batch.js';
import { logAxis, logSteps, type Coordinate, type Figure } from '../figure.js';
import {
  criticalBatchInWords,
  criticalBatchRecipe,
  hasBatches,
  type TableCriticalBatch,
} from '../../laws/critical-batch.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { intervalWords, panelLabels, refusedPanel, type Panel } from './panel.js';
import { residualFigure } from './residual-figure.js';

const axes = { batch: 'batch, samples a step', steps: 'steps to the loss' } as const;

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
    label: panelLabels['critical-batch'],
    fitted: true,
    headline: `B = ${formatCount(criticalBatch)}`,
    summary: criticalBatchInWords(law),
    facts: [
      { name: 'Critical batch, 95 %', value: intervalWords(fit.intervals.criticalBatch) },
      {
        name: 'Minimum steps',
        value: `${formatCount(leastSteps)} (${intervalWords(fit.intervals.leastSteps)})`,
      },
      {
        name: 'Minimum samples',
        value: `${formatCount(leastExamples)} (${intervalWords(fit.intervals.leastExamples)})`,
      },
      { name: 'From', value: `${points.length} batch sizes` },
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
          words: `batch ${formatCount(batch)}`,
        })),
        axes.batch,
        { of: 'log steps' },
      ),
    ],
  };
}

function stepsFigure({ points, fit, target }: TableCriticalBatch): Figure {
  const x = logAxis(
    axes.batch,
    points.map(({ batch }) => batch),
  );
  const curve = fit.type === 'fit' ? logSteps(x.range).map((at): Coordinate => [at, stepsAt(fit, at)]) : [];
  return {
    title: 'Steps against batch',
    x,
    y: logAxis(axes.steps, [...points.map(({ steps }) => steps), ...curve.map(([, steps]) => steps)]),
    bands: [],
    lines:
      curve.length > 0
        ? [
            {
              points: curve,
              ink: 'ink',
              style: 'solid',
              name: 'minimum steps + minimum samples / batch',
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
      words: `batch ${formatCount(batch)} · ${formatCount(steps)} steps`,
    })),
    key: [],
    summary: `Steps to a loss of ${formatNumber(target, 4)} at ${points.length} batch sizes.`,
    table: {
      heads: ['batch', 'steps', 'law'],
      rows: points.map(({ batch, steps }) => [batch, steps, fit.type === 'fit' ? stepsAt(fit, batch) : '']),
    },
  };
}
