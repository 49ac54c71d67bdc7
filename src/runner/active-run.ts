// One run that trains: its trainer, its progress, the length of its chunks, and which of its replicas have diverged.

import { indexOfLowest } from '../base/lowest.js';
import type { RunEvent } from '../lab/records/events.js';
import type { ReplicaOutcome, Evaluation } from '../lab/records/record.js';
import type { Checkpoint, ResumePoint } from '../lab/records/resume-point.js';
import { LARGEST_CHECKPOINT_BYTES } from '../lab/plan/checkpoint-size.js';
import type { RunPlan } from '../lab/plan/run-plan.js';
import { parameterCounts } from '../models/parameters.js';
import type { RunTrainer, TimedChunk } from './run-trainer.js';

/** From one chunk to the next the length changes by no more than these factors, as one measurement may be far off. */
const CHUNK_FACTORS = { least: 0.5, most: 4 };
/** Clocks of browsers may be this coarse. */
const CLOCK_SECONDS = 1e-4;
/** The most parameters, of all replicas together, that are read back when a run ends; of more, only the best replica's: 128 MiB. */
const MOST_WEIGHTS = 2 ** 25;
/**
 * A replica whose loss is this many times its first has diverged: far more than a spike that training recovers from, and long before
 * f32 overflows. Chosen, not measured.
 */
const DIVERGED_FACTOR = 1e4;
/** A smaller first loss counts as this one: a model that starts from trained weights may begin near 0. */
const LEAST_FIRST_LOSS = 1e-6;

export class ActiveRun {
  readonly plan: RunPlan;
  readonly trainer: RunTrainer;
  /** Chunks submitted and not yet back. */
  underWay = 0;
  started = false;
  /** Whether one of its chunks was dropped: then it cannot continue. */
  dropped = false;
  /** Whether a sample must be written before it continues. */
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
  /** Updates submitted when the last checkpoint was made. */
  #checkpointed = 0;
  #wantsCheckpoint = false;
  /** Updates whose losses came back. */
  #received = 0;
  /** Updates whose losses were reported, also before its device was lost. */
  #reported = 0;
  #sampled = 0;

  /** Whether it trains on when all its replicas have diverged. */
  readonly #pastDivergence: boolean;

  constructor(run: RunPlan, trainer: RunTrainer, pastDivergence = false) {
    this.plan = run;
    this.trainer = trainer;
    this.#pastDivergence = pastDivergence;
    this.#firstLosses = run.replicas.map(() => null);
    this.#diverged = run.replicas.map(() => false);
  }

  /** Share of its steps that are submitted. The run with the smallest is next, so that all end together. */
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

  /** Submits the next chunk: as many steps as fit the trainer's time for one, ending at the next evaluation or the end of its branch at the latest. */
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

  /** Writes a sample with the present parameters. Until it is written, `writing` keeps the run from continuing. */
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

  /** Parameters of the replicas that have not diverged, or only of the best where they are large. */
  async readWeights(): Promise<RunEvent> {
    const all = await this.trainer.readParameters();
    const fits = all.length * parameterCounts(this.plan.model).total <= MOST_WEIGHTS;
    const best = this.#bestReplica;
    const replicas = all
      .map((parameters, replica) => ({ replica, parameters }))
      .filter(({ replica }) => !this.#diverged[replica] && (fits || replica === best));
    return { type: 'weights', run: this.plan.id, replicas };
  }

  /** Has it make a checkpoint as soon as there is something new to keep. */
  askCheckpoint(): void {
    this.#wantsCheckpoint = true;
  }

  /** Whether it should wait for a checkpoint. */
  get isCheckpointDue(): boolean {
    const { submitted, snapshotBytes } = this.trainer;
    return (
      this.#wantsCheckpoint && submitted > this.#checkpointed && snapshotBytes <= LARGEST_CHECKPOINT_BYTES
    );
  }

  /** Makes a checkpoint; no chunk may be under way. It may continue before this resolves, to whether there is one. */
  async keepCheckpoint(): Promise<boolean> {
    this.#checkpointed = this.trainer.submitted;
    this.#wantsCheckpoint = false;
    const known = {
      deviceSeconds: this.deviceSeconds,
      evaluations: [...this.evaluations],
      branchEvaluations: [...this.branchEvaluations],
      firstLosses: [...this.#firstLosses],
      diverged: [...this.#diverged],
    };
    const trainer = await this.trainer.snapshot();
    if (trainer) this.#checkpoint = { ...known, trainer };
    return trainer !== null;
  }

  get resumePoint(): ResumePoint {
    const { started } = this;
    return { started, checkpoint: this.#checkpoint, reported: this.#reported, sampled: this.#sampled };
  }

  /** Share of its updates that have to be done again if its device is lost now. */
  get lostShare(): number {
    return (this.#received - (this.#checkpoint?.trainer.submitted ?? 0)) / this.trainer.updates;
  }

  /** Resumes a run that was cut short: what it had reported is computed again, but not reported again. */
  async resume({ started, checkpoint, reported, sampled }: ResumePoint): Promise<void> {
    this.started = started;
    this.#reported = reported;
    this.#sampled = sampled;
    if (!checkpoint) return;
    this.#checkpoint = checkpoint;
    await this.trainer.restore(checkpoint.trainer);
    this.#received = checkpoint.trainer.submitted;
    this.#checkpointed = this.#received;
    this.deviceSeconds = checkpoint.deviceSeconds;
    this.evaluations = [...checkpoint.evaluations];
    this.branchEvaluations = [...checkpoint.branchEvaluations];
    this.#firstLosses = [...checkpoint.firstLosses];
    this.#diverged = [...checkpoint.diverged];
  }

  /** Processes the results of a chunk and returns the events that report them. */
  receive(chunk: TimedChunk): RunEvent[] {
    const { branch, firstStep, count, losses, evaluation, seconds } = chunk;
    this.deviceSeconds += seconds;
    // A chunk with a pass over the evaluation set does not measure the time of a step.
    if (count > 0 && (!evaluation || this.stepSeconds === null)) this.#adapt(count, seconds);
    this.plan.replicas.forEach((_, r) => {
      for (let i = 0; i < count; i++) this.#watch(r, losses[r * count + i]);
      if (evaluation) this.#watch(r, evaluation.losses[r]);
    });
    const run = this.plan.id;
    // Curves show the trunk only.
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

  /** How each replica ended, given how the run ended. */
  outcomes(ending: Exclude<ReplicaOutcome, 'diverged'>): ReplicaOutcome[] {
    return this.#diverged.map((diverged) => (diverged ? 'diverged' : ending));
  }

  /** The one with the lowest loss at the last evaluation. */
  get #bestReplica(): number {
    return indexOfLowest(this.evaluations.at(-1)?.losses ?? []);
  }

  #adapt(count: number, seconds: number): void {
    this.stepSeconds = seconds / count;
    const { least, most } = CHUNK_FACTORS;
    const factor = Math.min(
      most,
      Math.max(least, this.trainer.chunkSeconds / Math.max(seconds, CLOCK_SECONDS)),
    );
    this.#chunkSteps = Math.max(1, Math.round(count * factor));
  }

  #watch(replica: number, loss: number): void {
    const first = (this.#firstLosses[replica] ??= loss);
    if (!Number.isFinite(loss) || loss > DIVERGED_FACTOR * Math.max(first, LEAST_FIRST_LOSS))
      this.#diverged[replica] = true;
  }
}
