import { formatNumber } from '../../../base/format.js';
import type { Interval } from '../../../fit/goodness/prediction.js';
import { countsOfTable } from '../../../laws/recipe.js';
import { repeatInWords, repeatRecipe } from '../../../laws/repeated-data.js';
import type { FitLaw } from '../fit-law.js';

export const repeat: FitLaw = {
  usage:
    'repeat: what further epochs are worth; needs columns N, D and U (unique samples), and rows without repetition',
  options: [],
  prepare: () => ({
    requests: {},
    report({ repeat: law, table }) {
      const { points, fit, warnings } = law;
      const words = repeatInWords(law);
      const head = { law: 'repeat', points: points.length };
      const recipe = repeatRecipe(law, countsOfTable(table));
      if (fit.type === 'refused') {
        return {
          json: { ...head, parameters: null, intervals: null, refused: words },
          words,
          lines: [`No worth of repeated data: ${words}`],
          warnings,
          recipe,
          rows: [],
        };
      }
      const { dataDecay, parameterDecay, dataProfile, parameterProfile } = fit;
      return {
        json: {
          ...head,
          parameters: { dataDecay, parameterDecay },
          intervals: {
            dataDecay: closed(dataProfile.interval),
            parameterDecay: closed(parameterProfile.interval),
          },
          profiles: { dataDecay: dataProfile.points, parameterDecay: parameterProfile.points },
          surface: fit.surface,
          objective: fit.objective,
          objectiveWithoutDecay: fit.objectiveWithoutDecay,
        },
        words,
        lines: [
          words,
          `R_D = ${formatNumber(dataDecay)} (95 % ${range(dataProfile.interval)}); of excess parameters, ` +
            `R_N = ${formatNumber(parameterDecay)} (${range(parameterProfile.interval)})`,
          `${fit.repeatedCount} of ${fit.pointCount} runs repeat their data.`,
        ],
        warnings: [...warnings, ...fit.warnings],
        recipe,
        rows: [],
      };
    },
  }),
};

/** An open end of an interval is null in JSON. */
function closed(interval: Interval): readonly (number | null)[] {
  return interval.map((end) => (Number.isFinite(end) ? end : null));
}

function range([low, high]: Interval): string {
  return `${formatNumber(low, 2)} to ${Number.isFinite(high) ? formatNumber(high, 2) : 'any'}`;
}
