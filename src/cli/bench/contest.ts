// A contest of training engines: the same network from the same start on the same batch, timed in turns, so that what else the
// machine does falls on all of them alike.

import type { ModelSpec } from '../../models/model-spec.js';
import { countCalls, type Calls } from './count-calls.js';

/** What everyone trains: one resident batch over and over, with Adam. */
export interface Problem {
  readonly model: ModelSpec;
  /** Rows or sequences. */
  readonly batch: number;
  /** Where training starts: by name, dense, in PyTorch's layout. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** Rows of numbers, or the tokens of sequences, one after another. */
  readonly x: Float32Array | Int32Array;
  /** Rows of numbers, for mean squared error, or the token after each, for cross-entropy. */
  readonly y: Float32Array | Int32Array;
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export interface Contender {
  /** Trains `steps` steps more; reads the last one's loss back once all is queued, which waits for what was queued before. */
  train(steps: number): Promise<number>;
  close(): void;
}

export interface Score {
  readonly name: string;
  readonly replicas: number;
  /** Null where it was not measured, as it would have taken too long. */
  readonly measured: {
    readonly secondsPerStep: number;
    /**
     * What this process spends on one, by its processors' clocks, which other work on the machine disturbs least: with a software
     * adapter all of it, with a GPU what launching costs.
     */
    readonly cpuSecondsPerStep: number;
    /** Of one step and the reading of its loss. */
    readonly calls: Calls;
  } | null;
  /** What a step was expected to take, 0 if nothing was known. */
  readonly expectedSecondsPerStep: number;
}

export interface Entrant {
  readonly name: string;
  /** Of the network, trained at once; 1 if it does not say. */
  readonly replicas?: number;
  /** What a step may be expected to take, if anything is known. */
  readonly expectedSecondsPerStep?: number;
  open(problem: Problem): Promise<Contender>;
}

/** Turns that everyone gets; the best counts. */
const TURNS = 3;
/** Two losses agree if they differ by less than this share: f32 sums in different orders. */
const TOLERANCE = 1e-3;

/**
 * Times everyone for about `seconds` in all. Who would need more than that for the two steps that a measurement takes is left
 * out. Throws if two of them do not lose the same: they would not compute the same.
 */
export async function contest(
  problem: Problem,
  entrants: readonly Entrant[],
  seconds: number,
): Promise<Score[]> {
  const scores: Score[] = [];
  const runners: Runner[] = [];
  for (const { name, replicas = 1, expectedSecondsPerStep = 0, open } of entrants) {
    const isTooSlow = 2 * expectedSecondsPerStep > seconds;
    const runner = isTooSlow ? null : await warmUp(name, await open(problem));
    if (runner) runners.push(runner);
    scores.push({ name, replicas, expectedSecondsPerStep, measured: runner });
  }
  checkLosses(runners);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const runner of runners) await takeTurn(runner, seconds / (TURNS * runners.length));
  }
  for (const { contender } of runners) contender.close();
  return scores;
}

interface Runner {
  readonly name: string;
  readonly contender: Contender;
  readonly losses: readonly number[];
  readonly calls: Calls;
  secondsPerStep: number;
  cpuSecondsPerStep: number;
}

/** The first step pays for compilation; the second is counted, and is the measurement where there is time for no more. */
async function warmUp(name: string, contender: Contender): Promise<Runner> {
  const first = await contender.train(1);
  let second = NaN;
  let spent = { seconds: NaN, cpuSeconds: NaN };
  const calls = await countCalls(async () => {
    spent = await timed(async () => (second = await contender.train(1)));
  });
  const { seconds: secondsPerStep, cpuSeconds: cpuSecondsPerStep } = spent;
  return { name, contender, losses: [first, second], calls, secondsPerStep, cpuSecondsPerStep };
}

async function takeTurn(runner: Runner, seconds: number): Promise<void> {
  const steps = Math.floor(seconds / runner.secondsPerStep);
  if (steps === 0) return;
  const spent = await timed(() => runner.contender.train(steps));
  runner.secondsPerStep = Math.min(runner.secondsPerStep, spent.seconds / steps);
  runner.cpuSecondsPerStep = Math.min(runner.cpuSecondsPerStep, spent.cpuSeconds / steps);
}

async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; cpuSeconds: number }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}

function checkLosses(runners: readonly Runner[]): void {
  const [first] = runners;
  for (const { name, losses } of runners) {
    const agree = losses.every((loss, i) => Math.abs(loss / first.losses[i] - 1) < TOLERANCE);
    if (agree) continue;
    throw new Error(
      `expected everyone to lose the same in two steps, got ${first.losses.join(', ')} of ${first.name} ` +
        `and ${losses.join(', ')} of ${name}`,
    );
  }
}
