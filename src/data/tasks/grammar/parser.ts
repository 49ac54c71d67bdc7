// Which sentences of a text the grammar can produce: the measure of a model that writes tales. It follows the same points from which
// tales are generated, so a wrong name or pronoun counts as an error, just as a verb in the wrong number does.

import type { SentenceCount } from '../../task.js';
import { wordsOf, type Point } from './phrases.js';
import { tales } from './tale.js';

export interface ParsedSentence {
  /** As written, without the space around it. */
  readonly text: string;
  readonly grammatical: boolean;
}

/** Where tales begin; which words are common does not matter here. Made on first use. */
let begin: Point | null = null;

/**
 * The sentences of a text that starts with a tale, without one that is cut off at the end. After a sentence that is not
 * grammatical, any sentence allowed in its place is assumed, so one error does not count twice.
 */
export function parseTales(text: string): ParsedSentence[] {
  begin ??= tales(0);
  let starts: readonly Point[] = [begin];
  const sentences: ParsedSentence[] = [];
  let sentence: string[] = [];
  for (const word of wordsOf(`\n${text.trimStart()}`)) {
    sentence.push(word);
    if (word !== '.') continue;
    const ends = starts.flatMap((start) => after(start, sentence) ?? []);
    const grammatical = ends.length > 0;
    sentences.push({ text: sentence.join('').trim(), grammatical });
    starts = grammatical ? ends : [...new Set(starts.flatMap(sentenceEnds))];
    sentence = [];
  }
  return sentences;
}

/** The number of sentences, and how many of them are grammatical. */
export function countGrammatical(sentences: readonly ParsedSentence[]): SentenceCount {
  return { right: sentences.filter(({ grammatical }) => grammatical).length, count: sentences.length };
}

/** The point after these words, if the grammar allows them from `start`. */
function after(start: Point, words: readonly string[]): Point | undefined {
  let point: Point | undefined = start;
  for (const word of words) point = point?.branches.find((branch) => branch.word === word)?.next;
  return point;
}

/** Every point at which a sentence from `start` may end. */
function sentenceEnds(start: Point): Point[] {
  const inside = new Set([start]);
  const ends = new Set<Point>();
  for (const { branches } of inside) {
    for (const { word, next } of branches) (word === '.' ? ends : inside).add(next);
  }
  return [...ends];
}
