// One run under way: its trainer, how far it is, how long its chunks should be, and which of its replicas still live.

import { indexOfLowest } from '../base/lowest.js';
import type { TrainerSnapshot } from '../engine/training/trainer.js';
import type { RunEvent } from '../lab/records/events.js';
import type { ReplicaOutcome, Evaluation } from '../lab/records/record.js';
import type { RunPlan } from '../lab/plan/run-plan.js';
import { parameterCounts } from '../models/parameters.js';
import type { RunTrainer, TimedChunk } from './run-trainer.js';

/** A submit should take about this long: the desktop stays smooth and no watchdog fires. */
const CHUNK_SECONDS = 0.05;
/** Numbers that the weights of a run may be. */
const MOST_WEIGHTS = 2 ** 25;
/** A replica whose loss is this many times its first has diverged. */
const DIVERGED_FACTOR = 1e4;

/** Snapshots are read back, and kept, up to this size; a larger run goes on from its start. */
const LARGEST_SNAPSHOT_BYTES = 2 ** 28;

/** A run as it was when nothing of it was under way. */
interface Checkpoint {
  readonly trainer: TrainerSnapshot;
  readonly deviceSeconds: number;
  readonly evaluations: readonly Evaluation[];
  readonly branchEvaluations: readonly Evaluation[];
  readonly firstLosses: readonly (number | null)[];
  readonly diverged: readonly boolean[];
}

/** What is left of a run whose device was lost. */
export interface ResumePoint {
  readonly started: boolean;
  readonly checkpoint: Checkpoint | null;
  /** Updates whose losses were reported. */
  readonly reported: number;
  /** Step of the last sample that was. */
  readonly sampled: number;
}

export class ActiveRun {
  readonly plan: RunPlan;
  readonly trainer: RunTrainer;
  /** Chunks submitted and not yet back. */
  underWay = 0;
  started = false;
  /** A chunk of it was dropped: it cannot go on. */
  dropped = false;
  /** A sample is to be written before it trains on. */
  writing = false;
  deviceSeconds = 0;
  evaluations: Evaluation[] = [];
  branchEvaluations: Evaluation[] = [];
  /** Measured time of a step, null before the first chunk came back. */
  stepSeconds: number | null = null;
  #firstLosses: (number | null)[];
  #diverged: boolean[];
  #chunkSteps = 1;
  #checkpoint: Checkpoint | null = null;
  /** Updates submitted when the last checkpoint was asked for, and when that was. */
  #checkpointed = { submitted: 0, time: performance.now() };
  /** Updates whose losses came back. */
  #received = 0;
  /** Updates whose losses were reported, by a run before this one too. */
  #reported = 0;
  #sampled = 0;

  /** Trains on when all its replicas have diverged. */
  readonly #pastDivergence: boolean;

  constructor(run: RunPlan, trainer: RunTrainer, pastDivergence = false) {
    this.plan = run;
    this.trainer = trainer;
    this.#pastDivergence = pastDivergence;
    this.#firstLosses = run.replicas.map(() => null);
    this.#diverged = run.replicas.map(() => false);
  }

  /** Share of its steps submitted: runs with the smallest take the next turn, so that all end together. */
  get fraction(): number {
    return this.trainer.submitted / this.trainer.updates;
  }

