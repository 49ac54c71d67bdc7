// The GPU: our engine compared with TensorFlow.js and jax-js on the same adapter, by WebGPU.

import { append } from '../../base/many.js';
import { calibrate } from '../../engine/training/timing.js';
import type { AdapterInfo, GpuDevice } from '../../engine/gpu/gpu-device.js';
import { trainingFlops } from '../../models/flops/flops.js';
import { examplesPerSample, type TransformerSpec } from '../../models/model-spec.js';
import { printTable } from '../shared/command.js';
import { dawnInstance, openDawn } from '../host/dawn.js';
import { contest, inSteps, type Problem, type Score, type Trainee } from './contest/contest.js';
import type { Calls } from './contest/count-calls.js';
import { ourEngine } from './engine.js';
import { jax } from './rivals/jax.js';
import {
  perceptron,
  perceptronName,
  perceptronProblem,
  ROWS,
  SEQUENCES,
  transformer,
  transformerProblem,
} from './problems.js';
import { tensorflow } from './rivals/tensorflow.js';

const mlp = perceptron(128, 'relu');
/**
 * The middle one has the shape of the fastest published trainer in a browser: 5.6 ms a step on an M2 Max. Larger ones take longer and
 * get more of the time.
 */
const transformers = [
  { model: transformer({ layers: 2, channels: 64, context: 64 }), share: 0.15 },
  { model: transformer({ layers: 3, channels: 96, context: 128, mlpRatio: 2 }), share: 0.3 },
  { model: transformer({ layers: 4, channels: 128, context: 128 }), share: 0.55 },
] as const;

function transformerName({ layers, channels, context, mlpRatio }: TransformerSpec): string {
  return `${layers} x ${channels}, context ${context}${mlpRatio === 4 ? '' : `, MLP ratio ${mlpRatio}`}`;
}

/** A line of the result: a network, and the engine that trained it. An engine that was left out has nulls. */
interface Row {
  readonly network: string;
  readonly engine: string;
  /** Of eight replicas at once, the steps of each count. */
  readonly stepsPerSecond: number | null;
  /** Rows or tokens. */
  readonly examplesPerSecond: number | null;
  readonly flopsPerSecond: number | null;
  /** Of this process, a step. */
  readonly cpuSecondsPerStep: number | null;
  /** WebGPU calls of a step. */
  readonly calls: Calls | null;
  /** Why the engine was left out; empty if it was not. */
  readonly leftOut: string;
}

export interface GpuBench {
  readonly device: string;
  readonly adapter: AdapterInfo & {
    /** All that it has, whether we use it or not. */
    readonly features: readonly string[];
  };
  readonly matmulFlopsPerSecond: number;
  readonly rows: readonly Row[];
}

export const gpuBenchUsage = `  mlp          a GPU: perceptron ${perceptronName(mlp)}, ${ROWS} rows; also eight replicas at once (the default)
  transformer  a GPU: decoders of ${transformers.map(({ model }) => transformerName(model)).join('; ')};
               ${SEQUENCES} sequences`;

/** Opens a GPU, for about `seconds` in all. */
export async function benchGpu(word: 'mlp' | 'transformer', seconds: number): Promise<GpuBench> {
  const device = await openDawn();
  const result = {
    device: device.info.description,
    adapter: { ...device.info, features: await adapterFeatures() },
    matmulFlopsPerSecond: await calibrate(device),
    rows: word === 'mlp' ? await benchPerceptron(device, seconds) : await benchTransformers(device, seconds),
  };
  device.close();
  return result;
}

/** Of the adapter that `openDawn` takes. */
async function adapterFeatures(): Promise<string[]> {
  const adapter = await dawnInstance().requestAdapter({ powerPreference: 'high-performance' });
  return [...(adapter?.features ?? [])].sort();
}

function everyone(device: GpuDevice): Trainee[] {
  const gpu = dawnInstance();
  return [
    ourEngine(device, 'Scaling Lab'),
    tensorflow(gpu, 'TensorFlow.js WebGPU'),
    jax(gpu, 'jax-js WebGPU'),
  ];
}

async function benchPerceptron(device: GpuDevice, seconds: number): Promise<Row[]> {
  const problem = perceptronProblem(mlp);
  const trainees = [...everyone(device), ourEngine(device, 'Scaling Lab, 8 at once', 8)];
  const entrants = trainees.map((trainee) => inSteps(trainee, problem));
  const scores = await contest(entrants, { seconds, mostRounds: problem.mostSteps });
  return rowsOf(perceptronName(mlp), problem, scores);
}

async function benchTransformers(device: GpuDevice, seconds: number): Promise<Row[]> {
  const rows: Row[] = [];
  /** Of the last network that each engine trained, by name, to predict the next. */
  const flopsPerSecond = new Map<string, number>();
  for (const { model, share } of transformers) {
    const problem = transformerProblem(model);
    const flops = trainingFlops(model, SEQUENCES, 1);
    const entrants = everyone(device).map((trainee) =>
      inSteps(trainee, problem, flops / (flopsPerSecond.get(trainee.name) ?? Infinity)),
    );
    const scores = await contest(entrants, { seconds: share * seconds, mostRounds: problem.mostSteps });
    const scored = rowsOf(transformerName(model), problem, scores);
    for (const { engine, flopsPerSecond: reached } of scored) {
      if (reached !== null) flopsPerSecond.set(engine, reached);
    }
    append(rows, scored);
  }
  return rows;
}

function rowsOf(network: string, { model, batch }: Problem, scores: readonly Score[]): Row[] {
  return scores.map(({ name, replicas, measured, leftOut }) => {
    const stepsPerSecond = measured && replicas / measured.secondsPerRound;
    return {
      network,
      engine: name,
      stepsPerSecond,
      examplesPerSecond: stepsPerSecond && stepsPerSecond * batch * examplesPerSample(model),
      flopsPerSecond: stepsPerSecond && stepsPerSecond * trainingFlops(model, batch, 1),
      cpuSecondsPerStep: measured && measured.cpuSecondsPerRound / replicas,
      calls: measured && measured.calls,
      leftOut,
    };
  });
}

export function printGpuBench({ device, matmulFlopsPerSecond, rows }: GpuBench): void {
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
  for (const { network, engine, leftOut } of rows) {
    if (leftOut) console.log(`${network}: ${engine} was left out, ${leftOut}`);
  }
}
