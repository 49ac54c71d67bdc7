// Large tables: a few of many points determine a handful of parameters as well as all of them.

/** The most points that laws of several parameters and many starts are fitted to. */
export const MOST_POINTS = 2000;
/** Enough points to find out where to start. */
export const MOST_START_POINTS = 1000;

/** At most so many values, evenly spread over the order given. */
export function thinned<Value>(values: readonly Value[], most: number): readonly Value[] {
  const every = Math.ceil(values.length / most);
  return every <= 1 ? values : values.filter((_, i) => i % every === 0);
}

/** Says how many points were used where they are fewer than were given. */
export function thinnedWarnings(used: number, given: number): readonly string[] {
  if (used >= given) return [];
  return [`The fit uses ${used} of ${given} points, evenly spread.`];
}
