// A grammar as a graph of points between words. A phrase is a function: given the point after it, it makes the point before
// it. Phrases are built from smaller ones. What they agree in (a number, a name) is an argument of the function that builds them, so
// each point knows everything that still matters.

import { append } from '../../../base/many.js';

/** A point in a text: the possible next words, all different. Probabilities sum to 1. */
export interface Point {
  readonly branches: readonly Branch[];
}

export interface Branch {
  /** As it is written, with the space or line break before it: ` the`, `.`, `\nOnce`. */
  readonly word: string;
  readonly probability: number;
  readonly next: Point;
}

export type Phrase = (after: Point) => Point;

/** Words of a text, each with the space or line break before it; a character that is neither a letter nor a mark is a word. */
export function wordsOf(text: string): string[] {
  return text.match(/[ \n]?[A-Za-z]+|[^]/g) ?? [];
}

/** Does nothing: the optional half of an `either`. */
export const nothing: Phrase = (after) => after;

/** Makes one point for each point after it, so phrases with the same continuation share it. */
function shared(make: Phrase): Phrase {
  const made = new WeakMap<Point, Point>();
  return (after) => {
    const point = made.get(after) ?? make(after);
    made.set(after, point);
    return point;
  };
}

/** Exactly these words, written as they stand in a sentence. */
export function say(text: string): Phrase {
  const words = wordsOf(/^[\n.,]/.test(text) ? text : ` ${text}`);
  return sequence(...words.map((word) => shared((next) => ({ branches: [{ word, probability: 1, next }] }))));
}

export function sequence(...phrases: readonly Phrase[]): Phrase {
  return shared((after) => phrases.reduceRight((point, phrase) => phrase(point), after));
}

/** One of these phrases, with probability in proportion to its weight. They must begin with different words. */
export function either(...options: readonly (readonly [weight: number, phrase: Phrase])[]): Phrase {
  const total = options.reduce((sum, [weight]) => sum + weight, 0);
  return shared((after) => ({
    branches: options.flatMap(([weight, phrase]) => weighted(phrase(after), weight / total)),
  }));
}

/** Repeats `body`, each time with probability `again`, and then continues; a body must not be empty. */
export function repeat(again: number, body: Phrase): Phrase {
  return (after) => {
    const branches: Branch[] = [];
    const loop: Point = { branches };
    append(branches, [...weighted(body(loop), again), ...weighted(after, 1 - again)]);
    return loop;
  };
}

/** The point from which `body` repeats forever. */
export function forever(body: Phrase): Point {
  const branches: Branch[] = [];
  const loop: Point = { branches };
  append(branches, body(loop).branches);
  return loop;
}

function weighted({ branches }: Point, weight: number): Branch[] {
  if (branches.length === 0) throw new Error('expected a phrase with words between a point and itself');
  return branches.map(({ word, probability, next }) => ({ word, probability: probability * weight, next }));
}

/** Every reachable point, `begin` first. */
export function pointsFrom(begin: Point): Point[] {
  const points = new Set([begin]);
  for (const { branches } of points) for (const { next } of branches) points.add(next);
  return [...points];
}
