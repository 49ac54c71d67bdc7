import { formatNumber } from '../../../base/format.js';
import { criticalBatchInWords, criticalBatchRecipe } from '../../../laws/critical-batch.js';
import type { FitLaw } from '../fit-law.js';
import { readPositive } from '../read-options.js';
import { numbers } from './numbers.js';

export const criticalBatch: FitLaw = {
  usage: `critical-batch: the batch size beyond which more batch saves few steps; needs columns batch, steps and loss
  --loss NUMBER            count the steps to this loss; the lowest that all batch sizes come to if not given`,
  options: ['loss'],
  prepare(values) {
    const loss = values.loss === undefined ? null : readPositive('--loss', values.loss);
    return {
      requests: { 'critical-batch': { loss } },
      report({ 'critical-batch': law }) {
        const { target, points, fit, warnings } = law;
        const words = criticalBatchInWords(law);
        const head = { law: 'critical-batch', loss: target, points };
        const recipe = criticalBatchRecipe(law);
        if (fit.type === 'refused') {
          return {
            json: { ...head, parameters: null, intervals: null, refused: words },
            words,
            lines: [`No critical batch size: ${words}`],
            warnings,
            recipe,
            rows: [],
          };
        }
        const { parameters, intervals, r2 } = fit;
        return {
          json: { ...head, parameters, intervals, r2 },
          words,
          lines: [
            `steps = leastSteps + leastExamples / batch: ${numbers(parameters, intervals)} (95 %)`,
            `To a loss of ${formatNumber(target, 4)}, at ${points.length} batch sizes`,
            words,
          ],
          warnings: [...warnings, ...fit.warnings],
          recipe,
          rows: [],
        };
      },
    };
  },
};
