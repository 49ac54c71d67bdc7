// A contest of training engines: the same network from the same start on the same batch, timed in turns, so that what else the
// machine does falls on all of them alike. What is timed is rounds: a step, or a sweep over several networks.

import type { ModelSpec } from '../../../models/model-spec.js';
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
  /** Steps that nobody trains more of. */
  readonly mostSteps: number;
}

export interface Contender {
  /** Trains `steps` steps more; reads the last one's loss back once all is queued, which waits for what was queued before. */
  train(steps: number): Promise<number>;
  close(): void;
}

/** What the contest times. */
export interface Rounds {
  /** Does `count` rounds more; resolves to the losses at the end of the last. */
  run(count: number): Promise<readonly number[]>;
  close(): void;
}

export interface Score {
  readonly name: string;
  readonly replicas: number;
  /** Null for who was left out. */
  readonly measured: {
    readonly secondsPerRound: number;
    /**
     * What all threads of this process spend on one, by their processors' clocks, which other work on the machine disturbs least:
     * with a software adapter all of it, with a GPU what launching costs.
     */
    readonly cpuSecondsPerRound: number;
    /** Of one round and the reading of its loss; null where there is no WebGPU to call. */
    readonly calls: Calls | null;
    /** At the end of the first round and of the second. */
    readonly losses: readonly number[];
  } | null;
  /** Why it was left out, in words; empty for who was not. */
  readonly leftOut: string;
}

/** Somebody who trains networks, one or several at once. */
export interface Trainee {
  readonly name: string;
  /** Of the network, trained at once; 1 if it does not say. */
  readonly replicas?: number;
  /** Throws CannotTrain where its library lacks something. */
  open(problem: Problem): Promise<Contender>;
}

export interface Entrant {
  readonly name: string;
  readonly replicas?: number;
  /** What a round may be expected to take, if anything is known. */
  readonly expectedSeconds?: number;
  /** Throws CannotTrain where its library lacks something, as `run` of what it gives may. */
  open(): Promise<Rounds>;
}

/** A library lacks what a network needs; the message says what. */
export class CannotTrain extends Error {
  override readonly name = 'CannotTrain';
}

export interface ContestOptions {
  /** For everyone together. */
  readonly seconds: number;
  /** Turns that everyone gets; the best counts. */
  readonly turns?: number;
  /** Rounds that nobody does more of in a contest. */
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
 * Times everyone for about `seconds` in all, beside two rounds each to warm up. Who would need more than that for the two is left
 * out, as is who cannot train the network. Throws if two of them do not lose the same: they would not compute the same.
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
      // Who needs more than a turn for a round has fewer turns.
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

/** A runner that has warmed up, or why there is none. */
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

/** The first round pays for compilation; the second is counted. */
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
      `expected everyone to lose the same in two rounds, got ${first.losses.join(', ')} of ${first.name} ` +
        `and ${losses.join(', ')} of ${name}`,
    );
  }
}
