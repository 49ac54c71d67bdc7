// Checks whether a plan can be trained: sizes, data sets, memory, and the weights that it starts from.

import { InputError } from '../../base/errors.js';
import { formatBytes, formatCount } from '../../base/format.js';
import type { Task } from '../../data/task.js';
import { readsFirst, taskOf, type TaskSpec } from '../../data/tasks/tasks.js';
import { initialisationsOf } from '../../models/initialise.js';
import { modelWidth } from '../../models/model-spec.js';
import { parameterCounts } from '../../models/parameters.js';
import { headsOf } from '../../models/zoo.js';
import type { ExperimentSpec, MlpFamily } from '../experiment/experiment.js';
import { fail } from '../experiment/fields.js';
import { checkStart, hasStart } from '../weights/given-weights.js';
import { runBytes } from './memory.js';
import type { Plan } from './run-plan.js';

/** The lab is meant for up to about 20 M. A device that cannot allocate the moments of so many reports that itself. */
const LARGEST_MODEL = 32e6;
/** Channels that a thread of the attention kernels keeps in registers. */
const LARGEST_HEAD = 64;
const LARGEST_RUN_BYTES = 2 ** 32;

/**
 * Throws InputError, naming the field, for a plan that cannot be trained. `withoutWeights` accepts a plan whose weights to start from
 * are not here: it can be shown, and is checked again before it runs.
 */
export function checkPlan(plan: Plan, { withoutWeights = false } = {}): void {
  const { spec, runs } = plan;
  const task = taskOf(spec.task);
  checkFamily(spec.model, task);
  checkDataSets(spec.data, task);
  checkSize(plan);
  if (withoutWeights && !hasStart(spec.start)) return;
  checkStart(
    spec,
    task,
    runs.map(({ model }) => model),
  );
}

/** Transformers read sequences, perceptrons rows; heads divide the channels into whole vectors of four. */
function checkFamily(model: ExperimentSpec['model'], { sequence, spec, inputs }: Task<TaskSpec>): void {
  const family = sequence ? 'transformer' : 'mlp';
  if (model.family !== family) fail('model.family', `${family} for the task ${spec.type}`, model.family);
  const schemes = initialisationsOf(model);
  if (!schemes.includes(model.initialisation))
    fail('model.initialisation', `one of ${schemes.join(', ')} for this model`, model.initialisation);
  if (model.family !== 'transformer') {
    checkLinear(model, { inputs, spec });
    return;
  }
  const unit = model.positions === 'rotary' ? 8 : 4;
  for (const channels of model.widths) {
    const size = channels / headsOf(channels, model.headSize);
    if (size % unit !== 0 || size > LARGEST_HEAD) {
      const heads = `heads of a multiple of ${unit} channels, at most ${LARGEST_HEAD}`;
      fail('model.widths', `channels that make ${heads}, with model.headSize = ${model.headSize}`, channels);
    }
    if ((channels * model.mlpRatio) % 4 !== 0)
      fail('model.mlpRatio', `a ratio that makes a multiple of 4 of ${channels} channels`, model.mlpRatio);
  }
}

/** A perceptron without hidden layer reads the first inputs of a task that has an order of them. */
function checkLinear(
  { depth, widths }: MlpFamily,
  { inputs, spec }: Pick<Task<TaskSpec>, 'inputs' | 'spec'>,
): void {
  if (depth > 0) return;
  if (!readsFirst(spec)) fail('model.depth', `at least 1 for the task ${spec.type}`, depth);
  const tooWide = widths.find((width) => width > inputs);
  if (tooWide !== undefined)
    fail('model.widths', `at most the ${inputs} features of the task, without hidden layers`, tooWide);
}

/** A data set cannot have more samples than its task. */
function checkDataSets({ uniqueSamples }: ExperimentSpec['data'], task: Task): void {
  const most = task.uniqueSamples ?? Infinity;
  const tooMany = uniqueSamples.find((count) => count !== null && count > most);
  if (tooMany !== undefined)
    fail('data.uniqueSamples', `at most the ${most} samples that this text has`, tooMany);
}

/** Refuses runs that would not fit a device, before anything is allocated. */
function checkSize({ spec, runs }: Plan): void {
  for (const run of runs) {
    const { total } = parameterCounts(run.model);
    if (total > LARGEST_MODEL)
      fail(
        'model.widths',
        `models of at most ${formatCount(LARGEST_MODEL)} parameters`,
        modelWidth(run.model),
      );
    const bytes = runBytes(run, spec);
    if (bytes > LARGEST_RUN_BYTES)
      tooLarge(
        `${run.id} with ${run.replicas.length === 1 ? 'one replica' : `${run.replicas.length} replicas`}`,
        bytes,
        LARGEST_RUN_BYTES,
      );
  }
}

function tooLarge(what: string, bytes: number, limit: number): never {
  throw new InputError(
    `${what} would need ${formatBytes(bytes)} of memory, more than the limit of ${formatBytes(limit)}; ` +
      'use smaller widths or a smaller batch',
  );
}
