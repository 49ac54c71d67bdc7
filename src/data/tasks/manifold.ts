// Regression of a smooth function of d variables, after Sharma & Kaplan (2022, "Scaling laws from the data manifold
// dimension"): a network of N parameters cuts the d-dimensional input space into about N pieces of side N^(-1/d) and is
// linear on each, so its squared error falls as N^(-4/d). The function is a fixed random tanh network, the teacher.

import { tanh } from '../../base/maths/elementary.js';
import { normal, uniform, type StreamName } from '../../base/random.js';
import { checkDials } from '../dials.js';
import type { Dial, Sample, Task, TaskInfo } from '../task.js';

export interface ManifoldSpec {
  readonly type: 'manifold';
  /** Number d of inputs, all of which matter. */
  readonly dimension: number;
  /** Selects the teacher. */
  readonly seed: number;
}

/** Width of the teacher's two hidden layers. */
const TEACHER_WIDTH = 32;

/** docs/lab-log.md, "What does it cost a core to draw a sample?": 3800 to 5000 in 4 dimensions. */
const DRAWING_FLOPS = 4000;

/** Points over which the target is standardised. */
const STANDARDISING_POINTS = 4096;

/** y = (readout · tanh(secondWeight tanh(firstWeight x + firstBias) + secondBias) - mean) * scale. */
export interface ManifoldTeacher {
  /** (32, d), N(0, 1.5^2). */
  readonly firstWeight: Float32Array;
  /** (32), N(0, 1). */
  readonly firstBias: Float32Array;
  /** (32, 32), N(0, 1.5^2 / 32). */
  readonly secondWeight: Float32Array;
  /** (32), N(0, 0.5^2). */
  readonly secondBias: Float32Array;
  /** (32), N(0, 1 / 32). */
  readonly readout: Float32Array;
  /** Mean of the output before standardising, rounded to f32. */
  readonly mean: number;
  /** One over the standard deviation of that output, rounded to f32. */
  readonly scale: number;
}

const dials: readonly Dial[] = [
  {
    field: 'dimension',
    label: 'Dimension of the data',
    help: 'More dimensions make the law flatter: its exponent should be about 4 / d.',
    minimum: 1,
    maximum: 16,
    step: 1,
  },
];

/**
 * The teacher of a spec. Element i of a tensor is draw (index i, lane) of stream `task`, the lanes being 0 … 4 in
 * the order of the fields; coordinate j of standardising point i is draw (i, 5 + j).
 */
export function manifoldTeacher({ dimension, seed }: ManifoldSpec): ManifoldTeacher {
  const width = TEACHER_WIDTH;
  const tensor = (lane: number, length: number, deviation: number): Float32Array =>
    Float32Array.from({ length }, (_, i) => deviation * normal(seed, 'task', i, lane));
  const bare: ManifoldTeacher = {
    firstWeight: tensor(0, width * dimension, 1.5),
    firstBias: tensor(1, width, 1),
    secondWeight: tensor(2, width * width, 1.5 / Math.sqrt(width)),
    secondBias: tensor(3, width, 0.5),
    readout: tensor(4, width, 1 / Math.sqrt(width)),
    mean: 0,
    scale: 1,
  };
  const evaluate = teacherFunction(bare);
  const x = new Float32Array(dimension);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < STANDARDISING_POINTS; i++) {
    for (let j = 0; j < dimension; j++) x[j] = 2 * uniform(seed, 'task', i, 5 + j) - 1;
    const y = evaluate(x);
    sum += y;
    squares += y * y;
  }
  const mean = sum / STANDARDISING_POINTS;
  const deviation = Math.sqrt(squares / STANDARDISING_POINTS - mean * mean);
  return { ...bare, mean: Math.fround(mean), scale: Math.fround(1 / deviation) };
}

/** The teacher as a function of one input row, in float64; it keeps scratch memory between calls. */
function teacherFunction(teacher: ManifoldTeacher): (x: Float32Array) => number {
  const { firstWeight, firstBias, secondWeight, secondBias, readout, mean, scale } = teacher;
  const first = new Float64Array(TEACHER_WIDTH);
  return (x) => {
    for (let i = 0; i < TEACHER_WIDTH; i++) {
      let sum = firstBias[i];
      for (let j = 0; j < x.length; j++) sum += firstWeight[i * x.length + j] * x[j];
      first[i] = tanh(sum);
    }
    let y = 0;
    for (let i = 0; i < TEACHER_WIDTH; i++) {
      let sum = secondBias[i];
      for (let j = 0; j < TEACHER_WIDTH; j++) sum += secondWeight[i * TEACHER_WIDTH + j] * first[j];
      y += readout[i] * tanh(sum);
    }
    return (y - mean) * scale;
  };
}

function create(spec: ManifoldSpec): Task<ManifoldSpec> {
  checkDials(dials, spec);
  const { dimension } = spec;
  // Made with the first sample: a plan needs none, and the statistics of the teacher take 40 ms.
  let evaluate: ReturnType<typeof teacherFunction> | null = null;
  return {
    spec,
    sequence: null,
    inputs: dimension,
    outputs: 1,
    loss: 'mse',
    unit: 'squared error',
    lossFloor: 0,
    theory: { parameters: 4 / dimension, data: null, source: 'Sharma & Kaplan 2022: alpha = 4 / d' },
    evaluation: { type: 'sampled' },
    subtasks: null,
    labelNoise: 0,
    drawingFlops: DRAWING_FLOPS,
    /** Uniform x in [-1, 1)^d: coordinate j of sample id is draw (id, j) of the stream, exact in f32. */
    sample(stream: StreamName, seed: number, id: number): Sample {
      const x = Float32Array.from({ length: dimension }, (_, j) => 2 * uniform(seed, stream, id, j) - 1);
      evaluate ??= teacherFunction(manifoldTeacher(spec));
      return { x, y: Float32Array.of(evaluate(x)) };
    },
  };
}

function batch(spec: ManifoldSpec) {
  const { dimension } = spec;
  const { mean, scale, ...tensors } = manifoldTeacher(spec);
  const numbers = { dimension, mean, scale };
  return {
    kernel: 'manifold_batch' as const,
    numbers: () => numbers,
    tables: { teacher: teacherTable(tensors) },
  };
}

/** The teacher's tensors one after another, rows of the first weight filled up to whole vectors of four. */
function teacherTable(tensors: Omit<ManifoldTeacher, 'mean' | 'scale'>): Float32Array {
  const { firstWeight, firstBias, secondWeight, secondBias, readout } = tensors;
  const dimension = firstWeight.length / TEACHER_WIDTH;
  const stride = 4 * Math.ceil(dimension / 4);
  const paddedWeight = new Float32Array(TEACHER_WIDTH * stride);
  for (let i = 0; i < TEACHER_WIDTH; i++) {
    paddedWeight.set(firstWeight.subarray(i * dimension, (i + 1) * dimension), i * stride);
  }
  return Float32Array.from(
    [paddedWeight, firstBias, secondWeight, secondBias, readout].flatMap((tensor) => [...tensor]),
  );
}

export const manifold = {
  type: 'manifold',
  title: 'Data manifold',
  teaches:
    'The fewer dimensions the data have, the steeper the law: in d dimensions the error falls with the exponent 4 / d in N.',
  dials,
  choices: [],
  defaults: { type: 'manifold', dimension: 4, seed: 1 },
  create,
  batch,
} satisfies TaskInfo<ManifoldSpec>;
