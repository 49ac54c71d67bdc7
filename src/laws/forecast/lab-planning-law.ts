// The law that the planner uses for an experiment: a surface where its points support one, else the law on the page.

import { fitLossSurface } from '../../fit/surface/fit.js';
import type { Law } from '../runs/lab-laws.js';
import { isUsed, labPoints, type LabPoint } from '../runs/lab-points.js';
import { planningLine, planningSurface, type PlannerPoint, type PlanningLaw } from './planning-law.js';
import type { LabState } from '../../lab/records/record.js';

/** The last result: a state changes ten times a second, its laws rarely. */
let last: { readonly fit: Law['fit']; readonly count: number; readonly law: PlanningLaw | null } | null =
  null;

/** Null without a law. */
export function planningLaw(law: Law | null, state: Pick<LabState, 'plan' | 'runs'>): PlanningLaw | null {
  if (!law) return null;
  const points = labPoints(state, law.convention).filter(isUsed);
  if (last?.fit !== law.fit || last.count !== points.length) {
    last = { fit: law.fit, count: points.length, law: planningLawOf(law, points) };
  }
  return last.law;
}

function planningLawOf(law: Law, points: readonly LabPoint[]): PlanningLaw | null {
  const surface = fitLossSurface(points);
  if (surface.type === 'fit') return planningSurface(surface, points);
  if (law.fit.type === 'refused') return null;
  const along = law.points.filter(isUsed).map(({ x, N, D, C }): PlannerPoint =>
    // A law along data counts different samples, whatever was seen of them.
    law.axis === 'D' ? { N, D: x, C } : { N, D, C },
  );
  return planningLine({ ...law, chosen: law.fit }, along);
}
