import { breakInWords, breakRecipe } from '../../../laws/broken-power-law.js';
import { defaultAxis } from '../../../laws/power-law.js';
import { countsOfTable } from '../../../laws/recipe.js';
import type { FitLaw } from '../fit-law.js';
import { readAxis } from '../read-options.js';
import { numbers } from './numbers.js';

export const broken: FitLaw = {
  usage: `broken: a power law with one smooth break, and whether the points call for it; at least 12 sizes
  --x N|D|C                what runs along x; the first that has a law if not given`,
  options: ['x'],
  prepare(values) {
    const axis = readAxis(values.x);
    return {
      requests: { power: { allRows: values.rows === 'all' } },
      report({ power, broken: laws, table }) {
        const result = laws[axis ?? defaultAxis(power, table)];
        const { law, broken: fit, supported } = result;
        const words = breakInWords(result);
        const head = { law: 'broken', axis: law.axis, points: law.points.length, supported };
        const recipe = breakRecipe(result, countsOfTable(table));
        if (fit.type === 'refused') {
          return {
            json: { ...head, parameters: null, intervals: null, refused: words },
            words,
            lines: [`No law with a break along ${law.axis}: ${words}`],
            warnings: law.warnings,
            recipe,
            rows: [],
          };
        }
        const { parameters, intervals, r2, aicc, rollingOrigin, condition } = fit;
        return {
          json: { ...head, parameters, intervals, r2, aicc, rollingOrigin, condition },
          words,
          lines: [
            `L = E + A ${law.axis}^-before, then ^-after: ${numbers(parameters, intervals)} (95 %)`,
            words,
          ],
          warnings: [...law.warnings, ...fit.warnings],
          recipe,
          rows: [],
        };
      },
    };
  },
};
