// One core: our engine compared with jax-js and TensorFlow.js, all in WebAssembly with one thread each; then our pool.

import { cpus, loadavg } from 'node:os';
import { trainingFlops } from '../../models/flops/flops.js';
import { CpuDevice } from '../../engine/cpu/cpu-device.js';
import { printTable } from '../shared/command.js';
import { kernelModule } from '../host/cores.js';
import { contest, inSteps, type Entrant, type Problem, type Trainee } from './contest/contest.js';
import { ourEngine } from './engine.js';
import { jax } from './rivals/jax.js';
import { measurePeak } from './peak.js';
import { measurePool, type PoolSpeed } from './pool.js';
import {
  perceptron,
  perceptronName,
  perceptronProblem,
  ROWS,
  SEQUENCES,
  transformer,
  transformerProblem,
} from './problems.js';
import { measureProducts, type ProductSpeed } from './products.js';
import { inSweeps } from './sweep.js';
import { tensorflow } from './rivals/tensorflow.js';

const ours = 'scaling-lab';
const sweepWidths = [8, 16, 32, 64, 96, 128, 192, 256];
const SWEEP_STEPS = 50;
/**
 * Turns of every engine: many short ones, of which the fastest counts. Where two processors are threads of one core, other work slows
 * even CPU time, most of all for code that fills the core's ports; a short turn may run between.
 */
const TURNS = 20;
/** Shares of the time; the rest is for the networks. */
const PRODUCTS_SHARE = 0.05;
const POOL_SHARE = 0.15;

/** A line of the result: what was trained, and by which engine. An engine that was left out has nulls. */
interface Row {
  readonly network: string;
  readonly engine: string;
  /** By wall-clock time. */
  readonly stepsPerSecond: number | null;
  /** Of all threads of this process. */
  readonly cpuSecondsPerStep: number | null;
  readonly gflopPerCpuSecond: number | null;
  /** Of the second step from the common start; of the sweep, the widest network's last. */
  readonly loss: number | null;
  /** Times our CPU time a step. */
  readonly timesOurs: number | null;
  /** Why the engine was left out; empty if it was not. */
  readonly leftOut: string;
}

export interface CpuBench {
  /** Multiply-add of plain SIMD, one core. */
  readonly peakGflops: number;
  readonly rows: readonly Row[];
  readonly products: readonly (ProductSpeed & { readonly shareOfPeak: number })[];
  readonly pool: readonly PoolSpeed[];
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly node: string;
    readonly simd: 'plain';
    /** Of the last minute, before the bench: other work. */
    readonly load: number;
  };
}

/** What is trained, as one step or as a sweep. */
interface Event {
  readonly network: string;
  readonly share: number;
  readonly stepsPerRound: number;
  readonly flopsPerRound: number;
  readonly enter: (trainee: Trainee, expectedSeconds: number) => Entrant;
  readonly mostRounds?: number;
}

/** Networks in the order in which they are trained, with their shares of the time. */
function events(): Event[] {
  const small = perceptron(128, 'tanh');
  const step = (network: string, problem: Problem, share: number): Event => ({
    network,
    share,
    stepsPerRound: 1,
    flopsPerRound: trainingFlops(problem.model, problem.batch, 1),
    enter: (trainee, expectedSeconds) => inSteps(trainee, problem, expectedSeconds),
    mostRounds: problem.mostSteps,
  });
  const swept = sweepWidths.map((width) => perceptronProblem(perceptron(width, 'tanh'), SWEEP_STEPS));
  return [
    step(perceptronName(small), perceptronProblem(small), 0.1),
    step('2 x 64', transformerProblem(transformer({ layers: 2, channels: 64, context: 64 })), 0.2),
    step('4 x 128', transformerProblem(transformer({ layers: 4, channels: 128, context: 128 })), 0.3),
    {
      network: 'sweep',
      share: 0.2,
      stepsPerRound: swept.length * SWEEP_STEPS,
      flopsPerRound: swept.reduce(
        (sum, { model, batch }) => sum + trainingFlops(model, batch, SWEEP_STEPS),
        0,
      ),
      enter: (trainee, expectedSeconds) => inSweeps(trainee, swept, SWEEP_STEPS, expectedSeconds),
    },
  ];
}

export const cpuBenchUsage = `  cpu          one core: perceptron ${perceptronName(perceptron(128, 'tanh'))} with ${ROWS} rows, decoders of 2 x 64 and 4 x 128 with ${SEQUENCES}
               sequences, and a sweep of ${sweepWidths.length} perceptrons, by us, jax-js and TensorFlow.js in WebAssembly,
               one thread each; then what two threads of our pool bring`;

