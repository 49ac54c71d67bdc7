// Many small puzzles, a few common and most rare (Michaud et al. 2023, "The quantization model of neural scaling"): the parity of k
// bits, different ones for each subtask, which the input names. A network learns a subtask all at once or not at all. Subtask i
// comes with probability p_i ~ i^-zipf, so the total loss is the mass of the unsolved subtasks and falls smoothly: a network with
// room for n ~ N subtasks leaves the tail beyond n, ~ N^-(zipf - 1), until all are solved.

import { randomBits, shuffledIndex, type StreamName } from '../../base/random.js';
import { InputError } from '../../base/errors.js';
import { checkDials } from '../dials.js';
import type { BatchDraw, Dial, Sample, Task, TaskInfo } from '../task.js';
import { drawnBy, thresholdWeights, zipfThresholds } from '../zipf.js';

export interface ParityMixSpec {
  readonly type: 'parity-mix';
  readonly subtasks: number;
  /** Random bits of an input, of which a subtask uses k. */
  readonly bits: number;
  /** k: bits whose parity is the answer. */
  readonly parityBits: number;
  /** Subtask i = 1 … comes with probability ~ i^-zipf. */
  readonly zipf: number;
  /** Selects the bits that each subtask uses. */
  readonly seed: number;
}

/** Samples of each subtask in the evaluation set: enough to tell a half-learned subtask from one that is not learned. */
export const SAMPLES_A_SUBTASK = 128;

/** docs/lab-log.md, "What does it cost a core to draw a sample?": 600 to 1500 for 80 inputs, 2000 to 5200 for 600. */
const SAMPLE_FLOPS = 700;
const INPUT_FLOPS = 4;

const dials: readonly Dial[] = [
  {
    field: 'subtasks',
    label: 'Subtasks',
    help: 'With few subtasks the law bends down early, because the networks solve them all.',
    minimum: 2,
    maximum: 500,
    step: 1,
  },
  {
    field: 'bits',
    label: 'Bits of an input',
    help: 'More bits hide the few that matter, so each subtask takes longer to learn.',
    minimum: 4,
    maximum: 100,
    step: 1,
  },
  {
    field: 'parityBits',
    label: 'Bits that matter',
    help: 'The answer is the parity of this many bits. Each additional bit makes a subtask much harder.',
    minimum: 1,
    maximum: 5,
    step: 1,
  },
  {
    field: 'zipf',
    label: 'Exponent of the frequencies',
    help: 'The probability of subtask i falls with the exponent zipf in i; the loss should fall with the exponent zipf − 1 in N.',
    minimum: 1.05,
    maximum: 3,
    step: 0.05,
  },
];

/** The bits that each subtask uses, (subtasks, k): for subtask i the first k of permutation i of the task's stream. */
export function parityPositions({ subtasks, bits, parityBits, seed }: ParityMixSpec): Uint32Array {
  const place = (i: number): number =>
    shuffledIndex({ seed, stream: 'task', round: Math.floor(i / parityBits) }, i % parityBits, bits);
  return Uint32Array.from({ length: subtasks * parityBits }, (_, i) => place(i));
}

/** The distribution of subtasks as intervals of 32 random bits. */
export function parityThresholds({ subtasks, zipf }: ParityMixSpec): Uint32Array {
  return zipfThresholds(subtasks, zipf);
}

/**
 * Probability of all but the `solved` most frequent subtasks. If each of these costs one bit and the others cost nothing, it is
 * the mean loss in bits (times ln 2 in nats): with few subtasks the law follows this curve, not a straight line.
 */
export function tailMass(spec: ParityMixSpec, solved: number): number {
  return thresholdWeights(parityThresholds(spec)).reduce((sum, p, i) => (i < solved ? sum : sum + p), 0);
}

/** Probability of the subtasks whose loss, in nats, is above half a bit: about the mean loss in bits, since few are in between. */
export function unsolvedMass(spec: ParityMixSpec, losses: ArrayLike<number>): number {
  const halfBit = Math.LN2 / 2;
  return thresholdWeights(parityThresholds(spec)).reduce(
    (sum, p, i) => (losses[i] > halfBit ? sum + p : sum),
    0,
  );
}

