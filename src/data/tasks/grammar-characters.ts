// The same grammar, letter by letter. A state is what may still be written of the words that agree with the letters so far,
// with the probability of each, so the entropy of letters is exact too, and words that end alike share their ends.

import type { Branch, Point } from './grammar-phrases.js';

/** A word as far as it is not yet written, with its probability given what is, and the point after it. */
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
  /** Where one word has been written and no other can be meant. */
  const between = (point: Point): Point => {
    const start = whole.get(point) ?? addPoint(point.branches);
    whole.set(point, start);
    return start;
  };
  const within = (remaining: readonly Remaining[]): Point => {
    const open = remaining.flatMap((rest) =>
      rest.word === '' ? weighted(rest.next.branches, rest.probability) : rest,
    );
    const key = open
      .map(({ word, probability, next }) => `${word}${numberOf(next)}:${probability.toPrecision(9)}`)
      .join();
    const point = made.get(key) ?? addPoint(open);
    made.set(key, point);
    return point;
  };
  const pointOf = (remaining: readonly Remaining[]): Point =>
    remaining.length === 1 && remaining[0].word === '' ? between(remaining[0].next) : within(remaining);
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
  return branches.map((branch) => ({ ...branch, probability: branch.probability * weight }));
}

/** What remains after each first letter. */
function byFirstLetter(remaining: readonly Remaining[]): Map<string, Remaining[]> {
  const groups = new Map<string, Remaining[]>();
  for (const rest of remaining) {
    const letter = rest.word[0];
    const group = groups.get(letter) ?? [];
    group.push({ ...rest, word: rest.word.slice(1) });
    groups.set(letter, group);
  }
  return groups;
}
