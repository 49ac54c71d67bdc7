// A pool of cores that trains runs: each run's replicas are dealt to the workers, each of which trains its share in a memory of its
// own. Replicas know nothing of each other, so the result does not depend on the number of workers.

import { tokenizedText } from '../data/tokenized-text.js';
import { DeviceError, type DeviceLoss } from '../engine/device.js';
import { Progress, traceCapacity, type Place } from '../engine/legs.js';
import type { EvaluationResult } from '../engine/evaluation.js';
import type { TrainerSnapshot } from '../engine/trainer.js';
import { planCost, runFlops } from '../lab/cost.js';
import type { ExperimentSpec } from '../lab/experiment.js';
import { startOf } from '../lab/given-weights.js';
import type { Plan, RunPlan } from '../lab/plan.js';
import type { CoreWorker, Given, OpenedShare } from './core-worker.js';
import { scheduleOf, type RunTrainer, type TimedChunk, type Written } from './run-trainer.js';
import type { BackendSession } from './backend.js';

/** A worker and its end. */
export interface PooledWorker {
  readonly remote: CoreWorker;
  /** Resolves, with words for people, when it has ended by itself. */
  readonly died: Promise<DeviceLoss>;
  terminate(): void;
}

/** Chunks queued on a worker: one runs while the next waits. */
const CHUNKS_QUEUED = 2;

/** A worker with the work that it was given. */
export class Member {
  readonly worker: PooledWorker;
  /** Chunks queued. */
  queued = 0;
  /** FLOPs of the shares that it has had: the next share goes where there are fewest. */
  load = 0;

  constructor(worker: PooledWorker) {
    this.worker = worker;
  }
}

/** The runs of one experiment on a pool. */
export class PoolSession implements BackendSession {
  readonly #members: readonly Member[];
  readonly #lost: Promise<never>;
  readonly #experiment: ExperimentSpec;
  readonly #runs = new Map<string, PoolRun>();
  #held = false;

  private constructor(members: readonly Member[], lost: Promise<never>, experiment: ExperimentSpec) {
    this.#members = members;
    this.#lost = lost;
    this.#experiment = experiment;
  }

  /** `lost` rejects when a worker has died. */
  static async begin(members: readonly Member[], lost: Promise<never>, plan: Plan): Promise<PoolSession> {
    for (const member of members) {
      member.load = 0;
      member.queued = 0;
    }
    const { spec } = plan;
    const given = givenTo(spec);
    const bytes = planCost(plan).bytes / members.length;
    const begun = members.map(({ worker }) => worker.remote.begin(spec, given, bytes));
    await asDeviceError(Promise.race([Promise.all(begun), lost]));
    return new PoolSession(members, lost, spec);
  }

