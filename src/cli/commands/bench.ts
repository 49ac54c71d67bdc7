// How fast the engine trains, measured on this machine, beside other libraries on the same adapter in the same run. Numbers for
// docs/lab-log.md; nothing asserts them.

import { normal, uniform } from '../../base/random.js';
import type { Device } from '../../engine/device.js';
import { calibrate } from '../../engine/timing.js';
import { trainingFlops } from '../../models/flops.js';
import { initialise } from '../../models/initialise.js';
import { examplesPerSample, type MlpSpec, type TransformerSpec } from '../../models/model-spec.js';
import { contest, type Entrant, type Problem, type Score } from '../bench/contest.js';
import type { Calls } from '../bench/count-calls.js';
import { ourEngine } from '../bench/engine.js';
import { measureFits } from '../bench/fits.js';
import { jax } from '../bench/jax.js';
import { tensorflow } from '../bench/tensorflow.js';
import { parseOptions, printJson, printTable, UsageError, type Command } from '../command.js';
import { dawnInstance, openDawn } from '../dawn.js';

const adam = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const perceptron: MlpSpec = { family: 'mlp', inputs: 32, hidden: [128, 128], outputs: 1, activation: 'relu' };
const perceptronName = [perceptron.inputs, ...perceptron.hidden, perceptron.outputs].join('-');
const ROWS = 256;
const gpt: Omit<TransformerSpec, 'layers' | 'channels' | 'context'> = {
  family: 'transformer',
  vocabulary: 65,
  heads: 4,
  mlpRatio: 4,
  activation: 'gelu',
  norm: 'layernorm',
  positions: 'learned',
  tied: false,
  biases: true,
};
/** The larger takes about fifteen times as long, and so gets most of the time. */
const transformers = [
  { model: { ...gpt, layers: 2, channels: 64, context: 64 }, share: 0.25 },
  { model: { ...gpt, layers: 4, channels: 128, context: 128 }, share: 0.75 },
] as const;
const transformerName = ({ layers, channels, context }: TransformerSpec): string =>
  `${layers} x ${channels}, context ${context}`;
const SEQUENCES = 16;
const seconds = { mlp: 20, transformer: 120 } as const;

export const bench: Command = {
  summary: 'how fast the engine trains here, beside TensorFlow.js and jax-js',
  usage: `bench [mlp | transformer | fit] [--seconds S] [--json]

Trains a network on one batch with Adam, on the GPU: our engine, TensorFlow.js WebGPU and jax-js WebGPU, from the same
parameters, in turns, after checking that their losses agree. Prints steps and examples (rows, tokens) a second, the CPU
time of a step, and the calls to WebGPU that it takes.
  mlp          perceptron ${perceptronName}, ${ROWS} rows; also eight replicas at once (the default)
  transformer  decoders of ${transformers.map(({ model }) => transformerName(model)).join(' and ')}, ${SEQUENCES} sequences
  fit          how long fits of 100 points and 1000 bootstrap refits take, which needs no GPU
  --seconds S  about how long in all (${seconds.mlp} for mlp, ${seconds.transformer} for transformer); who would need longer for two steps is left out
  --json       one JSON document instead of a table`,

  async run(args) {
    const [word, options] =
      args[0] === undefined || args[0].startsWith('-') ? ['mlp', args] : [args[0], args.slice(1)];
    const { json, seconds: asked } = parseOptions(options, {
      json: { type: 'boolean' },
      seconds: { type: 'string' },
    });
    if (word === 'fit') {
      if (asked !== undefined) throw new UsageError('--seconds: fits take as long as they take.');
      const measured = measureFits();
      if (json) printJson(measured);
      else
        printTable([
          ['measured', 'value'],
          ...Object.entries(measured).map(([name, value]) => [name, value.toPrecision(4)]),
        ]);
      return 0;
    }
    if (word !== 'mlp' && word !== 'transformer') {
      throw new UsageError(`Expected mlp, transformer or fit, got ${word}.`);
    }
    const budget = secondsOf(asked ?? String(seconds[word]));
    const device = await openDawn();
    const result = {
      device: device.info.description,
      matmulFlopsPerSecond: await calibrate(device),
      rows: word === 'mlp' ? await benchPerceptron(device, budget) : await benchTransformers(device, budget),
    };
    device.close();
    if (json) printJson(result);
    else print(result);
    return 0;
  },
};

function secondsOf(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new UsageError(`--seconds: expected a number above 0, got ${text}.`);
  return value;
}

