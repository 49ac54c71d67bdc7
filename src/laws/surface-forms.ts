// The forms of a loss surface compared: Chinchilla's with two exponents or one, Kaplan's, the product.

import {
  chooseSurface,
  type SurfaceCandidate,
  type SurfaceChoice,
  type SurfaceLaw,
} from '../fit/surface/forms/choose.js';
import type { SurfacePoint } from '../fit/surface/surface.js';
import { levelWords, percentWords, type Recipe } from './recipe.js';
import { surfaceStartWords, type SurfaceRows, type TableSurface } from './surface.js';

export interface TableSurfaceForms extends Pick<SurfaceRows, 'given' | 'assumed' | 'warnings'> {
  readonly points: readonly SurfacePoint[];
  readonly choice: SurfaceChoice | Pick<SurfaceChoice, 'refused'>;
}

export const formNames: Readonly<Record<SurfaceLaw, string>> = {
  chinchilla: 'Chinchilla',
  tied: 'Chinchilla, α = β',
  kaplan: 'Kaplan',
  product: 'Product',
};

export const formulas: Readonly<Record<SurfaceLaw, string>> = {
  chinchilla: 'E + A N^−α + B D^−β',
  tied: 'E + A N^−α + B D^−α',
  kaplan: '((N_c / N)^(α_N / α_D) + D_c / D)^α_D',
  product: 'K N^−α D^−β',
};

/** Fits and compares all forms; `surface` is the table's own fit, which need not be made again where it is of least squares. */
export function surfaceFormsOfRows(rows: SurfaceRows, surface: TableSurface | null): TableSurfaceForms {
  const { points, given, assumed, warnings } = rows;
  const choice = chooseSurface(points, surface === null ? {} : { chinchilla: surface.fit });
  return { points, given, assumed, warnings, choice };
}

/** The fit of one form, or why it is refused. */
export function fitOfForm(
  { choice }: TableSurfaceForms,
  form: SurfaceLaw,
): SurfaceCandidate | { readonly reason: string } {
  const candidates = 'best' in choice ? choice.candidates : [];
  const found = candidates.find(({ law }) => law === form);
  return found ?? { reason: choice.refused.find(({ law }) => law === form)?.reason ?? '' };
}

/** Which form is best, in sentences; of a refusal, its reason. */
export function formsInWords({ choice }: TableSurfaceForms): string {
  if (!('best' in choice)) return choice.refused.at(0)?.reason ?? '';
  const { best, survivors } = choice;
  const others = survivors.filter((other) => other !== best).map(({ law }) => formNames[law]);
  return (
    `L = ${formulas[best.law]}: among the forms that predict the held-out points, those with the most compute, about equally well, this one ` +
    'has the lowest AICc. ' +
    (others.length > 0
      ? `Not ruled out either: ${others.join('; ')}. A forecast should span them all.`
      : 'The others are ruled out.')
  );
}

/** How the forms were fitted and compared; `counts` say what N and D are. */
export function formsRecipe({ choice, points, given }: TableSurfaceForms, counts: Recipe): Recipe {
  const forms = Object.entries(formulas).map(([law, formula]) => `${law}: L = ${formula}`);
  const head: Recipe = [
    ['Forms', forms.join('; ')],
    ...counts,
    ['Points', `${points.length} used of ${given}`],
    ['Objective', 'sum of squared residuals of log loss'],
    ['Optimiser', 'Newton’s method with Levenberg’s damping'],
  ];
  if (!('best' in choice)) return head;
  const starts = choice.candidates.map(({ law, fit }) => `${formNames[law]}: ${startWords(fit)}`);
  const heldOut = choice.heldOutShares.map(percentWords).join(' and ');
  return [
    ...head,
    ['Starts', starts.join('. ')],
    [
      'Choice',
      `by the error at the points with the most compute, ${heldOut} of all points held out in turn; AICc beside it`,
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
