// The law that the planner uses for an experiment: a surface where its points support one, else the law on the page.

import { fitLossSurface } from '../../fit/surface/fit.js';
import type { DrawnLaw } from '../../lab/gallery/recorded-law.js';
import { choosePowerLawOnce } from '../runs/fit-once.js';
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

/** The law of a recording; the same object for the same recording. */
export function recordedPlanningLaw(law: DrawnLaw): PlanningLaw | null {
  if (lastRecorded?.of !== law) lastRecorded = { of: law, law: planningLawOfRecording(law) };
  return lastRecorded.law;
}

let lastRecorded: { readonly of: DrawnLaw; readonly law: PlanningLaw | null } | null = null;

function planningLawOfRecording({ axis, points, knownFloor, fit }: DrawnLaw): PlanningLaw | null {
  if (!fit) return null;
  const choice = choosePowerLawOnce(
    points.map(({ x, loss, standardError }) => ({ x, loss, standardError })),
    knownFloor,
  );
  if (choice.chosen.type === 'refused') return null;
  const along = points.map(({ x, N, D, C }): PlannerPoint => (axis === 'D' ? { N, D: x, C } : { N, D, C }));
  return planningLine({ axis, ...choice }, along);
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
