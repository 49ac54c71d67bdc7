// Short tales from a probabilistic grammar (tale.ts). A model can learn words, then kinds of words, then verbs that agree with a
// distant subject, then names that were introduced many sentences ago. Every point of a tale has a known distribution over the next
// word, so the entropy is exact although the text reads like English.

import {
  buildChain,
  CHAIN_TOKEN_FLOPS,
  chainBatch,
  lateEntropy,
  chainSampler,
  type Chain,
} from '../../chain.js';
import { checkChoices, checkDials } from '../../dials.js';
import type { Choice, Dial, Task, TaskInfo } from '../../task.js';
import { spelled } from './characters.js';
import { countGrammatical, parseTales } from './parser.js';
import { pointsFrom, type Point } from './phrases.js';
import { tales } from './tale.js';

const units = [
  { value: 'words', label: 'Words' },
  { value: 'characters', label: 'Characters' },
] as const;

export interface GrammarSpec {
  readonly type: 'grammar';
  /** What a token is: a word or punctuation mark, or a character. */
  readonly tokens: (typeof units)[number]['value'];
  /** Tokens of a sequence, which begins with a tale and continues into the next ones. */
  readonly context: number;
  /** Selects which words are common. */
  readonly seed: number;
}

const dials: readonly Dial[] = [
  {
    field: 'context',
    label: 'Context',
    help: 'Tokens that a model reads at once, from the beginning of a tale. A tale has about 50 words or 250 characters.',
    minimum: 2,
    maximum: 256,
    step: 1,
  },
];

const choices: readonly Choice[] = [
  {
    field: 'tokens',
    label: 'Tokens',
    help: 'Each token is a word, or a character: then the model also has to learn to spell.',
    options: units,
  },
];

/** The grammar as a chain, and the text of each token. */
export interface GrammarChain {
  readonly chain: Chain;
  readonly vocabulary: readonly string[];
}

/** The last chain of each kind of tokens: making one takes up to a second, and it does not depend on the context. */
const latest = new Map<GrammarSpec['tokens'], GrammarChain & { readonly seed: number }>();

export function grammarChain({ tokens, seed }: GrammarSpec): GrammarChain {
  const known = latest.get(tokens);
  if (known?.seed === seed) return known;
  const begin = tales(seed);
  const made = { seed, ...chainOf(tokens === 'words' ? begin : spelled(begin)) };
  latest.set(tokens, made);
  return made;
}

/** A row for each point, a state for each word on the way to it. */
function chainOf(begin: Point): GrammarChain {
  const points = pointsFrom(begin);
  const rowOf = new Map(points.map((point, row) => [point, row]));
  const words = new Set<string>();
  for (const { branches } of points) for (const { word } of branches) words.add(word);
  const vocabulary = [...words].sort();
  const tokenOf = new Map(vocabulary.map((word, token) => [word, token]));
  const states = new Map<number, number>();
  const tokens: number[] = [];
  const rows: number[] = [];
  const table = points.map(({ branches }) => ({
    successors: branches.map(({ word, next }) => {
      const token = tokenOf.get(word) ?? 0;
      const row = rowOf.get(next) ?? 0;
      const key = row * vocabulary.length + token;
      const state = states.get(key) ?? tokens.length;
      if (state === tokens.length) {
        states.set(key, state);
        tokens.push(token);
        rows.push(row);
      }
      return state;
    }),
    weights: branches.map(({ probability }) => probability),
  }));
  const chain = buildChain(
    { tokens: Uint32Array.from(tokens), rows: Uint32Array.from(rows) },
    table,
    table[0],
  );
  return { chain, vocabulary };
}

function create(spec: GrammarSpec): Task<GrammarSpec> {
  checkDials(dials, spec);
  checkChoices(choices, spec);
  const { context } = spec;
  const { chain, vocabulary } = grammarChain(spec);
  const floor = lateEntropy(chain, context);
  return {
    spec,
    sequence: {
      vocabulary: vocabulary.length,
      context,
      scored: context,
      textOf: (token) => vocabulary[token],
      judge: (tokens) => countGrammatical(parseTales(tokens.map((token) => vocabulary[token]).join(''))),
    },
    inputs: context,
    outputs: vocabulary.length,
    loss: 'cross-entropy',
    unit: 'nats per token',
    get lossFloor() {
      return floor();
    },
    theory: { parameters: null, data: null, source: 'No theory gives the exponents of a grammar.' },
    evaluation: { type: 'sampled' },
    subtasks: null,
    labelNoise: 0,
    drawingFlops: CHAIN_TOKEN_FLOPS * context,
    sample: chainSampler(chain, context),
  };
}

const batch = (spec: GrammarSpec) => chainBatch(grammarChain(spec).chain);

export const grammar = {
  type: 'grammar',
  title: 'Tales',
  teaches:
    'You can read what a lower loss means: models learn words first, then grammar, then the names from the first line.',
  dials,
  choices,
  defaults: { type: 'grammar', tokens: 'words', context: 64, seed: 1 },
  create,
  batch,
} satisfies TaskInfo<GrammarSpec>;
