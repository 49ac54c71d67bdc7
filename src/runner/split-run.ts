// A run whose replicas do not fit into the memory of a device together, or would take it too long at once: parts of them train by turns,
// with the same results. The state of a part lies in the host's memory while another trains.

import { DeviceError } from '../engine/device.js';
import type { ExperimentSpec } from '../lab/experiment/experiment.js';
import type { RunPlan } from '../lab/plan/run-plan.js';
import type { TrainerSnapshot } from '../models/trainer-snapshot.js';
import { joinedChunks, joinedInTime, joinedSnapshots, snapshotOf, type Part } from './join.js';
import { JoinedRun } from './joined-run.js';
import { CHUNK_SECONDS, type RunTrainer, type TimedChunk } from './run-trainer.js';
import type { Written } from './sample-writer.js';

type Open = (run: RunPlan) => Promise<RunTrainer>;

/** A chunk takes so many times longer than it takes to change the part on the device, but not longer than a stop may take. */
const SWAPS = 5;
const LONGEST_CHUNK_SECONDS = 3;
/** Clocks of browsers may be this coarse. */
const CLOCK_SECONDS = 1e-4;

interface StoredPart extends Part {
  /** Its state when it trained last. */
  readonly state: TrainerSnapshot;
}

/**
 * Opens a run, in parts where it does not fit as a whole or is too slow. Throws DeviceError 'out-of-memory' or 'too-slow', with a batch
 * that would do, if no part does. Beside `others` it is not divided for memory: it can wait for theirs.
 */
export async function openRun(
  run: RunPlan,
  spec: ExperimentSpec,
  open: Open,
  others = false,
): Promise<RunTrainer> {
  for (let most = run.replicas.length; ; most = Math.ceil(most / 2)) {
    try {
      return most === run.replicas.length ? await open(run) : await SplitRun.open(run, spec, { most, open });
    } catch (error) {
      if (!isTooMuch(error) || (others && error.type === 'out-of-memory')) throw error;
      if (most === 1) throw await refusal(run, open, error);
    }
  }
}

function isTooMuch(error: unknown): error is DeviceError {
  return error instanceof DeviceError && (error.type === 'out-of-memory' || error.type === 'too-slow');
}

/** What would do, found by trying. */
async function refusal(run: RunPlan, open: Open, { type, message }: DeviceError): Promise<DeviceError> {
  const replicas = run.replicas.slice(0, 1);
  for (let batch = Math.floor(run.batch / 2); batch >= 1; batch = Math.floor(batch / 2)) {
    try {
      (await open({ ...run, replicas, batch })).destroy();
      const fits = type === 'too-slow' ? 'be short enough' : 'fit';
      return new DeviceError(type, `${message} For ${run.id}, a batch of ${batch} would ${fits}.`);
    } catch (error) {
      if (!isTooMuch(error)) throw error;
    }
  }
  const no = type === 'too-slow' ? 'is too slow' : 'does not fit';
  return new DeviceError(type, `${message} ${run.id} ${no} with any batch: leave it out.`);
}

export class SplitRun extends JoinedRun implements RunTrainer {
  readonly snapshotBytes: number;
  readonly #run: RunPlan;
  readonly #open: Open;
  readonly #parts: StoredPart[];
  /** The part on the device. */
  #inside: { readonly index: number; readonly trainer: RunTrainer };
  #queue: Promise<unknown> = Promise.resolve();
  #inFlight = 0;
  #swapSeconds = 0;
  /** Steps of a part that are queued as one piece of work. */
  #pieceSteps = 1;
  #isDestroyed = false;

  private constructor(
    run: RunPlan,
    spec: ExperimentSpec,
    { parts, trainer, open }: { parts: StoredPart[]; trainer: RunTrainer; open: Open },
  ) {
    super(run, spec);
    this.#run = run;
    this.#open = open;
    this.#parts = parts;
    this.#inside = { index: parts.length - 1, trainer };
    const words = parts.flatMap(({ state }) => state.contents.map(({ length }) => length));
    this.snapshotBytes = 4 * words.reduce((sum, length) => sum + length, 0);
  }

  /** With at most `most` replicas in a part. Every part is opened once, so that one that does not fit is found before any trains. */
  static async open(
    run: RunPlan,
    spec: ExperimentSpec,
    { most, open }: { readonly most: number; readonly open: Open },
  ): Promise<SplitRun> {
    const total = run.replicas.length;
    const parts: StoredPart[] = [];
    let trainer: RunTrainer | null = null;
    for (let first = 0; first < total; first += most) {
      trainer?.destroy();
      const part = { first, count: Math.min(most, total - first) };
      trainer = await open(partOf(run, part));
      const state = await trainer.snapshot();
      if (!state) throw new Error('expected a run that was just opened to be there');
      parts.push({ ...part, state });
    }
    return new SplitRun(run, spec, { parts, trainer: trainer!, open });
  }

