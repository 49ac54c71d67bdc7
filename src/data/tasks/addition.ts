// Adding two numbers of n digits, character by character: 12+34=046. People care about the whole answer. The share of correct
// answers seems to jump at some size, while the loss of each digit falls smoothly: if one digit is right with probability p, all
// n + 1 are right with about p^(n + 1) (Schaeffer, Miranda & Koyejo 2023, "Are emergent abilities a mirage?").

import { integerPower } from '../../base/maths/elementary.js';
import { integerFromBits, randomBits, type StreamName } from '../../base/random.js';
import { checkChoices, checkDials } from '../dials.js';
import { IGNORED, type Choice, type Dial, type Sample, type Task, type TaskInfo } from '../task.js';

const orders = [
  { value: 'plain', label: 'as written' },
  { value: 'reversed', label: 'units first' },
] as const;

export interface AdditionSpec {
  readonly type: 'addition';
  /** Digits n of each number, with zeros in front; the answer has n + 1. */
  readonly digits: number;
  /** `reversed`: the answer's units come first, so that each digit needs only the carry before it (Lee et al. 2023). */
  readonly answer: (typeof orders)[number]['value'];
  /** Names the questions of the evaluation. */
  readonly seed: number;
}

/** Tokens 0 … 9 are the digits. */
const SYMBOLS = '0123456789+=';
const PLUS = 10;
const EQUALS = 11;
/** docs/lab-log.md, "What does it cost a core to draw a sample?": 40 to 110. */
const TOKEN_FLOPS = 60;

const dials: readonly Dial[] = [
  {
    field: 'digits',
    label: 'Digits of each number',
    help:
      'With one or two digits a model can memorise all questions. From four on nearly every question of the evaluation is new, ' +
      'so the model has to learn the rule.',
    minimum: 1,
    maximum: 6,
    step: 1,
  },
];

const choices: readonly Choice[] = [
  {
    field: 'answer',
    label: 'Order of the answer',
    help: 'People write the largest digit first, which depends on every carry. Units first is much easier to learn.',
    options: orders,
  },
];

/** Writes the digits of a number to `tokens` from `start` on. */
function writeDigits(
  tokens: Uint32Array,
  start: number,
  value: number,
  { count, reversed }: { count: number; reversed: boolean },
): void {
  let rest = value;
  for (let i = 0; i < count; i++) {
    tokens[start + (reversed ? i : count - 1 - i)] = rest % 10;
    rest = Math.floor(rest / 10);
  }
}

function create(spec: AdditionSpec): Task<AdditionSpec> {
  checkDials(dials, spec);
  checkChoices(choices, spec);
  const { digits, answer } = spec;
  // The last token is never an input, the first never a target.
  const context = 3 * digits + 2;
  const questionEnd = 2 * digits + 1;
  const limit = integerPower(10, digits);
  return {
    spec,
    sequence: {
      vocabulary: SYMBOLS.length,
      context,
      scored: digits + 1,
      textOf: (token) => SYMBOLS[token],
    },
    inputs: context,
    outputs: SYMBOLS.length,
    loss: 'cross-entropy',
    unit: 'nats per token',
    lossFloor: 0,
    theory: {
      parameters: null,
      data: null,
      source: 'No theory gives an exponent. Whole answers: about p^(n + 1), Schaeffer et al. 2023',
    },
    evaluation: { type: 'sampled' },
    subtasks: null,
    labelNoise: 0,
    drawingFlops: TOKEN_FLOPS * context,
    /**
     * Both numbers are drawn uniformly from 0 … 10^n - 1, by draws (id, lanes 0 and 1). Training and evaluation draw from the
     * same questions: no question is held out.
     */
    sample(stream: StreamName, seed: number, id: number): Sample {
      const [a, b] = [0, 1].map((lane) => integerFromBits(randomBits(seed, stream, id, lane), limit));
      const tokens = new Uint32Array(context + 1);
      const question = { count: digits, reversed: false };
      writeDigits(tokens, 0, a, question);
      tokens[digits] = PLUS;
      writeDigits(tokens, digits + 1, b, question);
      tokens[questionEnd] = EQUALS;
      writeDigits(tokens, questionEnd + 1, a + b, { count: digits + 1, reversed: answer === 'reversed' });
      return { x: tokens.slice(0, context), y: tokens.slice(1).fill(IGNORED, 0, questionEnd) };
    },
  };
}

function batch({ digits, answer }: AdditionSpec) {
  const numbers = { digits, limit: integerPower(10, digits), reversed: answer === 'reversed' ? 1 : 0 };
  return { kernel: 'addition_batch' as const, numbers: () => numbers, tables: {} };
}

export const addition = {
  type: 'addition',
  title: 'Addition',
  teaches: 'Correct answers seem to appear suddenly, yet the loss behind them falls smoothly.',
  dials,
  choices,
  defaults: { type: 'addition', digits: 3, answer: 'plain', seed: 1 },
  create,
  batch,
} satisfies TaskInfo<AdditionSpec>;