/** A line of the result: a network and who trained it. What was left out has nulls. */
interface Row {
  readonly network: string;
  readonly engine: string;
  /** Of eight replicas at once, steps of each of them count. */
  readonly stepsPerSecond: number | null;
  /** Rows or tokens. */
  readonly examplesPerSecond: number | null;
  readonly flopsPerSecond: number | null;
  /** Of this process, a step. */
  readonly cpuSecondsPerStep: number | null;
  /** WebGPU calls of a step. */
  readonly calls: Calls | null;
  readonly expectedSecondsPerStep: number;
}

function rowsOf(network: string, { model, batch }: Problem, scores: readonly Score[]): Row[] {
  return scores.map(({ name, replicas, measured, expectedSecondsPerStep }) => {
    const stepsPerSecond = measured && replicas / measured.secondsPerStep;
    return {
      network,
      engine: name,
      stepsPerSecond,
      examplesPerSecond: stepsPerSecond && stepsPerSecond * batch * examplesPerSample(model),
      flopsPerSecond: stepsPerSecond && stepsPerSecond * trainingFlops(model, batch, 1),
      cpuSecondsPerStep: measured && measured.cpuSecondsPerStep / replicas,
      calls: measured && measured.calls,
      expectedSecondsPerStep,
    };
  });
}

async function benchPerceptron(device: Device, budget: number): Promise<Row[]> {
  const problem: Problem = {
    model: perceptron,
    batch: ROWS,
    parameters: initialise(perceptron, 'pytorch', 1),
    x: Float32Array.from({ length: ROWS * perceptron.inputs }, (_, i) => normal(1, 'data', i, 0)),
    y: Float32Array.from({ length: ROWS }, (_, i) => normal(1, 'data', i, 1)),
    ...adam,
  };
  const entrants = [...everyone(device), ourEngine(device, 8)];
  return rowsOf(perceptronName, problem, await contest(problem, entrants, budget));
}

async function benchTransformers(device: Device, budget: number): Promise<Row[]> {
  const rows: Row[] = [];
  /** Of the network before, by name: what to expect of the next. */
  let flopsPerSecond = new Map<string, number | null>();
  for (const { model, share } of transformers) {
    const tokens = SEQUENCES * model.context;
    const draw = (lane: number): Int32Array =>
      Int32Array.from({ length: tokens }, (_, i) =>
        Math.floor(uniform(1, 'data', i, lane) * model.vocabulary),
      );
    const parameters = initialise(model, 'gpt2', 1);
    const problem: Problem = { model, batch: SEQUENCES, parameters, x: draw(0), y: draw(1), ...adam };
    const flops = trainingFlops(model, SEQUENCES, 1);
    const expected = (name: string): number => flops / (flopsPerSecond.get(name) ?? Infinity);
    const entrants = everyone(device).map((entrant) => ({
      ...entrant,
      expectedSecondsPerStep: expected(entrant.name),
    }));
    const scored = rowsOf(transformerName(model), problem, await contest(problem, entrants, share * budget));
    flopsPerSecond = new Map(scored.map((row) => [row.engine, row.flopsPerSecond]));
    rows.push(...scored);
  }
  return rows;
}

function everyone(device: Device): Entrant[] {
  const gpu = dawnInstance();
  return [ourEngine(device), tensorflow(gpu), jax(gpu)];
}

function print({
  device,
  matmulFlopsPerSecond,
  rows,
}: {
  device: string;
  matmulFlopsPerSecond: number;
  rows: readonly Row[];
}): void {
  console.log(`${device}: ${(matmulFlopsPerSecond / 1e9).toPrecision(3)} GFLOP/s in a linear layer\n`);
  const head = [
    'network',
    'engine',
    'steps/s',
    'examples/s',
    'GFLOP/s',
    'CPU ms/step',
    'dispatches',
    'submits',
    'bind groups',
    'buffers',
    'uploads',
  ];
  const lines = rows.map((row) => {
    const cells = row.calls
      ? [row.stepsPerSecond!, row.examplesPerSecond!, row.flopsPerSecond! / 1e9, row.cpuSecondsPerStep! * 1e3]
          .map((speed) => speed.toPrecision(3))
          .concat(Object.values(row.calls).map(String))
      : [];
    const line = [row.network, row.engine, ...cells];
    return head.map((_, i) => line[i] ?? '-');
  });
  printTable([head, ...lines]);
  for (const { network, engine, calls, expectedSecondsPerStep } of rows) {
    if (calls) continue;
    console.log(
      `${network}: ${engine} was left out, a step takes about ${expectedSecondsPerStep.toPrecision(2)} s`,
    );
  }
}
