// The next token of a given text. Real text has no known floor and no known exponents, and it is finite: a larger model soon has
// read all of it, and then the law along N needs a law along D beside it (Hoffmann et al. 2022; Muennighoff et al. 2023).

import { integerFromBits, randomBits, type StreamName } from '../../base/random.js';
import { InputError } from '../../base/errors.js';
import { checkChoices, checkDials } from '../dials.js';
import type { BatchDraw, Choice, Dial, Sample, Task, TaskInfo } from '../task.js';
import { tokenizedText, type TextSource, type TokenizedText } from '../text/tokenized-text.js';
import { createTokenizer } from '../text/tokenizers/create-tokenizer.js';
import { LARGEST_VOCABULARY, tokenTypes, type Tokenizer } from '../text/tokenizers/tokenizer.js';

/** A spec names its text by an id (src/data/text/texts.ts). */
export interface TextSpec extends TextSource {
  readonly type: 'text';
  /** Size of the vocabulary of `bpe`; `byte` and `character` have as many tokens as they need. */
  readonly vocabulary: number;
  /** Tokens of a sequence. */
  readonly context: number;
  /** Every task has a seed. A text does not use it: only the order of reading is random, and the run's seed sets that. */
  readonly seed: number;
}

/** docs/lab-log.md, "What does it cost a core to draw a sample?": 7 to 14. */
const TOKEN_FLOPS = 12;

/** Unit of a text's losses, whichever text it is. */
export const textUnit = 'nats per token';

const dials: readonly Dial[] = [
  {
    field: 'context',
    label: 'Context',
    help: 'Tokens that a model reads at once. More tokens make the next one easier to predict, and cost more.',
    minimum: 2,
    maximum: 256,
    step: 1,
  },
  {
    field: 'vocabulary',
    label: 'Tokens to learn',
    help: 'For byte pairs: with more tokens each is longer and harder to predict, so losses of different vocabularies cannot be compared.',
    minimum: 257,
    maximum: LARGEST_VOCABULARY,
    step: 1,
  },
  {
    field: 'heldOut',
    label: 'Held-out share',
    help: 'The end of the text. Models do not train on it; their loss is measured there.',
    minimum: 0.01,
    maximum: 0.5,
    step: 0.01,
  },
];

const tokenNames = { character: 'Characters', byte: 'Bytes', bpe: 'Byte pairs' };

const choices: readonly Choice[] = [
  {
    field: 'tokens',
    label: 'Tokens',
    help: 'The units that a model reads and predicts.',
    options: tokenTypes.map((value) => ({ value, label: tokenNames[value] })),
  },
];

/** Where a text's sequences lie among its tokens. */
export interface TextLayout {
  readonly trainingTokens: number;
  /** Sequences side by side in the training part: the samples of a finite data set are the first of these. */
  readonly trainingWindows: number;
  /** Sequences side by side in the held-out part: all samples of the evaluation set. */
  readonly heldOutWindows: number;
}

/** Sequences of `context` tokens, each with the token after it, that lie side by side in `tokens`. */
const windowsIn = (tokens: number, context: number): number => Math.floor((tokens - 1) / context);

function layoutOf({ context }: TextSpec, { tokens, trainingTokens }: TokenizedText): TextLayout {
  const heldOutTokens = tokens.length - trainingTokens;
  const shorter = Math.min(trainingTokens, heldOutTokens);
  if (shorter <= context) {
    const part = shorter === heldOutTokens ? 'held-out' : 'training';
    throw new InputError(
      `task.context: expected fewer than the ${shorter} tokens of the ${part} part, got ${context}; give a longer text`,
      'task.context',
    );
  }
  return {
    trainingTokens,
    trainingWindows: windowsIn(trainingTokens, context),
    heldOutWindows: windowsIn(heldOutTokens, context),
  };
}

/** The tokens as shaders/text_batch.wgsl reads them: two in a word, the first in its low half. */
export function textTable(spec: TextSpec): TextLayout & { readonly words: Uint32Array } {
  const text = tokenizedText(spec);
  const words = new Uint32Array(Math.ceil(text.tokens.length / 2));
  new Uint16Array(words.buffer).set(text.tokens);
  return { words, ...layoutOf(spec, text) };
}

/** The tokenizer of a spec's text. Throws InputError if the text is not here. */
export function textTokenizer(spec: TextSpec): Tokenizer {
  return createTokenizer(tokenizedText(spec).tokenizer);
}

function create(spec: TextSpec): Task<TextSpec> {
  checkDials(dials, spec);
  checkChoices(choices, spec);
  const { context } = spec;
  const text = tokenizedText(spec);
  const { trainingTokens, trainingWindows, heldOutWindows } = layoutOf(spec, text);
  const { vocabulary, textOf } = createTokenizer(text.tokenizer);
  /** First token of a sample. */
  const startOf = (stream: StreamName, seed: number, id: number, dataset: number): number => {
    if (stream === 'evaluation') return trainingTokens + (id % heldOutWindows) * context;
    if (dataset > 0) return (id % trainingWindows) * context;
    return integerFromBits(randomBits(seed, stream, id, 0), trainingTokens - context);
  };
  return {
    spec,
    sequence: { vocabulary, context, scored: context, textOf },
    inputs: context,
    outputs: vocabulary,
    loss: 'cross-entropy',
    unit: textUnit,
    lossFloor: null,
    theory: { parameters: null, data: null, source: 'No theory gives the exponents of a text.' },
    // The held-out part is itself a sample of possible text, so the loss over its windows has a standard error.
    evaluation: { type: 'sampled', limit: heldOutWindows },
    subtasks: null,
    uniqueSamples: trainingWindows,
    labelNoise: 0,
    drawingFlops: TOKEN_FLOPS * context,
    /**
     * Of stream `evaluation`, sample id is window id of the held-out part. Of a data set of D samples, it is window id of the
     * training part, so the set is its first D * context tokens. Else draw (id, lane 0) picks any position of the training part.
     */
    sample(stream: StreamName, seed: number, id: number, dataset = 0): Sample {
      const start = startOf(stream, seed, id, dataset);
      return {
        x: Uint32Array.from(text.tokens.subarray(start, start + context)),
        y: Uint32Array.from(text.tokens.subarray(start + 1, start + context + 1)),
      };
    },
  };
}

/** Training reads at any position of the training part or, for a data set, its first windows; evaluation the held-out windows. */
function batch(spec: TextSpec) {
  const { words, trainingTokens, trainingWindows, heldOutWindows } = textTable(spec);
  return {
    kernel: 'text_batch' as const,
    numbers: ({ stream, dataset }: BatchDraw) => ({
      start: stream === 'evaluation' ? trainingTokens : 0,
      windows: stream === 'evaluation' ? heldOutWindows : dataset > 0 ? trainingWindows : 0,
      places: trainingTokens - spec.context,
    }),
    tables: { text: words },
  };
}

export const text = {
  type: 'text',
  title: 'Your own text',
  teaches:
    'Your own text follows a law too: larger models predict the next token better, until the text runs out.',
  dials,
  choices,
  names: { textId: 'the id of a text', name: 'a name' },
  defaults: {
    type: 'text',
    tokens: 'character',
    vocabulary: 512,
    context: 64,
    heldOut: 0.1,
    textId: '',
    name: '',
    seed: 1,
  },
  create,
  batch,
} satisfies TaskInfo<TextSpec>;
