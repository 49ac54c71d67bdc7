import { rootMeanSquare } from '../../../base/maths/statistics.js';
import type { SurfaceCandidate, SurfaceLaw } from '../../../fit/surface/forms/choose.js';
import type { SurfaceFormName } from '../../../fit/surface/forms/forms.js';
import { countsOfTable } from '../../../laws/recipe.js';
import {
  fitOfForm,
  formNames,
  formsInWords,
  formsRecipe,
  type TableSurfaceForms,
} from '../../../laws/surface-forms.js';
import type { FitLaw } from '../fit-law.js';
import { numbers } from './numbers.js';

const formulas: Readonly<Record<SurfaceFormName, string>> = {
  kaplan: 'L = ((Nc / N)^(alphaN / alphaD) + Dc / D)^alphaD',
  product: 'L = K N^-alpha D^-beta',
};

export const forms: FitLaw = {
  usage:
    'forms: the forms of the loss surface compared by how well they predict the points with the most compute, held out',
  options: [],
  prepare: () => ({
    requests: {},
    report({ forms: law, table }) {
      const { points, choice } = law;
      const words = formsInWords(law);
      const best = 'best' in choice ? choice.best.law : null;
      return {
        json: {
          law: 'forms',
          points: points.length,
          best,
          comparison: comparisonJson(law),
          ...(best === null ? { refused: words } : {}),
        },
        words,
        lines: [words, ...comparisonLines(law)],
        warnings: [...law.assumed, ...law.warnings],
        recipe: formsRecipe(law, countsOfTable(table)),
        rows: [],
      };
    },
  }),
};

export const kaplan = oneForm('kaplan');
export const product = oneForm('product');

function oneForm(form: SurfaceFormName): FitLaw {
  return {
    usage: `${form}: ${formulas[form]}, with its error on held-out points; forms compares them all`,
    options: [],
    prepare: () => ({
      requests: {},
      report({ forms: law, table }) {
        const found = fitOfForm(law, form);
        const head = { law: form, points: law.points.length, comparison: comparisonJson(law) };
        const words = formsInWords(law);
        const common = { recipe: formsRecipe(law, countsOfTable(table)), rows: [] };
        const warnings = [...law.assumed, ...law.warnings];
        if ('reason' in found || !('form' in found.fit)) {
          const reason = 'reason' in found ? found.reason : '';
          return {
            json: { ...head, parameters: null, intervals: null, refused: reason },
            words,
            lines: [`No surface of the form ${formNames[form]}: ${reason}`],
            warnings,
            ...common,
          };
        }
        const { parameters, intervals, r2, aicc, condition } = found.fit;
        return {
          json: { ...head, parameters, intervals, r2, aicc, condition },
          words,
          lines: [
            `${formulas[form]}: ${numbers(parameters, intervals)} (95 %)`,
            `R2 ${r2.toFixed(4)} of log loss`,
            ...comparisonLines(law, form),
          ],
          warnings: [...warnings, ...found.fit.warnings],
          ...common,
        };
      },
    }),
  };
}

function comparisonJson({ choice }: TableSurfaceForms): readonly Record<string, unknown>[] {
  if (!('best' in choice)) return [];
  const { candidates, survivors } = choice;
  return candidates.map((candidate) => ({
    law: candidate.law,
    aicc: candidate.aicc,
    heldOutError: heldOutError(candidate),
    survives: survivors.includes(candidate),
  }));
}

/** How each form predicts, or one of them. */
function comparisonLines({ choice }: TableSurfaceForms, only: SurfaceLaw | null = null): readonly string[] {
  if (!('best' in choice)) return [];
  const candidates = choice.candidates.filter(({ law }) => only === null || law === only);
  return candidates.map((candidate) => {
    const error = heldOutError(candidate);
    const predicted =
      error === null
        ? 'too few points to hold out'
        : `held-out points predicted to ${error < 10 ? (100 * error).toFixed(2) : 'over 1000'} %`;
    const aicc = candidate.aicc === null ? '' : `, AICc ${candidate.aicc.toFixed(1)}`;
    return `  ${candidate.law}: ${predicted}${aicc}${choice.survivors.includes(candidate) ? ', not ruled out' : ''}`;
  });
}

/** Root mean square of the relative errors at the held-out points. */
function heldOutError({ heldOutErrors: errors }: SurfaceCandidate): number | null {
  return errors.length === 0 ? null : rootMeanSquare(errors);
}
