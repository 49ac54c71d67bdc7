// The fixed evaluation set of a run: one pass over it, a batch at a time, on the device.

import { EVALUATION_ROWS } from '../../models/limits.js';
import { examplesPerSample } from '../../models/model-spec.js';
import { batchTarget, recordLoss, replicaState } from './batch.js';
import type { Commands, DeviceBuffer, Memory } from '../device.js';
import { recordForward } from '../networks/forward.js';
import type { Network } from '../networks/layers.js';
import { Program } from '../program.js';
import type { EvaluationOptions, TrainerOptions } from './training-options.js';

/** One value for each replica. */
export interface EvaluationResult {
  readonly losses: Float32Array;
  /** Standard error from the finite evaluation set; 0 where it is exact. */
  readonly standardErrors: Float32Array;
  /** Share of the targets that the most probable class hits; null for regression. */
  readonly accuracies: Float32Array | null;
  /** Share of the samples whose targets are all hit; null where a sample has only one target. */
  readonly exactMatches: Float32Array | null;
  /** Mean loss of each group, [r * groups + g]; null where there is one group. */
  readonly groupLosses: Float32Array | null;
}

/** Sums of each group. */
const SUMS = 4;

/** A program that is replayed once for every batch of the set, with step counts of its own. */
export class Evaluation {
  readonly program: Program;
  /** (R, groups) of (loss, loss^2, share hit, all hit) of a sample, weighted. */
  readonly sums: DeviceBuffer;
  readonly #start: DeviceBuffer;
  readonly #state: DeviceBuffer;
  readonly #batches: number;
  readonly #options: EvaluationOptions;
  readonly #classifies: boolean;
  readonly #answers: boolean;
  /** Weight of each group's samples. */
  readonly #groupWeights: Float64Array;
  readonly #groupSizes: Float64Array;

  constructor(memory: Memory, trainer: TrainerOptions, options: EvaluationOptions, network: Network) {
    this.program = new Program();
    const replicaCount = trainer.replicas.length;
    this.#options = options;
    this.#classifies = trainer.loss === 'cross-entropy';
    this.#answers = trainer.scoredRows > 1 && trainer.scoredRows < examplesPerSample(trainer.model);
    this.#groupWeights = overGroups(options, options.weights);
    this.#groupSizes = overGroups(options, new Float32Array(options.weights.length).fill(1));
    const perSample = examplesPerSample(trainer.model);
    const samples = Math.min(Math.max(1, Math.floor(EVALUATION_ROWS / perSample)), options.weights.length);
    this.#batches = Math.ceil(options.weights.length / samples);
    const weights = new Float32Array(this.#batches * samples);
    weights.set(options.weights);
    const weight = memory.storage('evaluation weights', weights);
    const groups = new Uint32Array(weights.length);
    groups.set(options.groups ?? []);
    const groupOf = memory.storage('evaluation groups', groups);
    const start = replicaState(trainer.replicas.map((replica) => ({ ...replica, dataSeed: options.seed })));
    this.#start = memory.storage('evaluation start', start);
    this.#state = memory.storage('evaluation replicas', start.length);
    const groupCount = this.#groupWeights.length;
    this.sums = memory.storage('evaluation sums', replicaCount * groupCount * SUMS);

    // All replicas get the same questions, in one copy of the batch.
    const target = batchTarget(memory, trainer, {
      samples,
      replicas: this.#state,
      stream: 'evaluation',
      sharing: replicaCount,
    });
    trainer.source(this.program, target);
    const { y } = recordForward(this.program, memory, network, { ...target, purpose: 'evaluation' });
    const scoredRows = samples * trainer.scoredRows;
    const score = recordLoss(this.program, memory, { ...target, y }, { ...options, scoredRows });
    this.program.add('evaluation_sum', {
      params: { samples, positions: perSample, scored: trainer.scoredRows, groups: groupCount },
      tensors: { score, weight, group_of: groupOf, sums: this.sums, replicas: this.#state },
      workgroups: [1, 1, replicaCount],
    });
  }

  /** Goes back to the first batch. */
  reset(commands: Commands): void {
    commands.copy(this.#start, this.#state);
    commands.clear(this.sums);
  }

  replay(commands: Commands): void {
    this.program.replay(commands, this.#batches);
  }

  result(sums: Float32Array): EvaluationResult {
    const groups = this.#groupWeights.length;
    const replicaCount = sums.length / (groups * SUMS);
    const at = (r: number, g: number, j: number): number => sums[(r * groups + g) * SUMS + j];
    /** Summed over all groups, for each replica. */
    const column = (j: number): Float32Array =>
      Float32Array.from({ length: replicaCount }, (_, r) => {
        let sum = 0;
        for (let g = 0; g < groups; g++) sum += at(r, g, j);
        return sum;
      });
    const losses = column(0);
    /** Mean over the samples of a group, which have equal weights. */
    const mean = (r: number, g: number, j: number): number => at(r, g, j) / this.#groupWeights[g];
    /** Squared standard error of group g's share of the loss: each group is sampled independently. */
    const groupError = (r: number, g: number): number => {
      const variance = Math.max(0, mean(r, g, 1) - mean(r, g, 0) ** 2);
      return (this.#groupWeights[g] ** 2 * variance) / this.#groupSizes[g];
    };
    const standardErrors = losses.map((_, r) => {
      let sum = 0;
      if (!this.#options.exact) for (let g = 0; g < groups; g++) sum += groupError(r, g);
      return Math.sqrt(sum);
    });
    const groupLoss = (i: number): number => mean(Math.floor(i / groups), i % groups, 0);
    return {
      losses,
      standardErrors,
      accuracies: this.#classifies ? column(2) : null,
      exactMatches: this.#answers ? column(3) : null,
      groupLosses:
        groups > 1 ? Float32Array.from({ length: replicaCount * groups }, (_, i) => groupLoss(i)) : null,
    };
  }
}

/** Sum of `values`, one for each sample, over each group. */
function overGroups({ groups }: EvaluationOptions, values: Float32Array): Float64Array {
  const count = groups ? groups.reduce((most, group) => Math.max(most, group + 1), 1) : 1;
  const sums = new Float64Array(count);
  values.forEach((value, i) => (sums[groups ? groups[i] : 0] += value));
  return sums;
}