  async open(run: RunPlan): Promise<RunTrainer> {
    const shares = deal(run, this.#members);
    const opened = shares.map(({ member, first, count }) =>
      member.worker.remote.openRun({ ...run, replicas: run.replicas.slice(first, first + count) }),
    );
    const known = await asDeviceError(Promise.race([Promise.all(opened), this.#lost]));
    const trainer = new PoolRun(run, this.#experiment, shares, known, this.#lost);
    this.#runs.set(run.id, trainer);
    return trainer;
  }

  hold(): boolean {
    if (!this.#held) for (const { worker } of this.#members) void worker.remote.hold();
    this.#held = true;
    return true;
  }

  release(): void {
    if (this.#held) for (const { worker } of this.#members) void worker.remote.release();
    this.#held = false;
  }

  drop(runs: readonly string[] = [...this.#runs.keys()]): boolean {
    // Held work is dropped only when it goes on.
    this.release();
    for (const id of runs) this.#runs.get(id)?.drop();
    return true;
  }

  end(): Promise<void> {
    this.release();
    for (const run of this.#runs.values()) run.destroy();
    return Promise.resolve();
  }
}

/** Replicas `first` … `first + count - 1` of a run, on one worker. */
interface Share {
  readonly member: Member;
  readonly first: number;
  readonly count: number;
}

/** Parts the replicas of a run as evenly as they go, neighbours together; larger parts go where there is less to do. */
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

/** What an experiment names, for workers that were not given it. */
function givenTo(experiment: ExperimentSpec): Given {
  const { task, start } = experiment;
  const weights = startOf(experiment);
  return {
    text: task.type === 'text' ? tokenizedText(task) : null,
    weights: weights && { id: start.weightsId, weights },
  };
}

class PoolRun implements RunTrainer {
  readonly updates: number;
  readonly bytes: number;
  readonly snapshotBytes: number;
  readonly writes: boolean;
  readonly #id: string;
  readonly #shares: readonly Share[];
  readonly #lost: Promise<never>;
  readonly #progress: Progress;
  readonly #capacity: number;
  #inFlight = 0;

  constructor(
    run: RunPlan,
    experiment: ExperimentSpec,
    shares: readonly Share[],
    opened: readonly OpenedShare[],
    lost: Promise<never>,
  ) {
    this.#id = run.id;
    this.#shares = shares;
    this.#lost = lost;
    this.#progress = new Progress(scheduleOf(experiment, run.steps), run.branches);
    this.updates = this.#progress.updates;
    this.#capacity = traceCapacity(this.updates);
    const sum = (of: (share: OpenedShare) => number): number =>
      opened.reduce((total, share) => total + of(share), 0);
    this.bytes = sum(({ bytes }) => bytes);
    this.snapshotBytes = sum(({ snapshotBytes }) => snapshotBytes);
    this.writes = run.model.family === 'transformer';
  }

  get submitted(): number {
    return this.#progress.submitted;
  }

  get place(): Place {
    return this.#progress.place;
  }

  get longestChunk(): number {
    return this.#progress.longestChunk(this.#capacity);
  }

  get wanted(): boolean {
    return this.#inFlight < CHUNKS_QUEUED && this.#shares.some(({ member }) => member.queued < CHUNKS_QUEUED);
  }

  async submit(count: number, evaluate: boolean): Promise<TimedChunk | null> {
    this.#progress.advance(count);
    this.#inFlight++;
    try {
      const chunks = await this.#ofAll(async ({ member }) => {
        member.queued++;
        try {
          return await member.worker.remote.submit(this.#id, count, evaluate);
        } finally {
          member.queued--;
        }
      });
      const whole = chunks.filter((chunk) => chunk !== null);
      return whole.length === chunks.length ? joined(whole) : null;
    } finally {
      this.#inFlight--;
    }
  }

  async snapshot(): Promise<TrainerSnapshot> {
    const { position } = this.#progress;
    const parts = await this.#ofAll(({ member }) => member.worker.remote.snapshot(this.#id));
    const contents = parts[0].contents.map((_, i) => concatenated(parts.map(({ contents }) => contents[i])));
    return { ...position, contents };
  }

  async restore(snapshot: TrainerSnapshot): Promise<void> {
    const { leg, done, submitted } = snapshot;
    const replicas = this.#shares.reduce((sum, { count }) => sum + count, 0);
    this.#progress.restore(snapshot);
    await this.#ofAll(({ member, first, count }) => {
      // Every buffer has the replica as its leading axis.
      const contents = snapshot.contents.map((content) => {
        const each = content.length / replicas;
        return content.slice(first * each, (first + count) * each);
      });
      return member.worker.remote.restore(this.#id, { leg, done, submitted, contents });
    });
  }

  async readParameters(): Promise<ReadonlyMap<string, Float32Array>[]> {
    return (await this.#ofAll(({ member }) => member.worker.remote.readParameters(this.#id))).flat();
  }

  async writeSample(replica: number): Promise<Written | null> {
    const share = this.#shares.find(({ first, count }) => replica < first + count)!;
    const { remote } = share.member.worker;
    return Promise.race([remote.writeSample(this.#id, replica - share.first), this.#lost]);
  }

  drop(): void {
    if (this.#inFlight === 0) return;
    for (const { member } of this.#shares) void member.worker.remote.drop(this.#id);
  }

  destroy(): void {
    for (const { member } of this.#shares) void member.worker.remote.endRun(this.#id);
  }

  /** Asks every share; rejects when a worker has died. */
  #ofAll<T>(ask: (share: Share) => Promise<T>): Promise<T[]> {
    return Promise.race([Promise.all(this.#shares.map(ask)), this.#lost]);
  }
}

/** The chunk of all replicas from those of the shares, in order. The pool was busy with it as long as the busiest worker. */
function joined(chunks: readonly TimedChunk[]): TimedChunk {
  const [first] = chunks;
  if (chunks.length === 1) return first;
  const evaluations = chunks.map(({ evaluation }) => evaluation).filter((evaluation) => evaluation !== null);
  return {
    ...first,
    losses: concatenated(chunks.map(({ losses }) => losses)),
    gradientNorms: concatenated(chunks.map(({ gradientNorms }) => gradientNorms)),
    evaluation: evaluations.length > 0 ? joinedEvaluation(evaluations) : null,
    seconds: Math.max(...chunks.map(({ seconds }) => seconds)),
  };
}

function joinedEvaluation(parts: readonly EvaluationResult[]): EvaluationResult {
  const all = (of: (part: EvaluationResult) => Float32Array | null): Float32Array | null => {
    const arrays = parts.map(of).filter((array) => array !== null);
    return arrays.length > 0 ? concatenated(arrays) : null;
  };
  return {
    losses: concatenated(parts.map(({ losses }) => losses)),
    standardErrors: concatenated(parts.map(({ standardErrors }) => standardErrors)),
    accuracies: all(({ accuracies }) => accuracies),
    exactMatches: all(({ exactMatches }) => exactMatches),
    groupLosses: all(({ groupLosses }) => groupLosses),
  };
}

function concatenated<A extends Float32Array | Uint32Array<ArrayBuffer>>(arrays: readonly A[]): A {
  const whole = new (arrays[0].constructor as new (length: number) => A)(
    arrays.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}

/** What a worker says it has no memory for crosses as an Error that has the name alone. */
async function asDeviceError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DeviceError || (error as Error).name !== 'DeviceError') throw error;
    throw new DeviceError('out-of-memory', (error as Error).message);
  }
}

/** Rejects with DeviceError 'lost' when the first has died. */
export function lossAsError(died: readonly Promise<DeviceLoss>[]): Promise<never> {
  const lost = Promise.race(died).then((loss): never => {
    throw new DeviceError('lost', loss.message);
  });
  // Each call races against it; alone it must not count as unhandled.
  lost.catch(() => undefined);
  return lost;
}
