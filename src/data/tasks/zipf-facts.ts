// Memorising facts, a few common and most rare (Hutter 2021, "Learning curve theory"; Michaud et al. 2023, "The quantization model
// of neural scaling"). Fact k = 1 … K is drawn with probability p_k ~ k^-(1 + a). A network with room
// for m ~ N facts keeps the most frequent ones, so its excess loss is the mass of the tail beyond m, ~ N^-a; D samples show
// the D^(1 / (1 + a)) most frequent facts, which leaves a tail ~ D^(-a / (1 + a)). Floor and exponents are known.

import { log } from '../../base/maths/elementary.js';
import { integerFromBits, randomBits, uniform, type StreamName } from '../../base/random.js';
import { checkDials } from '../dials.js';
import type { BatchDraw, Dial, Sample, Task, TaskInfo } from '../task.js';
import { drawnBy, thresholdWeights, zipfThresholds } from '../zipf.js';

export interface ZipfFactsSpec {
  readonly type: 'zipf-facts';
  /** Number K of facts. */
  readonly facts: number;
  /** a: the fact of rank k has probability ~ k^-(1 + a). */
  readonly exponent: number;
  /** Probability eta that a training label is redrawn uniformly from all classes. */
  readonly labelNoise: number;
  readonly classes: 16;
  /** Selects the facts: their keys and classes. */
  readonly seed: number;
}

/** Bits of a fact's key, one input each. */
const KEY_BITS = 32;
const CLASSES = 16;
/** docs/lab-log.md, "What does it cost a core to draw a sample?": 1000 to 1400. */
const DRAWING_FLOPS = 1300;

const dials: readonly Dial[] = [
  {
    field: 'facts',
    label: 'Facts',
    help: 'With few facts a large model learns them all, and the law ends early.',
    minimum: 100,
    maximum: 200_000,
    step: 1,
  },
  {
    field: 'exponent',
    label: 'Exponent a of the frequencies',
    help: 'The probability of the fact of rank k falls with the exponent 1 + a in k; the loss should fall with the exponent a in N.',
    minimum: 0.1,
    maximum: 2,
    step: 0.05,
  },
  {
    field: 'labelNoise',
    label: 'Label noise',
    help: 'The share of training labels drawn at random. It raises the floor of the law by a known amount.',
    minimum: 0,
    maximum: 0.9,
    step: 0.05,
  },
];

/** The distribution of facts as intervals of 32 random bits. */
export function factThresholds({ facts, exponent }: ZipfFactsSpec): Uint32Array {
  return zipfThresholds(facts, 1 + exponent);
}

/** Entropy in nats of a label that keeps its class with probability 1 - eta and is drawn uniformly otherwise. */
function labelEntropy(labelNoise: number): number {
  const other = labelNoise / CLASSES;
  const own = 1 - labelNoise + other;
  return -own * log(own) - (other > 0 ? (CLASSES - 1) * other * log(other) : 0);
}

function create(spec: ZipfFactsSpec): Task<ZipfFactsSpec> {
  checkDials(dials, spec);
  const { facts, exponent, labelNoise } = spec;
  const thresholds = factThresholds(spec);
  // Among 10^5 random keys about one pair is equal; it is almost surely rare, and adds less than 1e-6 to the floor.
  const keyOf = (fact: number): Float32Array => {
    const bits = randomBits(spec.seed, 'task', fact, 0);
    return Float32Array.from({ length: KEY_BITS }, (_, bit) => ((bits >>> bit) & 1 ? 1 : -1));
  };
  const classOf = (fact: number): number => integerFromBits(randomBits(spec.seed, 'task', fact, 1), CLASSES);
  // The kernel compares in f32, so the CPU does too.
  const noise = Math.fround(labelNoise);
  return {
    spec,
    sequence: null,
    inputs: KEY_BITS,
    outputs: CLASSES,
    loss: 'cross-entropy',
    unit: 'nats',
    lossFloor: labelEntropy(labelNoise),
    theory: {
      parameters: exponent,
      data: exponent / (1 + exponent),
      source: 'Hutter 2021; Michaud et al. 2023: alpha = a, beta = a / (1 + a)',
    },
    evaluation: { type: 'exact', count: facts, weights: thresholdWeights(thresholds) },
    subtasks: null,
    labelNoise,
    drawingFlops: DRAWING_FLOPS,
    /**
     * Of stream `evaluation`, sample id IS fact id with its clean class, whatever the seed: the evaluation weighs ids 0 …
     * facts - 1 and mixes its targets itself. Of any other stream: draw (id, lane 0) picks the fact; if draw (id, lane 1)
     * as a unit is below the label noise, the class is draw (id, lane 2). Key and class of fact k are draws (k, lane 0) and
     * (k, lane 1) of stream `task` with the task's own seed; bit j of the key is input j, +1 or -1.
     */
    sample(stream: StreamName, seed: number, id: number): Sample {
      if (stream === 'evaluation') return { x: keyOf(id), y: classOf(id) };
      const fact = drawnBy(randomBits(seed, stream, id, 0), thresholds);
      const redrawn = uniform(seed, stream, id, 1) < noise;
      return {
        x: keyOf(fact),
        y: redrawn ? integerFromBits(randomBits(seed, stream, id, 2), CLASSES) : classOf(fact),
      };
    },
  };
}

function batch(spec: ZipfFactsSpec) {
  const { facts, classes, seed, labelNoise } = spec;
  return {
    kernel: 'zipf_facts_batch' as const,
    numbers: ({ stream }: BatchDraw) => ({
      facts,
      classes,
      task_seed: seed,
      all_facts: stream === 'evaluation' ? 1 : 0,
      label_noise: labelNoise,
    }),
    tables: { thresholds: factThresholds(spec) },
  };
}

export const zipfFacts = {
  type: 'zipf-facts',
  title: 'Zipf facts',
  teaches: 'A model learns the common facts first, so the exponent of the law follows from the frequencies.',
  dials,
  choices: [],
  defaults: { type: 'zipf-facts', facts: 100_000, exponent: 0.5, labelNoise: 0, classes: 16, seed: 1 },
  create,
  batch,
} satisfies TaskInfo<ZipfFactsSpec>;
