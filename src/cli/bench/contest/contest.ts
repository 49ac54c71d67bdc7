// Compares training engines: the same network from the same start on the same batch. They are timed in turns, so that other work on
// the machine affects all of them equally. A round that is timed is one step, or a sweep over several networks.

import type { ModelSpec } from '../../../models/model-spec.js';
import { countCalls, type Calls } from './count-calls.js';

/** What all engines train: one resident batch again and again, with Adam. */
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
  /** The most steps that any engine trains. */
  readonly mostSteps: number;
}

export interface Contender {
  /** Trains `steps` more steps and then reads back the last loss, which waits for all of them. */
  train(steps: number): Promise<number>;
  close(): void;
}

/** The rounds that are timed. */
export interface Rounds {
  /** Does `count` more rounds; resolves to the losses at the end of the last. */
  run(count: number): Promise<readonly number[]>;
  close(): void;
}

export interface Score {
  readonly name: string;
  readonly replicas: number;
  /** Null for an engine that was left out. */
  readonly measured: {
    readonly secondsPerRound: number;
    /**
     * CPU time of all threads of this process for one round, which other work on the machine disturbs least. With a software adapter
     * it is the whole work, with a GPU the cost of launching.
     */
    readonly cpuSecondsPerRound: number;
    /** Of one round and the reading of its loss; null where there is no WebGPU to call. */
    readonly calls: Calls | null;
    /** At the end of the first round and of the second. */
    readonly losses: readonly number[];
  } | null;
  /** Why the engine was left out; empty if it was not. */
  readonly leftOut: string;
}

/** An engine that trains networks, one or several at once. */
export interface Trainee {
  readonly name: string;
  /** Replicas of the network that are trained at once; 1 by default. */
  readonly replicas?: number;
  /** Throws CannotTrain where its library lacks something. */
  open(problem: Problem): Promise<Contender>;
}

export interface Entrant {
  readonly name: string;
  readonly replicas?: number;
  /** The expected seconds of a round, if known. */
  readonly expectedSeconds?: number;
  /** Throws CannotTrain where its library lacks something; so may `run` of the result. */
  open(): Promise<Rounds>;
}

/** A library lacks what a network needs; the message says what. */
export class CannotTrain extends Error {
  override readonly name = 'CannotTrain';
}

export interface ContestOptions {
  /** Seconds for all engines together. */
  readonly seconds: number;
  /** Turns of every engine; the best counts. */
  readonly turns?: number;
  /** The most rounds of any engine. */
  readonly mostRounds?: number;
}

/** Two losses agree if they differ by less than this share: f32 sums in different orders. */
const TOLERANCE = 1e-3;

/** A round is a step of one problem. */
export function inSteps(trainee: Trainee, problem: Problem, expectedSeconds = 0): Entrant {
  const { name, replicas } = trainee;
  return {
    name,
    replicas,
    expectedSeconds,
    open: async () => {
      const contender = await trainee.open(problem);
      return { run: async (steps) => [await contender.train(steps)], close: () => contender.close() };
    },
  };
}

/**
 * Times all engines for about `seconds` together, after two warm-up rounds each. Leaves out engines whose warm-up would take longer
 * than that, and engines that cannot train the network. Throws if two engines do not reach the same loss, as they would not compute
 * the same.
 */
export async function contest(
  entrants: readonly Entrant[],
  { seconds, turns = 3, mostRounds = Infinity }: ContestOptions,
): Promise<Score[]> {
  const runners: Runner[] = [];
  const scores: Score[] = [];
  for (const entrant of entrants) {
    const { name, replicas = 1 } = entrant;
    const runner = await begin(entrant, seconds);
    if (typeof runner !== 'string') runners.push(runner);
    const isLeftOut = typeof runner === 'string';
    scores.push({ name, replicas, measured: isLeftOut ? null : runner, leftOut: isLeftOut ? runner : '' });
  }
  checkLosses(runners);
  const roundsOfTurn = Math.floor((mostRounds - 2) / turns);
  const share = seconds / runners.length;
  for (let turn = 0; turn < turns; turn++) {
    for (const runner of runners) {
      // An engine that needs more than a turn for a round gets fewer turns.
      if (turn === 0 || runner.spent + runner.secondsPerRound <= share)
        await takeTurn(runner, share / turns, roundsOfTurn);
    }
  }
  for (const { rounds } of runners) rounds.close();
  return scores;
}

interface Runner {
  readonly name: string;
  readonly rounds: Rounds;
  readonly losses: readonly number[];
  readonly calls: Calls | null;
  secondsPerRound: number;
  cpuSecondsPerRound: number;
  /** Seconds of its turns. */
  spent: number;
}

/** A runner after its warm-up, or why there is none. */
async function begin(entrant: Entrant, seconds: number): Promise<Runner | string> {
  const { name, expectedSeconds = 0, open } = entrant;
  if (2 * expectedSeconds > seconds)
    return `it was expected to take ${expectedSeconds.toPrecision(2)} s a round`;
  try {
    return await warmUp(name, await open());
  } catch (error) {
    if (error instanceof CannotTrain) return error.message;
    throw error;
  }
}

/** The first round includes compilation; the second is counted. */
async function warmUp(name: string, rounds: Rounds): Promise<Runner> {
  const first = await rounds.run(1);
  let second: readonly number[] = [];
  let spent = { seconds: NaN, cpuSeconds: NaN };
  const calls = await countCalls(async () => {
    spent = await timed(async () => (second = await rounds.run(1)));
  });
  const { seconds: secondsPerRound, cpuSeconds: cpuSecondsPerRound } = spent;
  return {
    name,
    rounds,
    losses: [...first, ...second],
    calls,
    secondsPerRound,
    cpuSecondsPerRound,
    spent: 0,
  };
}

async function takeTurn(runner: Runner, seconds: number, mostRounds: number): Promise<void> {
  const count = Math.max(1, Math.min(mostRounds, Math.floor(seconds / runner.secondsPerRound)));
  const spent = await timed(() => runner.rounds.run(count));
  runner.spent += spent.seconds;
  runner.secondsPerRound = Math.min(runner.secondsPerRound, spent.seconds / count);
  runner.cpuSecondsPerRound = Math.min(runner.cpuSecondsPerRound, spent.cpuSeconds / count);
}

/** Wall clock, and the CPU time of all threads of this process. */
export async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; cpuSeconds: number }> {
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
      `expected the same losses of all after two rounds, got ${first.losses.join(', ')} of ${first.name} ` +
        `and ${losses.join(', ')} of ${name}`,
    );
  }
}
