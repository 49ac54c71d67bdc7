// The same grammar, letter by letter. A state holds the rest of every word that matches the letters so far, with its probability. So
// the entropy of letters is exact too, and words with the same ending share states.

import type { Branch, Point } from './phrases.js';

/** The rest of a word, its probability given the letters so far, and the point after it. */
type Remaining = Branch;

/** The point where tales begin, with a branch for each letter instead of each word. */
export function spelled(begin: Point): Point {
  const numbers = new Map<Point, number>();
  const numberOf = (point: Point): number => {
    const number = numbers.get(point) ?? numbers.size;
    numbers.set(point, number);
    return number;
  };
  const made = new Map<string, Point>();
  const whole = new Map<Point, Point>();
  const waiting: { branches: Branch[]; remaining: readonly Remaining[] }[] = [];
  const addPoint = (remaining: readonly Remaining[]): Point => {
    const branches: Branch[] = [];
    waiting.push({ branches, remaining });
    return { branches };
  };
  /** Where a word is complete and no longer word is possible. */
  const between = (point: Point): Point => {
    const start = whole.get(point) ?? addPoint(point.branches);
    whole.set(point, start);
    return start;
  };
  const within = (remaining: readonly Remaining[]): Point => {
    const key = remaining
      .map(({ word, probability, next }) => `${word}${numberOf(next)}:${probability.toPrecision(9)}`)
      .join();
    const point = made.get(key) ?? addPoint(remaining);
    made.set(key, point);
    return point;
  };
  const pointOf = (remaining: readonly Remaining[]): Point => {
    if (remaining.every(({ word }) => word !== '')) return within(remaining);
    if (remaining.length === 1) return between(remaining[0].next);
    const finished = (rest: Remaining): Branch[] => weighted(rest.next.branches, rest.probability);
    return within(remaining.flatMap((rest) => (rest.word === '' ? finished(rest) : rest)));
  };
  const first = between(begin);
  for (let task = waiting.pop(); task; task = waiting.pop()) {
    for (const [letter, rests] of byFirstLetter(task.remaining)) {
      const probability = rests.reduce((sum, rest) => sum + rest.probability, 0);
      const next = pointOf(weighted(rests, 1 / probability));
      task.branches.push({ word: letter, probability, next });
    }
  }
  return first;
}

function weighted(branches: readonly Branch[], weight: number): Branch[] {
  return branches.map(({ word, probability, next }) => ({ word, probability: probability * weight, next }));
}

/** What remains after each first letter. */
function byFirstLetter(remaining: readonly Remaining[]): Map<string, Remaining[]> {
  const groups = new Map<string, Remaining[]>();
  for (const { word, probability, next } of remaining) {
    const rest = { word: word.slice(1), probability, next };
    const group = groups.get(word[0]);
    if (group) group.push(rest);
    else groups.set(word[0], [rest]);
  }
  return groups;
}
