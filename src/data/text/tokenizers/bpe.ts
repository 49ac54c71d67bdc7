// Byte-pair encoding (Gage 1994; Sennrich et al. 2016) over the bytes of UTF-8, as GPT-2 has it (Radford et al. 2019): tokens
// 0 … 255 are the bytes; then, again and again, the most frequent pair of neighbours within a word becomes a token.
// By hand because the packages that we know (gpt-tokenizer, that of Hugging Face) apply given merges and learn none.

import FlatQueue from 'flatqueue';
import { largest } from '../../../base/many.js';
import { textOfBytes } from './byte.js';
import { LARGEST_VOCABULARY, type Tokenizer } from './tokenizer.js';

/**
 * Words, which no token crosses: GPT-2's own rule (a word takes the space before it along), with marks counted as letters and
 * an end after 32 characters, so that text without spaces is merged as fast. Every character is in exactly one word.
 */
const WORD =
  /'(?:[sdmt]|ll|ve|re)| ?[\p{L}\p{M}]{1,32}| ?\p{N}{1,32}| ?[^\s\p{L}\p{M}\p{N}]{1,32}|\s{1,32}(?!\S)|\s{1,32}/gu;

const BYTES = 256;
/** Bytes of the longest word, and so of a token: a space and 32 characters of at most four bytes. */
export const LONGEST_TOKEN = 1 + 32 * 4;
/** Merges are learned from this many UTF-16 units at the start: the frequent pairs of a longer text are the same. */
const LEARNING_LENGTH = 8e6;
/** Merging a pair that occurs once saves nothing. */
const SMALLEST_COUNT = 2;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

interface Word {
  tokens: number[];
  /** How often it occurs in the text. */
  readonly count: number;
}

interface Pair {
  /** How often it occurs in the text. */
  count: number;
  /** Words that contain it, or did. */
  readonly words: Set<Word>;
}

/** A pair of tokens as one number below 2^24. */
const PAIRS = LARGEST_VOCABULARY * LARGEST_VOCABULARY;
const pairKey = (first: number, second: number): number => first * LARGEST_VOCABULARY + second;
/**
 * The lowest first: the most frequent pair, among equally frequent ones that of the lowest tokens. No two pairs have the same
 * priority, so equal texts give equal merges.
 */
const priority = (count: number, key: number): number => key - count * PAIRS;

/**
 * The merges that bring the vocabulary to `vocabulary` tokens, or fewer when no pair occurs twice any more: pairs of tokens one
 * after another. `onProgress` gets the share done.
 */
export function learnMerges(
  text: string,
  vocabulary: number,
  onProgress?: (share: number) => void,
): Uint16Array {
  const pairs = new Map<number, Pair>();
  for (const word of countWords(text.slice(0, LEARNING_LENGTH))) addPairs(pairs, word, 1);
  const queue = new FlatQueue();
  for (const [key, { count }] of pairs) queue.push(key, priority(count, key));

  const wanted = vocabulary - BYTES;
  const merges: number[] = [];
  while (merges.length < 2 * wanted) {
    const lowest = queue.peekValue();
    const key = queue.pop();
    if (key === undefined) break;
    const pair = pairs.get(key);
    if (!pair || pair.count < SMALLEST_COUNT) continue;
    // Counts of pairs only fall, save those of the newest token: an entry that is out of date goes back with its count of now.
    const current = priority(pair.count, key);
    if (current !== lowest) {
      queue.push(key, current);
      continue;
    }
    const first = Math.floor(key / LARGEST_VOCABULARY);
    const second = key % LARGEST_VOCABULARY;
    const token = BYTES + merges.length / 2;
    merges.push(first, second);
    const fresh = new Set<number>();
    for (const word of pair.words) {
      addPairs(pairs, word, -1);
      word.tokens = merged(word.tokens, first, second, token);
      for (const added of addPairs(pairs, word, 1, token)) fresh.add(added);
    }
    pairs.delete(key);
    for (const added of fresh) queue.push(added, priority(pairs.get(added)?.count ?? 0, added));
    if (merges.length % 64 === 0) onProgress?.(merges.length / (2 * wanted));
  }
  onProgress?.(1);
  return Uint16Array.from(merges);
}

