// A language whose entropy is known: a Markov chain over states, each with a token. The probabilities are integers over 2^32, so the
// GPU (shaders/chain_batch.wgsl) draws the same tokens, and the entropy is exactly that of the tokens drawn. The successors in a row
// have different tokens, so the tokens so far determine the state, and no model can reach a lower expected loss than the entropy of
// the state's row: the floor of the loss.

import { log } from '../base/maths/elementary.js';
import { randomBits, type StreamName } from '../base/random.js';
import type { Sample } from './task.js';
import { drawnBy, thresholdWeights } from './zipf.js';

export interface Chain {
  /** Token of each state. */
  readonly tokens: Uint32Array;
  /** Row of successors of each state; states with the same future share one. */
  readonly rows: Uint32Array;
  /** Entries offsets[r] … offsets[r + 1] - 1 are row r. */
  readonly offsets: Uint32Array;
  /** State that an entry leads to. */
  readonly successors: Uint32Array;
  /** 32 random bits pick the entry whose threshold they reach, below the next one's; within a row as in zipf.ts. */
  readonly thresholds: Uint32Array;
  /** The row that draws the first state of a sequence. */
  readonly start: number;
}

/** Successors of a state and their weights, which need not sum to 1. */
export interface Row {
  readonly successors: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

const WHOLE = 2 ** 32;

/** What drawing a token costs a core: docs/lab-log.md, "What does it cost a core to draw a sample?": 260 to 1100. */
export const CHAIN_TOKEN_FLOPS = 750;

/**
 * The chain of these states. `rows` of states index `table`; without a `start` row, sequences start as the chain does after
 * a long time. Throws if two successors in a row have the same token.
 */
export function buildChain(
  states: Pick<Chain, 'tokens' | 'rows'>,
  table: readonly Row[],
  start?: Row,
): Chain {
  const last = start ?? stationaryRow({ ...states, ...packRows(table), start: table.length });
  const chain = { ...states, ...packRows([...table, last]), start: table.length };
  checkUnambiguous(chain);
  return chain;
}

function packRows(table: readonly Row[]): Pick<Chain, 'offsets' | 'successors' | 'thresholds'> {
  const offsets = new Uint32Array(table.length + 1);
  table.forEach((row, r) => (offsets[r + 1] = offsets[r] + row.successors.length));
  const successors = new Uint32Array(offsets[table.length]);
  const thresholds = new Uint32Array(offsets[table.length]);
  table.forEach((row, r) => {
    successors.set(row.successors, offsets[r]);
    let total = 0;
    for (let i = 0; i < row.weights.length; i++) total += row.weights[i];
    let below = 0;
    for (let i = 0; i < row.weights.length; i++) {
      thresholds[offsets[r] + i] = Math.min((below / total) * WHOLE, WHOLE - 1);
      below += row.weights[i];
    }
  });
  return { offsets, successors, thresholds };
}

function checkUnambiguous({ tokens, offsets, successors }: Chain): void {
  const rowOfToken = new Int32Array(tokens.reduce((most, token) => Math.max(most, token), 0) + 1).fill(-1);
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let entry = offsets[row]; entry < offsets[row + 1]; entry++) {
      const token = tokens[successors[entry]];
      if (rowOfToken[token] === row) throw new Error(`expected one successor a token, got two of ${token}`);
      rowOfToken[token] = row;
    }
  }
}

/** Probability of each entry in its row, exactly as drawn. */
export function entryProbabilities({ offsets, thresholds }: Chain): Float64Array {
  const probabilities = new Float64Array(thresholds.length);
  for (let row = 0; row + 1 < offsets.length; row++) {
    const ofRow = thresholds.subarray(offsets[row], offsets[row + 1]);
    probabilities.set(thresholdWeights(ofRow), offsets[row]);
  }
  return probabilities;
}

/** Entropy in nats of a draw from each row. */
function rowEntropies({ offsets }: Chain, probabilities: Float64Array): Float64Array {
  return Float64Array.from({ length: offsets.length - 1 }, (_, row) => {
    let entropy = 0;
    for (let entry = offsets[row]; entry < offsets[row + 1]; entry++) {
      const p = probabilities[entry];
      if (p > 0) entropy -= p * log(p);
    }
    return entropy;
  });
}

