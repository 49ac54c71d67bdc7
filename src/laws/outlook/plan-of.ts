import type { PlanningLaw } from '../forecast/planning-law.js';
import { sizes, type Size } from '../table/six-nd.js';
import type { TableOutlook } from './table-outlook.js';

/** The law that plans are made by where a law of a table is in sight: it where it is along a size, else the surface, else any. */
export function planOf({ lines, surface }: TableOutlook, law: string): PlanningLaw | null {
  const own = sizes.find((size) => size === law);
  if (own) return lines[own]?.plan ?? null;
  const along = (size: Size): readonly PlanningLaw[] => (lines[size] ? [lines[size].plan] : []);
  return surface?.plan ?? sizes.flatMap(along).at(0) ?? null;
}
