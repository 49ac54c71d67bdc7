// Whether a surface misses something: residuals of neighbouring runs then agree in sign more often than noise would have them. For a law
// of one variable the runs of signs say so (criteria.ts).

import { largest, smallest } from '../../base/many.js';
import { thinned } from './thinned.js';

/** A run's place on its axes, in logarithms. */
export type Place = readonly [number, number];

/** Each run is compared with so many of its nearest. */
const NEAREST = 2;
/** With fewer runs signs say too little. */
const FEWEST = 12;
/** Of more, evenly chosen ones are looked at. */
const MOST = 600;
/** Noise alone gives as many agreements in one sweep of a hundred. */
const RARE_DEVIATIONS = 2.33;

/** How many pairs of neighbours agree in sign, of how many; `rare` where noise seldom gives as many (join counts: Cliff and Ord 1981). */
export function agreeingNeighbours(
  places: readonly Place[],
  residuals: readonly number[],
): { readonly agreeing: number; readonly pairs: number; readonly rare: boolean } {
  const chosen = thinned(
    places.map((_, i) => i),
    MOST,
  );
  const pairs = pairsOf(scaled(chosen.map((i) => places[i])));
  const signs = chosen.map((i) => residuals[i] > 0);
  const agreeing = pairs.filter(([a, b]) => signs[a] === signs[b]).length;
  const n = signs.length;
  const plus = signs.filter(Boolean).length;
  const share = (plus * (plus - 1) + (n - plus) * (n - plus - 1)) / (n * (n - 1));
  const deviation = Math.sqrt(pairs.length * share * (1 - share));
  const rare =
    n >= FEWEST && deviation > 0 && (agreeing - pairs.length * share) / deviation > RARE_DEVIATIONS;
  return { agreeing, pairs: pairs.length, rare };
}

/** With both axes as long. */
function scaled(places: readonly Place[]): readonly Place[] {
  const spans = ([0, 1] as const).map((axis) => {
    const values = places.map((place) => place[axis]);
    return largest(values) - smallest(values) || 1;
  });
  return places.map(([a, b]): Place => [a / spans[0], b / spans[1]]);
}

/** Pairs of runs of which one is among the nearest of the other, each once. */
function pairsOf(places: readonly Place[]): readonly (readonly [number, number])[] {
  const found = new Map<string, readonly [number, number]>();
  places.forEach(([a, b], i) => {
    const nearest = places
      .map(([c, d], j) => ({ j, distance: (a - c) ** 2 + (b - d) ** 2 }))
      .filter(({ j }) => j !== i)
      .sort((p, q) => p.distance - q.distance || p.j - q.j)
      .slice(0, NEAREST);
    for (const { j } of nearest) {
      const pair = [Math.min(i, j), Math.max(i, j)] as const;
      found.set(pair.join(), pair);
    }
  });
  return [...found.values()];
}