/** Distribution of the state after a draw from each row with that row's mass. */
function drawn(chain: Chain, probabilities: Float64Array, rowMass: Float64Array): Float64Array {
  const { tokens, offsets, successors } = chain;
  const next = new Float64Array(tokens.length);
  for (let row = 0; row < rowMass.length; row++) {
    const mass = rowMass[row];
    if (mass === 0) continue;
    for (let entry = offsets[row]; entry < offsets[row + 1]; entry++) {
      next[successors[entry]] += mass * probabilities[entry];
    }
  }
  return next;
}

/** Mass of each row when the states have these probabilities. */
function massOfRows({ rows, offsets }: Chain, states: Float64Array): Float64Array {
  const mass = new Float64Array(offsets.length - 1);
  for (let state = 0; state < rows.length; state++) mass[rows[state]] += states[state];
  return mass;
}

/**
 * Stationary distribution by power iteration of the lazy chain, which stays in its state half of the time: so periodic chains
 * converge too.
 */
function stationaryRow(chain: Chain): Row {
  const count = chain.tokens.length;
  const probabilities = entryProbabilities(chain);
  let weights: Float64Array = new Float64Array(count).fill(1 / count);
  for (let round = 0, change = 1; round < 2000 && change > 1e-13; round++) {
    const next = drawn(chain, probabilities, massOfRows(chain, weights));
    change = 0;
    for (let state = 0; state < count; state++) {
      next[state] = (next[state] + weights[state]) / 2;
      change += Math.abs(next[state] - weights[state]);
    }
    weights = next;
  }
  return { successors: Uint32Array.from(weights.keys()), weights };
}

/** Expected entropy in nats of tokens 1 … `context` of a sequence, each given all before it: the lowest possible mean loss. */
export function entropyPerToken(chain: Chain, context: number): number {
  const probabilities = entryProbabilities(chain);
  const entropies = rowEntropies(chain, probabilities);
  let rowMass: Float64Array = new Float64Array(entropies.length);
  rowMass[chain.start] = 1;
  let sum = 0;
  for (let position = 0; position < context; position++) {
    rowMass = massOfRows(chain, drawn(chain, probabilities, rowMass));
    for (let row = 0; row < rowMass.length; row++) sum += rowMass[row] * entropies[row];
  }
  return sum / context;
}

/** entropyPerToken, computed when it is first asked for: it takes up to half a second, and what trains does not need it. */
export function lateEntropy(chain: Chain, context: number): () => number {
  let entropy: number | null = null;
  return () => (entropy ??= entropyPerToken(chain, context));
}

/**
 * What samples a chain: sequence `id`, its first `context` tokens, and as targets the token after each. Draw (id, lane t) picks
 * state t.
 */
export function chainSampler(
  { tokens, rows, offsets, successors, thresholds, start }: Chain,
  context: number,
): (stream: StreamName, seed: number, id: number) => Sample {
  return (stream, seed, id) => {
    const drawnTokens = new Uint32Array(context + 1);
    let row = start;
    for (let position = 0; position <= context; position++) {
      const ofRow = thresholds.subarray(offsets[row], offsets[row + 1]);
      const state = successors[offsets[row] + drawnBy(randomBits(seed, stream, id, position), ofRow)];
      drawnTokens[position] = tokens[state];
      row = rows[state];
    }
    return { x: drawnTokens.slice(0, context), y: drawnTokens.slice(1) };
  };
}

/** What shaders/chain_batch.wgsl needs of a chain to draw its sequences. */
export function chainBatch({ tokens, rows, offsets, thresholds, successors, start }: Chain) {
  return {
    kernel: 'chain_batch' as const,
    numbers: () => ({ start }),
    tables: { states: pairs(tokens, rows), offsets, entries: pairs(thresholds, successors) },
  };
}

/** (first[0], second[0]), (first[1], second[1]), … as an array<vec2u>. */
function pairs(first: Uint32Array, second: Uint32Array): Uint32Array {
  const both = new Uint32Array(2 * first.length);
  first.forEach((value, i) => both.set([value, second[i]], 2 * i));
  return both;
}
