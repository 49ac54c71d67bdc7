// The gain from a second thread of our pool: model steps a second of one thread and of two, in turns, as in the runner: new batches,
// replicas dealt to the threads, a chunk under way while the next is queued.

import { append } from '../../base/many.js';
import type { Overrides } from '../../lab/presets/presets.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import { composeExperiment } from '../../lab/presets/resolve.js';
import type { Backend } from '../../runner/backend.js';
import type { RunTrainer } from '../../runner/run-trainer.js';
import { openPool } from '../host/cores.js';
import { timed } from './contest/contest.js';

const REPLICAS = 4;
const threadCounts = [1, 2] as const;
/** Turns of each pool; the best counts, as both cores may have been free only then. */
const TURNS = 12;
/** Seconds of a chunk: long enough that messages do not count. */
const CHUNK = 0.1;

const common: Overrides = {
  'seeds.count': REPLICAS,
  'lrSweep.count': 1,
  'lrSweep.widen': false,
  'training.steps': 200_000,
  'data.uniqueSamples': [null],
  'evaluation.samples': 256,
  'evaluation.points': 2,
};
/** Tasks of ours with networks like the contest's: no task has 32 numbers to a row, so that perceptron has 16. */
const experiments = [
  {
    network: '16-128-128-1',
    preset: 'manifold',
    overrides: {
      'task.dimension': 16,
      'model.widths': [128],
      'model.activation': 'tanh',
      'training.batch': 256,
    },
  },
  {
    network: '2 x 64',
    preset: 'markov',
    overrides: {
      'task.vocabulary': 65,
      'task.context': 64,
      'model.depth': 2,
      'model.widths': [64],
      'training.batch': 16,
    },
  },
] as const;

export interface PoolSpeed {
  readonly network: string;
  readonly replicas: number;
  readonly threads: number;
  /** Steps of each replica count; by the wall's clock, in the best turn. */
  readonly modelStepsPerSecond: number;
  /** Of all threads; in the best turn. */
  readonly cpuSecondsPerModelStep: number;
}

/** For about `seconds` in all. */
export async function measurePool(seconds: number): Promise<PoolSpeed[]> {
  const pools: Backend[] = [];
  try {
    for (const threads of threadCounts) pools.push(await openPool(threads, 'plain'));
    const speeds: PoolSpeed[] = [];
    for (const { network, preset, overrides } of experiments) {
      const { plan } = readExperiment(composeExperiment(preset, { ...common, ...overrides }));
      const runners: Runner[] = [];
      for (const pool of pools) {
        const session = await pool.begin(plan);
        const trainer = await session.open(plan.runs[0]);
        runners.push(await warmUp(trainer));
      }
      const share = seconds / (experiments.length * pools.length);
      for (let turn = 0; turn < TURNS; turn++) {
        for (const runner of runners) {
          if (turn === 0 || runner.spent + runner.secondsPerStep <= share)
            await takeTurn(runner, share / TURNS);
        }
      }
      append(
        speeds,
        runners.map(({ trainer, secondsPerStep, cpuSecondsPerStep }, i) => {
          trainer.destroy();
          return {
            network,
            replicas: REPLICAS,
            threads: threadCounts[i],
            modelStepsPerSecond: REPLICAS / secondsPerStep,
            cpuSecondsPerModelStep: cpuSecondsPerStep / REPLICAS,
          };
        }),
      );
    }
    return speeds;
  } finally {
    for (const pool of pools) pool.close();
  }
}

interface Runner {
  readonly trainer: RunTrainer;
  /** Of all replicas. */
  secondsPerStep: number;
  cpuSecondsPerStep: number;
  /** Seconds of its turns. */
  spent: number;
}

/** The first steps include V8's compilation; the next measurement is the first estimate. */
async function warmUp(trainer: RunTrainer): Promise<Runner> {
  await trainer.submit(1, false);
  const { seconds, cpuSeconds } = await timed(() => trainer.submit(1, false));
  return { trainer, secondsPerStep: seconds, cpuSecondsPerStep: cpuSeconds, spent: 0 };
}

async function takeTurn(runner: Runner, seconds: number): Promise<void> {
  const { trainer, secondsPerStep } = runner;
  const steps = Math.max(1, Math.round(seconds / secondsPerStep));
  const spent = await timed(() => train(trainer, steps, Math.max(1, Math.round(CHUNK / secondsPerStep))));
  runner.spent += spent.seconds;
  runner.secondsPerStep = Math.min(runner.secondsPerStep, spent.seconds / steps);
  runner.cpuSecondsPerStep = Math.min(runner.cpuSecondsPerStep, spent.cpuSeconds / steps);
}

/** Two chunks are under way at any time. */
async function train(trainer: RunTrainer, steps: number, chunk: number): Promise<void> {
  let before: Promise<unknown> = Promise.resolve();
  for (let left = steps; left > 0;) {
    const count = Math.min(left, chunk, trainer.longestChunk);
    const next = trainer.submit(count, false);
    await before;
    before = next;
    left -= count;
  }
  await before;
}