/** For about `seconds` in all; `alone` leaves the other libraries out. */
export async function benchCpu(seconds: number, alone: boolean): Promise<CpuBench> {
  const [load] = loadavg();
  let peak = measurePeak();
  const device = CpuDevice.open(await kernelModule('plain'));
  const products = await measureProducts(device, PRODUCTS_SHARE * seconds);
  const mine = ourEngine(device, ours);
  const trainees = alone ? [mine] : [mine, jax(null, 'jax-js'), tensorflow(null, 'tensorflow')];
  const rows: Row[] = [];
  /** FLOPs a CPU second of the last network that each engine trained, by name, to predict the next. So other work does not favour any. */
  const flopsPerSecond = new Map<string, number>();
  for (const event of events()) {
    // Our own engine is never left out, however short the time.
    const expected = (name: string): number =>
      name === ours ? 0 : event.flopsPerRound / (flopsPerSecond.get(name) ?? Infinity);
    const entrants = trainees.map((trainee) => event.enter(trainee, expected(trainee.name)));
    const options = { seconds: event.share * seconds, turns: TURNS, mostRounds: event.mostRounds };
    const scores = await contest(entrants, options);
    const own = scores[0].measured;
    for (const { name, measured, leftOut } of scores) {
      rows.push({
        network: event.network,
        engine: name,
        stepsPerSecond: measured && event.stepsPerRound / measured.secondsPerRound,
        cpuSecondsPerStep: measured && measured.cpuSecondsPerRound / event.stepsPerRound,
        gflopPerCpuSecond: measured && event.flopsPerRound / measured.cpuSecondsPerRound / 1e9,
        loss: measured && measured.losses.at(-1)!,
        timesOurs: measured && own && measured.cpuSecondsPerRound / own.cpuSecondsPerRound,
        leftOut,
      });
    }
    // Several times, as other work may disturb any of them.
    peak = Math.max(peak, measurePeak());
    for (const { name, measured } of scores) {
      if (measured) flopsPerSecond.set(name, event.flopsPerRound / measured.cpuSecondsPerRound);
    }
  }
  device.close();
  return {
    peakGflops: peak / 1e9,
    rows,
    products: products.map((speed) => ({ ...speed, shareOfPeak: (speed.gflops * 1e9) / peak })),
    pool: await measurePool(POOL_SHARE * seconds),
    machine: {
      processor: cpus()[0]?.model.trim() ?? '',
      cores: cpus().length,
      node: process.version,
      simd: 'plain',
      load,
    },
  };
}

export function printCpuBench({ peakGflops, rows, products, pool, machine }: CpuBench): void {
  const { processor, cores, node, load } = machine;
  const digits = (value: number | null): string => (value === null ? '-' : value.toPrecision(3));
  console.log(
    `${processor}, ${cores} cores at a load of ${load.toFixed(1)}, Node ${node}: ` +
      `${digits(peakGflops)} GFLOP/s multiply-add of one core in plain SIMD\n`,
  );
  printTable([
    ['network', 'engine', 'steps/s', 'CPU ms/step', 'GFLOP/CPU s', 'times ours', 'loss'],
    ...rows.map((row) => [
      row.network,
      row.engine,
      digits(row.stepsPerSecond),
      digits(row.cpuSecondsPerStep && row.cpuSecondsPerStep * 1e3),
      digits(row.gflopPerCpuSecond),
      digits(row.timesOurs),
      row.loss?.toPrecision(6) ?? '-',
    ]),
  ]);
  for (const { network, engine, leftOut } of rows) {
    if (leftOut) console.log(`${network}: ${engine} was left out, ${leftOut}`);
  }
  console.log(
    `\nA step of the sweep (32-w-w-1, w = ${sweepWidths.join(' ')}, ${SWEEP_STEPS} steps each) includes its share of preparing the networks.\n`,
  );
  printTable([
    ['our product', 'pass', 'GFLOP/CPU s', 'of the peak'],
    ...products.map(({ rows: count, inputs, outputs, pass, gflops, shareOfPeak }) => [
      `${count} x ${inputs} -> ${outputs}`,
      pass,
      digits(gflops),
      `${Math.round(100 * shareOfPeak)} %`,
    ]),
  ]);
  console.log();
  printTable([
    ['our pool', 'replicas', 'threads', 'model steps/s', 'CPU ms/model step', 'times one thread'],
    ...pool.map(({ network, replicas, threads, modelStepsPerSecond, cpuSecondsPerModelStep }) => {
      const one = pool.find((speed) => speed.network === network)!.modelStepsPerSecond;
      return [
        network,
        String(replicas),
        String(threads),
        digits(modelStepsPerSecond),
        digits(cpuSecondsPerModelStep * 1e3),
        digits(modelStepsPerSecond / one),
      ];
    }),
  ]);
}
