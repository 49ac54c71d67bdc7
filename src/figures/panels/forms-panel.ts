// Which surface: Chinchilla's with two exponents or one, Kaplan's, the bare product, judged by the largest points, held out from each.
//
// D samples or tokens seen, L loss, N parameters.

import { rootMeanSquare } from '../../base/maths/statistics.js';
import type { SurfaceCandidate } from '../../fit/surface/forms/choose.js';
import { predictSurface } from '../../fit/surface/forms/predict.js';
import type { SurfacePoint } from '../../fit/surface/surface.js';
import type { Interval } from '../../fit/goodness/prediction.js';
import type { Figure } from '../figure.js';
import { countsOfTable } from '../../laws/recipe.js';
import { sixNDFlops } from '../../laws/table/six-nd.js';
import { formNames, formsInWords, formsRecipe } from '../../laws/surface-forms.js';
import type { LawsOfTable } from '../../laws/table-laws.js';
import { refusedPanel, type Fact, type Panel } from './panel.js';
import { residualFigure } from './residual-figure.js';
import { axisNames, formsWords as says, labels, symbolOf, withInterval, words } from './words.js';

/** Throws InputError where the table lacks N or D. */
export function formsPanel({ forms, table }: LawsOfTable): Panel {
  const { points, choice, warnings } = forms;
  if (!('best' in choice)) return refusedPanel('forms', formsInWords(forms));
  const { best, survivors, candidates, refused } = choice;
  const verdictOf = (candidate: SurfaceCandidate): string => {
    if (candidate === best) return says.verdicts.best;
    return survivors.includes(candidate) ? says.verdicts.notRuledOut : says.verdicts.ruledOut;
  };
  return {
    id: 'forms',
    label: labels.forms,
    fitted: true,
    headline: formNames[best.law],
    summary: formsInWords(forms),
    facts: candidates.flatMap(factsOf),
    recipe: formsRecipe(forms, countsOfTable(table)),
    comparison: {
      heads: says.heads,
      rows: [
        ...candidates.map((candidate) => [
          formNames[candidate.law],
          verdictOf(candidate),
          heldOutWords(candidate),
          candidate.aicc === null ? says.none : says.aicc(candidate.aicc),
        ]),
        ...refused.map(({ law }) => [formNames[law], says.verdicts.refused, says.none, says.none]),
      ],
    },
    warnings: [...warnings, ...refused.map(({ law, reason }) => says.refused(formNames[law], reason))],
    figures: [best, ...candidates.filter((other) => other !== best)].map((candidate) =>
      residualsOf(candidate, points),
    ),
  };
}

/** How well the held-out points are predicted: root mean square of the relative errors. */
function heldOutWords({ heldOutErrors }: SurfaceCandidate): string {
  if (heldOutErrors.length === 0) return says.tooFew;
  return says.heldOut(rootMeanSquare(heldOutErrors));
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
    name: says.parameter(formNames[law], symbolOf(name)),
    value: withInterval(value, interval),
  }));
}

function residualsOf({ law, fit }: SurfaceCandidate, points: readonly SurfacePoint[]): Figure {
  const sizes = [...new Set(points.map(({ N }) => N))].sort((a, b) => a - b);
  const rank = new Map(sizes.map((N, i) => [N, i]));
  return residualFigure(
    points.map(({ N, D, loss }) => ({
      x: sixNDFlops(N, D),
      residual: Math.log(loss / predictSurface(fit, N, D).loss),
      ink: { index: rank.get(N) ?? 0, count: sizes.length },
      words: words.sizes(N, D),
    })),
    axisNames.sixND,
    says.residuals(formNames[law]),
  );
}
