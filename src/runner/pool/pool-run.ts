// One run on a pool: calls of the runner go to every worker that has a share of its replicas, and the answers are joined.

import { largest } from '../../base/many.js';
import type { EvaluationResult } from '../../engine/training/evaluation.js';
import type { Loss } from '../../engine/loss.js';
import { Progress, traceCapacity, type Place } from '../../engine/segments.js';
import type { TrainerSnapshot } from '../../models/trainer-snapshot.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import type { RunPlan } from '../../lab/plan/run-plan.js';
import type { OpenedShare } from './core-worker.js';
import type { Member } from './member.js';
import { scheduleOf, type RunTrainer, type TimedChunk } from '../run-trainer.js';
import type { Written } from '../sample-writer.js';

/** Chunks queued on a worker: one runs while the next waits. */
const CHUNKS_QUEUED = 2;

/** Replicas `first` … `first + count - 1` of a run, on one worker. */
export interface Share {
  readonly member: Member;
  readonly first: number;
  readonly count: number;
}

/** The shares of a run, which are open on their workers. */
export interface RunShares {
  /** The name of the shares in the workers. */
  readonly key: number;
  readonly shares: readonly Share[];
  readonly opened: readonly OpenedShare[];
  readonly loss: Loss;
}

export class PoolRun implements RunTrainer {
  readonly updates: number;
  readonly bytes: number;
  readonly snapshotBytes: number;
  readonly writes: boolean;
  readonly #key: number;
  readonly #shares: readonly Share[];
  readonly #loss: Loss;
  readonly #progress: Progress;
  readonly #capacity: number;
  #inFlight = 0;
  #writing = 0;
  #state: 'open' | 'dropped' | 'destroyed' = 'open';

  constructor(run: RunPlan, experiment: ExperimentSpec, { key, shares, opened, loss }: RunShares) {
    this.#key = key;
    this.#shares = shares;
    this.#loss = loss;
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

  get needsChunk(): boolean {
    return this.#inFlight < CHUNKS_QUEUED && this.#shares.some(({ member }) => member.queued < CHUNKS_QUEUED);
  }

  async submit(count: number, evaluate: boolean): Promise<TimedChunk | null> {
    if (this.#state !== 'open') return null;
    this.#progress.advance(count);
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
      return whole && joined(whole);
    } finally {
      this.#inFlight--;
    }
  }

  async snapshot(): Promise<TrainerSnapshot | null> {
    if (this.#state === 'destroyed') return null;
    const { position } = this.#progress;
    const parts = allOf(
      await this.#ofAll(({ member }) => member.ask((remote) => remote.snapshot(this.#key))),
    );
    if (!parts) return null;
    const contents = parts[0].contents.map((_, i) => concatenated(parts.map(({ contents }) => contents[i])));
    return { ...position, contents };
  }

  async restore(snapshot: TrainerSnapshot): Promise<void> {
    const { segment, done, submitted } = snapshot;
    const replicas = this.#shares.reduce((sum, { count }) => sum + count, 0);
    this.#progress.restore(snapshot);
    await this.#ofAll(({ member, first, count }) => {
      // Every buffer has the replica as its leading axis.
      const contents = snapshot.contents.map((content) => {
        const each = content.length / replicas;
        return content.slice(first * each, (first + count) * each);
      });
      return member.ask((remote) => remote.restore(this.#key, { segment, done, submitted, contents }));
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

/** The answers, or null where one of them is. */
function allOf<T>(parts: readonly (T | null)[]): T[] | null {
  const whole = parts.filter((part) => part !== null);
  return whole.length === parts.length ? whole : null;
}

/** Joins the chunks of the shares, in order. It took the pool as long as the busiest worker. */
function joined(chunks: readonly TimedChunk[]): TimedChunk {
  const [first] = chunks;
  if (chunks.length === 1) return first;
  const evaluations = chunks.map(({ evaluation }) => evaluation).filter((evaluation) => evaluation !== null);
  return {
    ...first,
    losses: concatenated(chunks.map(({ losses }) => losses)),
    gradientNorms: concatenated(chunks.map(({ gradientNorms }) => gradientNorms)),
    evaluation: evaluations.length > 0 ? joinedEvaluation(evaluations) : null,
    seconds: largest(chunks.map(({ seconds }) => seconds)),
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
