// One run on a pool: calls of the runner go to every worker that has a share of its replicas, and the answers are joined.

import { largest } from '../../base/many.js';
import type { Loss } from '../../engine/loss.js';
import type { TrainerSnapshot } from '../../models/trainer-snapshot.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { RunPlan } from '../../lab/plan/run-plan.js';
import type { OpenedShare } from './core-worker.js';
import type { Member } from './member.js';
import { allOf, joinedChunks, joinedSnapshots, snapshotOf, type Part } from '../join.js';
import { JoinedRun } from '../joined-run.js';
import { CHUNK_SECONDS, type RunTrainer, type TimedChunk } from '../run-trainer.js';
import type { Written } from '../sample-writer.js';

/** Chunks queued on a worker: one runs while the next waits. */
const CHUNKS_QUEUED = 2;

/** Replicas `first` … `first + count - 1` of a run, on one worker. */
export interface Share extends Part {
  readonly member: Member;
}

/** The shares of a run, which are open on their workers. */
export interface RunShares {
  /** The name of the shares in the workers. */
  readonly key: number;
  readonly shares: readonly Share[];
  readonly opened: readonly OpenedShare[];
  readonly loss: Loss;
}

export class PoolRun extends JoinedRun implements RunTrainer {
  readonly bytes: number;
  readonly snapshotBytes: number;
  readonly writes: boolean;
  readonly chunkSeconds = CHUNK_SECONDS;
  readonly #key: number;
  readonly #shares: readonly Share[];
  readonly #loss: Loss;
  #inFlight = 0;
  #writing = 0;
  #state: 'open' | 'dropped' | 'destroyed' = 'open';

  constructor(run: RunPlan, experiment: ExperimentSpec, { key, shares, opened, loss }: RunShares) {
    super(run, experiment);
    this.#key = key;
    this.#shares = shares;
    this.#loss = loss;
    const sum = (of: (share: OpenedShare) => number): number =>
      opened.reduce((total, share) => total + of(share), 0);
    this.bytes = sum(({ bytes }) => bytes);
    this.snapshotBytes = sum(({ snapshotBytes }) => snapshotBytes);
    this.writes = run.model.family === 'transformer';
  }

  get needsChunk(): boolean {
    return this.#inFlight < CHUNKS_QUEUED && this.#shares.some(({ member }) => member.queued < CHUNKS_QUEUED);
  }

  async submit(count: number, evaluate: boolean): Promise<TimedChunk | null> {
    if (this.#state !== 'open') return null;
    this.progress.advance(count);
    this.#inFlight++;
    try {
      const chunks = await this.#ofAll(async ({ member }) => {
        member.queued++;
        try {
          return await member.ask((remote) => remote.submit(this.#key, count, evaluate));
        } finally {
          member.queued--;
        }
      });
      const whole = allOf(chunks);
      // It took the pool as long as the busiest worker.
      return whole && joinedChunks(whole, largest(whole.map(({ seconds }) => seconds)));
    } finally {
      this.#inFlight--;
    }
  }

  async snapshot(): Promise<TrainerSnapshot | null> {
    if (this.#state === 'destroyed') return null;
    const { position } = this.progress;
    const parts = allOf(
      await this.#ofAll(({ member }) => member.ask((remote) => remote.snapshot(this.#key))),
    );
    return parts && { ...joinedSnapshots(parts), ...position };
  }

  async restore(snapshot: TrainerSnapshot): Promise<void> {
    const replicas = this.#shares.reduce((sum, { count }) => sum + count, 0);
    this.progress.restore(snapshot);
    await this.#ofAll(({ member, ...part }) => {
      const own = snapshotOf(snapshot, part, replicas);
      return member.ask((remote) => remote.restore(this.#key, own));
    });
  }

  async readParameters(): Promise<ReadonlyMap<string, Float32Array>[]> {
    if (this.#state === 'destroyed') throw new Error('expected the run to be there');
    const parts = await this.#ofAll(({ member }) => member.ask((remote) => remote.readParameters(this.#key)));
    return parts.flat();
  }

  async writeSample(replica: number, end: boolean): Promise<Written | null> {
    if (this.#state !== 'open') return null;
    const { member, first } = this.#shares.find(({ first, count }) => replica < first + count)!;
    this.#writing++;
    try {
      const written = member.ask((remote) => remote.writeSample(this.#key, replica - first, end));
      return await this.#loss.unless(written);
    } finally {
      this.#writing--;
    }
  }

  drop(): void {
    if (this.#state !== 'open' || this.#inFlight + this.#writing === 0) return;
    this.#state = 'dropped';
    for (const { member } of this.#shares) member.tell((remote) => remote.drop(this.#key));
  }

  destroy(): void {
    if (this.#state === 'destroyed') return;
    this.#state = 'destroyed';
    for (const { member } of this.#shares) member.tell((remote) => remote.endRun(this.#key));
  }

  /** Calls every share; rejects when a worker has died. */
  #ofAll<T>(ask: (share: Share) => Promise<T>): Promise<T[]> {
    return this.#loss.unless(Promise.all(this.#shares.map(ask)));
  }
}