/** The different words of a text, each as its bytes. */
function countWords(text: string): Word[] {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Array.from(counts, ([word, count]) => ({ tokens: [...encoder.encode(word)], count }));
}

/** Counts a word's pairs in (`sign` 1) or out (-1); returns those in which `token` stands. */
function addPairs(pairs: Map<number, Pair>, word: Word, sign: 1 | -1, token?: number): number[] {
  const withToken: number[] = [];
  const { tokens, count } = word;
  for (let i = 1; i < tokens.length; i++) {
    const key = pairKey(tokens[i - 1], tokens[i]);
    let pair = pairs.get(key);
    if (!pair) pairs.set(key, (pair = { count: 0, words: new Set() }));
    pair.count += sign * count;
    if (sign > 0) pair.words.add(word);
    if (tokens[i - 1] === token || tokens[i] === token) withToken.push(key);
  }
  return withToken;
}

/** Tokens with every (first, second), from the left, made one token. */
function merged(tokens: readonly number[], first: number, second: number, token: number): number[] {
  const result: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] === first && tokens[i + 1] === second) {
      result.push(token);
      i++;
    } else result.push(tokens[i]);
  }
  return result;
}

/** Bytes of the longest token that these merges make: each may double it. */
export function longestToken(merges: ArrayLike<number>): number {
  const lengths = new Array<number>(BYTES).fill(1);
  for (let i = 0; i + 1 < merges.length; i += 2) lengths.push(lengths[merges[i]] + lengths[merges[i + 1]]);
  return largest(lengths);
}

export function bpeTokenizer(merges: Uint16Array): Tokenizer {
  const bytesOf: Uint8Array[] = Array.from({ length: BYTES }, (_, byte) => Uint8Array.of(byte));
  const tokenOf = new Map<number, number>();
  for (let i = 0; i < merges.length; i += 2) {
    const [first, second] = merges.subarray(i, i + 2);
    tokenOf.set(pairKey(first, second), bytesOf.length);
    bytesOf.push(Uint8Array.from([...bytesOf[first], ...bytesOf[second]]));
  }
  const known = new Map<string, readonly number[]>();
  const tokensOfWord = (word: string): readonly number[] => {
    let tokens = known.get(word);
    if (!tokens) known.set(word, (tokens = applyMerges([...encoder.encode(word)], merges, tokenOf)));
    return tokens;
  };
  return {
    vocabulary: bytesOf.length,
    encode(text) {
      const tokens = new Uint16Array(encoder.encode(text).length);
      let count = 0;
      for (const [word] of text.matchAll(WORD)) {
        for (const token of tokensOfWord(word)) tokens[count++] = token;
      }
      return tokens.slice(0, count);
    },
    decode(tokens) {
      const pieces = Array.from(tokens, (token) => bytesOf[token]);
      const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
      let length = 0;
      for (const piece of pieces) {
        bytes.set(piece, length);
        length += piece.length;
      }
      return decoder.decode(bytes);
    },
    textOf: (token) => textOfBytes(bytesOf[token]),
  };
}

/** Merges the pair that was learned first, wherever it stands, until no learned pair is left. */
function applyMerges(
  bytes: readonly number[],
  merges: Uint16Array,
  tokenOf: ReadonlyMap<number, number>,
): readonly number[] {
  let tokens = bytes;
  for (;;) {
    let earliest = Infinity;
    for (let i = 1; i < tokens.length; i++) {
      earliest = Math.min(earliest, tokenOf.get(pairKey(tokens[i - 1], tokens[i])) ?? Infinity);
    }
    if (earliest === Infinity) return tokens;
    const at = 2 * (earliest - BYTES);
    tokens = merged(tokens, merges[at], merges[at + 1], earliest);
  }
}
