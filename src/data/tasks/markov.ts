// A random language: each of V tokens can be followed by k others, with probabilities ~ rank^-s as words have (Zipf 1935). A model
// that knows the language knows V k numbers, of which the frequent ones lower the loss most. The entropy rate is that of one row,
// since all rows have the same probabilities.

import { power } from '../../base/maths/power.js';
import { shuffledIndex } from '../../base/random.js';
import { InputError } from '../../base/errors.js';
import {
  buildChain,
  CHAIN_TOKEN_FLOPS,
  chainBatch,
  lateEntropy,
  chainSampler,
  type Chain,
} from '../chain.js';
import { checkDials } from '../dials.js';
import type { Dial, Task, TaskInfo } from '../task.js';

export interface MarkovSpec {
  readonly type: 'markov';
  /** Number V of tokens. */
  readonly vocabulary: number;
  /** Number k of tokens that may follow a token; at most V. */
  readonly successors: number;
  /** s: the successor of rank r has probability ~ r^-s. */
  readonly exponent: number;
  /** Tokens of a sequence. */
  readonly context: number;
  /** Selects the language. */
  readonly seed: number;
}

const dials: readonly Dial[] = [
  {
    field: 'vocabulary',
    label: 'Words of the language',
    help: 'More words: more rows to learn, so the law extends to larger models.',
    minimum: 2,
    maximum: 4096,
    step: 1,
  },
  {
    field: 'successors',
    label: 'Words that may follow a word',
    help: 'More successors: more numbers to learn for each word, and a higher floor.',
    minimum: 2,
    maximum: 128,
    step: 1,
  },
  {
    field: 'exponent',
    label: 'Exponent s of the successors',
    help: 'The probability of the successor of rank r falls with the exponent s in r. With 0 all are equally likely; with 2 most words are predictable.',
    minimum: 0,
    maximum: 4,
    step: 0.05,
  },
  {
    field: 'context',
    label: 'Context',
    help: 'Tokens that a model reads at once. One would be enough here: the next word depends only on the last one.',
    minimum: 2,
    maximum: 256,
    step: 1,
  },
];

/** The language: state = token. Successor of rank r + 1 of token t is image r of permutation t of the task's stream. */
export function markovChain({ vocabulary, successors, exponent, seed }: MarkovSpec): Chain {
  const tokens = Uint32Array.from({ length: vocabulary }, (_, token) => token);
  const weights = Float64Array.from({ length: successors }, (_, rank) => power(rank + 1, -exponent));
  const table = Array.from(tokens, (token) => ({
    successors: Uint32Array.from(weights, (_, rank) =>
      shuffledIndex({ seed, stream: 'task', round: token }, rank, vocabulary),
    ),
    weights,
  }));
  return buildChain({ tokens, rows: tokens }, table);
}

const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aeio';

/** A readable word for a token: two syllables of 64, enough for 4096. */
function word(token: number): string {
  const syllable = (i: number): string => CONSONANTS[i >> 2] + VOWELS[i & 3];
  return ` ${syllable(token >> 6)}${syllable(token & 63)}`;
}

function create(spec: MarkovSpec): Task<MarkovSpec> {
  checkDials(dials, spec);
  const { vocabulary, successors, context } = spec;
  if (successors > vocabulary) {
    throw new InputError(
      `task.successors: expected at most task.vocabulary = ${vocabulary}, got ${successors}`,
      'task.successors',
    );
  }
  const chain = markovChain(spec);
  const floor = lateEntropy(chain, spec.context);
  return {
    spec,
    sequence: { vocabulary, context, scored: context, textOf: word },
    inputs: context,
    outputs: vocabulary,
    loss: 'cross-entropy',
    unit: 'nats per token',
    get lossFloor() {
      return floor();
    },
    theory: {
      parameters: null,
      data: null,
      source:
        'No theory gives an exponent, and measured excess losses are not one power law: their slope on log axes changes with size.',
    },
    evaluation: { type: 'sampled' },
    subtasks: null,
    labelNoise: 0,
    drawingFlops: CHAIN_TOKEN_FLOPS * context,
    sample: chainSampler(chain, context),
  };
}

const batch = (spec: MarkovSpec) => chainBatch(markovChain(spec));

export const markov = {
  type: 'markov',
  title: 'Markov language',
  teaches: 'The floor is known exactly here, so you can see whether a fit finds it.',
  dials,
  choices: [],
  defaults: { type: 'markov', vocabulary: 256, successors: 16, exponent: 1, context: 32, seed: 1 },
  create,
  batch,
} satisfies TaskInfo<MarkovSpec>;