  get complete(): boolean {
    if (this.dropped) return false;
    return this.trainer.submitted >= this.trainer.updates || (this.allDiverged && !this.#pastDivergence);
  }

  get allDiverged(): boolean {
    return this.#diverged.every(Boolean);
  }

  /** Seconds of work left, null before its speed is known. */
  get remainingSeconds(): number | null {
    const { updates, submitted } = this.trainer;
    return this.stepSeconds === null ? null : this.stepSeconds * (updates - submitted);
  }

  /** Submits the next chunk: about 50 ms of steps, ending at the next evaluation or the end of its branch at the latest. */
  submit(): Promise<TimedChunk | null> {
    const { place, longestChunk } = this.trainer;
    const { branch, step } = place;
    const { evaluationSteps, branches, steps } = this.plan;
    const next = branch === null ? (evaluationSteps.find((at) => at > step) ?? steps) : branches[branch].to;
    const unreported = this.#reported - this.trainer.submitted;
    // A chunk is reported whole or not at all.
    const longest = Math.min(longestChunk, unreported > 0 ? unreported : Infinity);
    const count = Math.min(this.#chunkSteps, longest, next - step);
    this.writing = this.trainer.writes && branch === null && step + count === next && next > this.#sampled;
    return this.trainer.submit(count, step + count === next);
  }

  /** Writes a sample with the parameters as they are: until it is written, `writing` keeps them so. */
  async writeSample(): Promise<RunEvent[]> {
    const replica = this.#bestReplica;
    const { step } = this.trainer.place;
    const written = await this.trainer.writeSample(replica, step === this.plan.steps);
    this.writing = false;
    if (!written) {
      this.dropped = true;
      return [];
    }
    this.#sampled = step;
    return [{ type: 'sample', run: this.plan.id, step, replica, ...written }];
  }

  /** Parameters of its replicas that have not diverged, or of the best alone where they are large. */
  async readWeights(): Promise<RunEvent> {
    const all = await this.trainer.readParameters();
    const fits = all.length * parameterCounts(this.plan.model).total <= MOST_WEIGHTS;
    const best = this.#bestReplica;
    const replicas = all
      .map((parameters, replica) => ({ replica, parameters }))
      .filter(({ replica }) => !this.#diverged[replica] && (fits || replica === best));
    return { type: 'weights', run: this.plan.id, replicas };
  }

  /** True where it has gone on for so long since its last checkpoint that it should wait for another. */
  isCheckpointDue(milliseconds: number): boolean {
    const { submitted, time } = this.#checkpointed;
    return (
      this.trainer.submitted > submitted &&
      performance.now() - time >= milliseconds &&
      this.trainer.snapshotBytes <= LARGEST_SNAPSHOT_BYTES
    );
  }

  /** Keeps what it has come to; with nothing under way. It may go on before this resolves. */
  async keepCheckpoint(): Promise<void> {
    this.#checkpointed = { submitted: this.trainer.submitted, time: performance.now() };
    const known = {
      deviceSeconds: this.deviceSeconds,
      evaluations: [...this.evaluations],
      branchEvaluations: [...this.branchEvaluations],
      firstLosses: [...this.#firstLosses],
      diverged: [...this.#diverged],
    };
    const trainer = await this.trainer.snapshot();
    if (trainer) this.#checkpoint = { ...known, trainer };
  }

  get resumePoint(): ResumePoint {
    const { started } = this;
    return { started, checkpoint: this.#checkpoint, reported: this.#reported, sampled: this.#sampled };
  }

  /** Share of its updates that have to be done again when its device is lost now. */
  get lostShare(): number {
    return (this.#received - (this.#checkpoint?.trainer.submitted ?? 0)) / this.trainer.updates;
  }

  /** Takes the place of a run whose device was lost: what that reported is computed again, and not reported. */
  async resume({ started, checkpoint, reported, sampled }: ResumePoint): Promise<void> {
    this.started = started;
    this.#reported = reported;
    this.#sampled = sampled;
    if (!checkpoint) return;
    this.#checkpoint = checkpoint;
    await this.trainer.restore(checkpoint.trainer);
    this.#received = checkpoint.trainer.submitted;
    this.#checkpointed = { submitted: this.#received, time: performance.now() };
    this.deviceSeconds = checkpoint.deviceSeconds;
    this.evaluations = [...checkpoint.evaluations];
    this.branchEvaluations = [...checkpoint.branchEvaluations];
    this.#firstLosses = [...checkpoint.firstLosses];
    this.#diverged = [...checkpoint.diverged];
  }

  /** Takes in what a chunk brought and the seconds the device was busy with it; returns the events that say so. */
  receive(chunk: TimedChunk): RunEvent[] {
    const { branch, firstStep, count, losses, evaluation, seconds } = chunk;
    this.deviceSeconds += seconds;
    // A pass over the evaluation set says nothing of the time of a step.
    if (count > 0 && (!evaluation || this.stepSeconds === null)) this.#adapt(count, seconds);
    this.plan.replicas.forEach((_, r) => {
      for (let i = 0; i < count; i++) this.#watch(r, losses[r * count + i]);
      if (evaluation) this.#watch(r, evaluation.losses[r]);
    });
    const run = this.plan.id;
    // The curves on show are the trunk's.
    const events: RunEvent[] = branch === null ? [{ type: 'losses', run, firstStep, count, losses }] : [];
    if (evaluation) {
      const step = firstStep + count;
      (branch === null ? this.evaluations : this.branchEvaluations).push({ step, ...evaluation });
      events.push({ type: 'evaluation', run, branch, step, ...evaluation });
    }
    this.#received += count;
    if (this.#received <= this.#reported) return [];
    this.#reported = this.#received;
    return events;
  }

  /** How each replica ended, given how the run did. */
  outcomes(ending: Exclude<ReplicaOutcome, 'diverged'>): ReplicaOutcome[] {
    return this.#diverged.map((diverged) => (diverged ? 'diverged' : ending));
  }

  /** The one with the lowest loss at the last evaluation. */
  get #bestReplica(): number {
    return indexOfLowest(this.evaluations.at(-1)?.losses ?? []);
  }

  #adapt(count: number, seconds: number): void {
    this.stepSeconds = seconds / count;
    const factor = Math.min(4, Math.max(0.5, CHUNK_SECONDS / Math.max(seconds, 1e-4)));
    this.#chunkSteps = Math.max(1, Math.round(count * factor));
  }

  #watch(replica: number, loss: number): void {
    const first = (this.#firstLosses[replica] ??= loss);
    if (!Number.isFinite(loss) || loss > DIVERGED_FACTOR * Math.max(first, 1e-6))
      this.#diverged[replica] = true;
  }
}
