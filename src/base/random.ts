// The one random source of the lab (docs/decisions/0003): Threefry-2x32 with 20 rounds (Salmon et al. 2011, "Parallel random
// numbers: as easy as 1, 2, 3"), a counter-based generator of adds, rotations and xors, so shaders/lib/random.wgsl gives
// the same bits. key = (seed, stream), counter = (index, lane): a draw depends on nothing else.

import { log } from './maths/elementary.js';
import { cos } from './maths/trigonometry.js';

/** Named streams with independent draws. The numbers are part of every result; never reuse one. */
export const streams = {
  /** Initial parameters. */
  init: 1,
  /** Training samples. */
  data: 2,
  /** The fixed evaluation set. */
  evaluation: 3,
  /** Parts of a task: its teacher, its facts. */
  task: 4,
  /** Order of a finite data set. */
  shuffle: 5,
  /** Resampling in fits. */
  bootstrap: 6,
  /** Tokens that a model writes. */
  sample: 7,
} as const;
export type StreamName = keyof typeof streams;

const PARITY = 0x1bd11bda;
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** The two words of the last `threefry` call; module state, so a draw allocates nothing. */
const words = new Uint32Array(2);

/** Encrypts counter (c0, c1) under key (k0, k1); returns a shared array of two words, valid until the next call. */
export function threefry(k0: number, k1: number, c0: number, c1: number): Uint32Array {
  const k2 = k0 ^ k1 ^ PARITY;
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  for (let group = 0; group < 5; group++) {
    for (let i = 0; i < 4; i++) {
      const rotation = ROTATIONS[(group % 2) * 4 + i];
      x0 = (x0 + x1) | 0;
      x1 = (x1 << rotation) | (x1 >>> (32 - rotation));
      x1 ^= x0;
    }
    const a = (group + 1) % 3;
    const b = (group + 2) % 3;
    x0 = (x0 + (a === 0 ? k0 : a === 1 ? k1 : k2)) | 0;
    x1 = (x1 + (b === 0 ? k0 : b === 1 ? k1 : k2) + group + 1) | 0;
  }
  words[0] = x0;
  words[1] = x1;
  return words;
}

/** 32 random bits: draw (index, lane) of a seed's stream. */
export function randomBits(seed: number, stream: StreamName, index: number, lane: number): number {
  return threefry(seed, streams[stream], index, lane)[0];
}

/** Uniform in [0, 1) from 32 bits, a multiple of 2^-24, exact in f32. */
export function unitFromBits(bits: number): number {
  return (bits >>> 8) / 2 ** 24;
}

/** Uniform in [0, 1). */
export function uniform(seed: number, stream: StreamName, index: number, lane: number): number {
  return unitFromBits(randomBits(seed, stream, index, lane));
}

/** Standard normal by Box and Muller (1958), from both words of one draw. */
export function normal(seed: number, stream: StreamName, index: number, lane: number): number {
  const draw = threefry(seed, streams[stream], index, lane);
  const radius = Math.sqrt(-2 * log(1 - unitFromBits(draw[0])));
  return radius * cos(2 * Math.PI * unitFromBits(draw[1]));
}

/**
 * Integer in [0, n), n <= 2^32: the high word of bits * n, as Lemire (2019) without rejection (bias < n / 2^32). The product
 * may have 64 bits, so it is taken in two halves that doubles hold exactly.
 */
export function integerFromBits(bits: number, n: number): number {
  const low = (bits & 0xffff) * n;
  const high = (bits >>> 16) * n;
  return Math.floor((high + Math.floor(low / 2 ** 16)) / 2 ** 16);
}

/**
 * Image of `position` under the permutation of 0 … n - 1 that (seed, stream, round) names: a four-round Feistel network
 * on the next even number of bits, walked until it falls below n (Black & Rogaway 2002). n <= 2^30.
 */
export function shuffledIndex(
  { seed, stream, round }: { seed: number; stream: StreamName; round: number },
  position: number,
  n: number,
): number {
  let half = 1;
  while (1 << (2 * half) < n) half++;
  const mask = (1 << half) - 1;
  let index = position;
  do {
    let left = index >>> half;
    let right = index & mask;
    for (let i = 0; i < 4; i++) {
      const next = (left ^ (threefry(seed, streams[stream], round, (i << 28) | right)[0] & mask)) & mask;
      left = right;
      right = next;
    }
    index = (left << half) | right;
  } while (index >= n);
  return index;
}
