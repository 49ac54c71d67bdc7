// A pool of cores that trains runs: each run's replicas are dealt to the workers, each of which trains its share in a memory of its
// own. Replicas know nothing of each other, so the result does not depend on the number of workers.

import { largest } from '../../base/many.js';
import { tokenizedText } from '../../data/text/tokenized-text.js';
import { DeviceError } from '../../engine/device.js';
import type { Loss } from '../../engine/loss.js';
import { longestWork, planCost, runFlops } from '../../lab/plan/cost.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { startOf } from '../../lab/weights/given-weights.js';
import { runBytes } from '../../lab/plan/memory.js';
import type { Plan, RunPlan } from '../../lab/plan/run-plan.js';
import type { BackendSession } from '../backend.js';
import type { Given } from './core-worker.js';
import { asDeviceError, type Member } from './member.js';
import { PoolRun, type Share } from './pool-run.js';
import type { RunTrainer } from '../run-trainer.js';

/** The workers of a pool. */
export interface Members {
  readonly all: readonly Member[];
  readonly loss: Loss;
  /** FLOP/s of one worker, null where it was not measured. */
  readonly flopsPerSecond: number | null;
}

/** Names shares: runs of different plans may have the same id. */
let lastKey = 0;

/** The runs of one experiment on a pool. */
export class PoolSession implements BackendSession {
  readonly #members: Members;
  readonly #experiment: ExperimentSpec;
  readonly #runs = new Map<string, PoolRun>();
  #held = false;
  #ended = false;

  private constructor(members: Members, experiment: ExperimentSpec) {
    this.#members = members;
    this.#experiment = experiment;
  }

  /** Ends the runs of another experiment. Throws DeviceError 'out-of-memory' where there is too little memory for the plan. */
  static async begin(members: Members, plan: Plan): Promise<PoolSession> {
    const { all, loss } = members;
    const { spec } = plan;
    const given = givenTo(spec);
    const begin = (bytes: number): Promise<unknown> => {
      const begun = all.map((member) => {
        member.load = 0;
        member.longestCall = 0;
        return member.askInOneGo((remote) => remote.begin(spec, given, bytes));
      });
      return asDeviceError(loss.unless(Promise.all(begun)));
    };
    try {
      await begin(bytesOfMember(plan, all.length));
    } catch (error) {
      if (!(error instanceof DeviceError && error.type === 'out-of-memory')) throw error;
      // Runs may still train in parts, a replica at a time.
      await begin(bytesOfMember(plan, Infinity));
    }
    return new PoolSession(members, spec);
  }

  async open(run: RunPlan): Promise<RunTrainer> {
    const key = ++lastKey;
    const { all, loss } = this.#members;
    const shares = deal(run, all);
    const seconds = this.#longestCall(run);
    const opened = shares.map(({ member, first, count }) => {
      member.longestCall = Math.max(member.longestCall, seconds);
      const share = { ...run, replicas: run.replicas.slice(first, first + count) };
      return member.askInOneGo((remote) => remote.openRun(key, share));
    });
    try {
      const known = await asDeviceError(loss.unless(Promise.all(opened)));
      if (this.#ended) throw new Error('expected the session to go on while a run is opened');
      const trainer = new PoolRun(run, this.#experiment, { key, shares, opened: known, loss });
      this.#runs.set(run.id, trainer);
      return trainer;
    } catch (error) {
      for (const { member } of shares) member.tell((remote) => remote.endRun(key));
      throw error;
    }
  }

  /** Seconds that one call of a kernel takes, at most: a step of one replica, or a batch of its evaluation. */
  #longestCall(run: RunPlan): number {
    const { flopsPerSecond } = this.#members;
    if (flopsPerSecond === null) return 0;
    return longestWork(run, this.#experiment) / flopsPerSecond;
  }

  hold(): boolean {
    if (!this.#held) this.#tell('hold');
    this.#held = true;
    return true;
  }

  release(): void {
    if (this.#held) this.#tell('release');
    this.#held = false;
  }

  #tell(what: 'hold' | 'release'): void {
    for (const member of this.#members.all) member.tell((remote) => remote[what]());
  }

  drop(runs: readonly string[] = [...this.#runs.keys()]): boolean {
    for (const id of runs) this.#runs.get(id)?.drop();
    // The other runs continue.
    this.release();
    return true;
  }

  end(): Promise<void> {
    this.#ended = true;
    for (const run of this.#runs.values()) run.destroy();
    this.release();
    return Promise.resolve();
  }
}

/** Bytes that a worker needs, one replica at least: its part of what is open at once, and room for its largest share. */
function bytesOfMember(plan: Plan, members: number): number {
  const shares = plan.runs.map((run) => {
    const replicas = run.replicas.slice(0, Math.max(1, Math.ceil(run.replicas.length / members)));
    return runBytes({ ...run, replicas }, plan.spec);
  });
  return Math.max(planCost(plan).bytes / members, largest(shares));
}

/** Splits the replicas of a run as evenly as possible, neighbours together; larger shares go to workers that have less to do. */
function deal(run: RunPlan, members: readonly Member[]): Share[] {
  const total = run.replicas.length;
  const each = runFlops(run) / total;
  const byLoad = members
    .map((member, i) => ({ member, i }))
    .sort((a, b) => a.member.load - b.member.load || a.i - b.i);
  const parts = Math.min(members.length, total);
  let first = 0;
  return byLoad.slice(0, parts).map(({ member }, i) => {
    const count = Math.floor(total / parts) + (i < total % parts ? 1 : 0);
    member.load += each * count;
    const share = { member, first, count };
    first += count;
    return share;
  });
}

/** What an experiment refers to, for workers that do not have it. */
function givenTo(experiment: ExperimentSpec): Given {
  const { task, start } = experiment;
  const weights = startOf(experiment);
  return {
    text: task.type === 'text' ? tokenizedText(task) : null,
    weights: weights && { id: start.weightsId, weights },
  };
}