/** Probability of each sample of the evaluation set: that of its subtask, in equal parts. */
function evaluationWeights(thresholds: Uint32Array): Float64Array {
  const weights = thresholdWeights(thresholds);
  return Float64Array.from(
    { length: weights.length * SAMPLES_A_SUBTASK },
    (_, id) => weights[Math.floor(id / SAMPLES_A_SUBTASK)] / SAMPLES_A_SUBTASK,
  );
}

function create(spec: ParityMixSpec): Task<ParityMixSpec> {
  checkDials(dials, spec);
  const { subtasks, bits, parityBits, zipf } = spec;
  if (parityBits > bits) {
    throw new InputError(
      `task.parityBits: expected at most task.bits = ${bits}, got ${parityBits}`,
      'task.parityBits',
    );
  }
  const thresholds = parityThresholds(spec);
  const positions = parityPositions(spec);
  const exponent = zipf - 1;
  return {
    spec,
    sequence: null,
    inputs: subtasks + bits,
    outputs: 2,
    loss: 'cross-entropy',
    // Published losses are in bits: ln 2 of these.
    unit: 'nats',
    lossFloor: 0,
    theory: {
      parameters: exponent,
      data: exponent / (1 + exponent),
      source:
        'Michaud et al. 2023: alpha = a, beta = a / (1 + a), a = zipf − 1, while many subtasks are left',
    },
    evaluation: { type: 'sampled', weights: evaluationWeights(thresholds) },
    subtasks: Array.from({ length: subtasks }, (_, i) => `subtask ${i + 1}`),
    labelNoise: 0,
    drawingFlops: SAMPLE_FLOPS + INPUT_FLOPS * (subtasks + bits),
    /**
     * Draw (id, lane 0) picks the subtask, except in stream `evaluation`, whose ids go through the subtasks in turn, 128 each.
     * Bit j is bit j % 32 of draw (id, lane 1 + floor(j / 32)). x = one-hot of the subtask, then the bits as 0 and 1.
     */
    sample(stream: StreamName, seed: number, id: number): Sample {
      const subtask =
        stream === 'evaluation'
          ? Math.min(Math.floor(id / SAMPLES_A_SUBTASK), subtasks - 1)
          : drawnBy(randomBits(seed, stream, id, 0), thresholds);
      const bitAt = (j: number): number => (randomBits(seed, stream, id, 1 + (j >>> 5)) >>> (j & 31)) & 1;
      const x = new Float32Array(subtasks + bits);
      x[subtask] = 1;
      for (let j = 0; j < bits; j++) x[subtasks + j] = bitAt(j);
      const asked = positions.subarray(subtask * parityBits, (subtask + 1) * parityBits);
      return { x, y: asked.reduce((parity, j) => parity ^ bitAt(j), 0) };
    },
  };
}

function batch(spec: ParityMixSpec) {
  const { subtasks, bits, parityBits } = spec;
  return {
    kernel: 'parity_mix_batch' as const,
    numbers: ({ stream }: BatchDraw) => ({
      subtasks,
      bits,
      parity_bits: parityBits,
      // 0 draws subtasks by their frequency; else they come in turn.
      samples_a_subtask: stream === 'evaluation' ? SAMPLES_A_SUBTASK : 0,
    }),
    tables: { thresholds: parityThresholds(spec), positions: parityPositions(spec) },
  };
}

export const parityMix = {
  type: 'parity-mix',
  title: 'Parity mix',
  teaches:
    'Many skills, each learned suddenly, add up to one smooth law: the loss is the total probability of the skills not yet learned.',
  dials,
  choices: [],
  hasSubtasks: true,
  defaults: { type: 'parity-mix', subtasks: 100, bits: 32, parityBits: 3, zipf: 1.4, seed: 1 },
  create,
  batch,
} satisfies TaskInfo<ParityMixSpec>;
