import type { Law } from '../laws/runs/lab-laws.js';
import { recipeLines, powerRecipe } from '../laws/recipe.js';
import { axisWords } from '../laws/runs/words.js';

/** How a law of the lab was fitted, a line each, for the notes of a figure that leaves the lab. */
export function lawNotes(law: Law): readonly string[] {
  return recipeLines(powerRecipe(law.axis, law.fit, law.points, [[law.axis, axisWords(law)]]));
}