  get bytes(): number {
    return this.#inside.trainer.bytes;
  }

  get writes(): boolean {
    return this.#inside.trainer.writes;
  }

  get chunkSeconds(): number {
    const seconds = SWAPS * this.#swapSeconds * this.#parts.length;
    return Math.min(LONGEST_CHUNK_SECONDS, Math.max(CHUNK_SECONDS, seconds));
  }

  get needsChunk(): boolean {
    return this.#inFlight === 0;
  }

  async submit(count: number, evaluate: boolean): Promise<TimedChunk | null> {
    this.progress.advance(count);
    this.#inFlight++;
    try {
      return await this.#inTurn(async () => {
        const chunks: TimedChunk[] = [];
        for (const index of this.#order) {
          const trainer = await this.#enter(index);
          const chunk = trainer && (await this.#inPieces(trainer, count, evaluate));
          if (!chunk) return null;
          chunks[index] = chunk;
        }
        return joinedChunks(
          chunks,
          chunks.reduce((sum, { seconds }) => sum + seconds, 0),
        );
      });
    } finally {
      this.#inFlight--;
    }
  }

  /** A chunk of the part on the device, in pieces of the usual length. */
  async #inPieces(trainer: RunTrainer, count: number, evaluate: boolean): Promise<TimedChunk | null> {
    const pieces: TimedChunk[] = [];
    for (let done = 0; done < count || pieces.length === 0;) {
      const steps = Math.min(this.#pieceSteps, count - done);
      done += steps;
      const piece = await trainer.submit(steps, evaluate && done === count);
      if (!piece) return null;
      pieces.push(piece);
      const factor = CHUNK_SECONDS / Math.max(piece.seconds, CLOCK_SECONDS);
      this.#pieceSteps = Math.max(1, Math.round(steps * Math.min(4, Math.max(0.5, factor))));
    }
    return joinedInTime(pieces);
  }

  snapshot(): Promise<TrainerSnapshot | null> {
    return this.#inTurn(async () => {
      if (this.#isDestroyed || !(await this.#store())) return null;
      return joinedSnapshots(this.#parts.map(({ state }) => state));
    });
  }

  restore(snapshot: TrainerSnapshot): Promise<void> {
    this.progress.restore(snapshot);
    return this.#inTurn(async () => {
      const { length } = this.#run.replicas;
      for (const [i, part] of this.#parts.entries())
        this.#parts[i] = { ...part, state: snapshotOf(snapshot, part, length) };
      const { index, trainer } = this.#inside;
      await trainer.restore(this.#parts[index].state);
    });
  }

  readParameters(): Promise<ReadonlyMap<string, Float32Array>[]> {
    return this.#inTurn(async () => {
      const parameters: (readonly ReadonlyMap<string, Float32Array>[])[] = [];
      for (const index of this.#order) {
        const trainer = await this.#enter(index);
        if (!trainer) throw new Error('expected the run to be there');
        parameters[index] = await trainer.readParameters();
      }
      return parameters.flat();
    });
  }

  writeSample(replica: number, end: boolean): Promise<Written | null> {
    const index = this.#parts.findIndex(({ first, count }) => replica < first + count);
    return this.#inTurn(async () => {
      const trainer = await this.#enter(index);
      return (await trainer?.writeSample(replica - this.#parts[index].first, end)) ?? null;
    });
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#inside.trainer.destroy();
  }

  /** One thing after another: only one part is on the device. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** The parts, that on the device first. */
  get #order(): number[] {
    const { index } = this.#inside;
    return [index, ...this.#parts.keys()].filter((i, at) => at === 0 || i !== index);
  }

  /** Keeps the state of the part on the device; false where it is gone. */
  async #store(): Promise<boolean> {
    const { index, trainer } = this.#inside;
    const state = await trainer.snapshot();
    if (state) this.#parts[index] = { ...this.#parts[index], state };
    return state !== null;
  }

  /** Puts a part on the device; null once the run is destroyed. */
  async #enter(index: number): Promise<RunTrainer | null> {
    if (this.#isDestroyed) return null;
    if (index === this.#inside.index) return this.#inside.trainer;
    const began = performance.now();
    if (!(await this.#store())) return null;
    this.#inside.trainer.destroy();
    const trainer = await this.#open(partOf(this.#run, this.#parts[index]));
    this.#inside = { index, trainer };
    if (this.#isDestroyed) trainer.destroy();
    else await trainer.restore(this.#parts[index].state);
    this.#swapSeconds = Math.max(0, performance.now() - began) / 1000;
    return this.#isDestroyed ? null : trainer;
  }
}

function partOf(run: RunPlan, { first, count }: Part): RunPlan {
  return { ...run, replicas: run.replicas.slice(first, first + count) };
}
