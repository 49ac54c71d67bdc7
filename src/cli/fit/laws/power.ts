import { formatCount, formatNumber, formatWithError } from '../../../base/format.js';
import { defaultAxis } from '../../../laws/power-law.js';
import { countsOfTable, powerRecipe } from '../../../laws/recipe.js';
import { lawInWords } from '../../../laws/runs/words.js';
import { lawJson } from '../../report/law-json.js';
import { lawLines } from '../../../laws/law-lines.js';
import type { FitLaw } from '../fit-law.js';
import { readAxis, readFloor, readHuber } from '../read-options.js';

export const power: FitLaw = {
  usage: `power: L = E + A x^-alpha. Rows that share x are one point, tuned over lr, averaged over seed.
  --x N|D|C                what runs along x; the first that has a law if not given
  --floor free|none|NUMBER fit the floor E, assume none, or fix it; what the points favour if not given
  --robust none|huber[:DELTA]
                           squares, the default; linear beyond residuals of DELTA (0.001, more where noise is)`,
  options: ['x', 'floor', 'robust'],
  prepare(values) {
    const axis = readAxis(values.x);
    return {
      requests: {
        power: {
          floor: readFloor(values.floor),
          allRows: values.rows === 'all',
          huber: readHuber(values.robust),
        },
      },
      report({ power: laws, table }) {
        const law = laws[axis ?? defaultAxis(laws, table)];
        const { fit, from, points } = law;
        const [words, ...lines] = lawLines({ ...law, warnings: [] });
        const counts = countsOfTable(table);
        const warnings = [...law.assumed, ...law.warnings];
        return {
          json: { law: lawJson({ ...law, warnings }), from },
          words: lawInWords(law),
          lines: [words, ...(from === '' ? [] : [from]), ...lines],
          warnings,
          recipe: powerRecipe(law.axis, fit, points, from === '' ? counts : [...counts, ['Rows', from]]),
          rows: [
            [law.axis, 'loss', 'learning rate', ''],
            ...points.map(({ x, loss, standardError, learningRate, excluded }) => [
              formatCount(x),
              formatWithError(loss, standardError),
              learningRate === null ? '' : formatNumber(learningRate),
              excluded === null ? '' : `left out: ${excluded}`,
            ]),
          ],
        };
      },
    };
  },
};
