// The one door for experiment specs: whatever comes from a person, a link or a file is checked here, and what is wrong is said
// with the field, the value and what would be right.

import { currentSpec, SPEC_VERSION } from './old-names.js';
import * as v from 'valibot';
import { formatBytes, formatCount } from '../../base/format.js';
import { InputError } from '../../base/errors.js';
import type { Task } from '../../data/task.js';
import { taskOf } from '../../data/tasks.js';
import { hasTokenizedText } from '../../data/text/tokenized-text.js';
import { initialisations, initialisationsOf } from '../../models/initialise.js';
import {
  activations,
  modelWidth,
  norms,
  positionTypes,
  transformerActivations,
} from '../../models/model-spec.js';
import { mapFields, type NumberField } from '../../models/optimizers/optimizer.js';
import {
  optimizerOf,
  optimizers,
  optimizerTypes,
  type OptimizerSpec,
} from '../../models/optimizers/optimizers.js';
import { parameterCounts } from '../../models/parameters.js';
import { scheduleTypes } from '../../models/schedule.js';
import { headsOf } from '../../models/zoo.js';
import { fail, fields, flag, inputError, list, oneOf, real, whole } from './fields.js';
import { taskSchema } from './task-schema.js';
import { experimentSizes, fromChance, type ExperimentSpec } from './experiment.js';
import { checkStart, hasStart } from '../weights/given-weights.js';
import { runBytes } from '../plan/memory.js';
import { plan } from '../plan/plan.js';
import type { Plan } from '../plan/run-plan.js';

/** Seeds are keys of the random source, 32 bits wide; the same bounds the samples that one run can name. */
const WORDS = 2 ** 32;
/** Largest size of data set that the shuffle can order. */
const LARGEST_DATASET = 2 ** 30;
/** About 20 M are meant; a device that takes no buffer as large as their moments says so. */
const LARGEST_MODEL = 32e6;
/** A batch may be drawn by a workgroup a row. */
const LARGEST_BATCH = 65_535;
/** Channels that a thread of attention keeps in registers. */
const LARGEST_HEAD = 64;
const LARGEST_RUN_BYTES = 2 ** 32;

const ofNumber = ({ kind, range: [from, to], nullable }: NumberField): v.GenericSchema => {
  const schema = (kind === 'count' ? whole : real)(from, to);
  return nullable ? v.nullable(schema) : schema;
};
const optimizer = v.variant(
  'type',
  optimizerTypes.map((type) =>
    fields({ type: v.literal(type), ...mapFields(optimizers[type].fields, ofNumber, fields) }),
  ),
  `one of ${optimizerTypes.join(', ')}`,
  // The table has a field for each setting of every optimiser: `FieldsOf` sees to it.
) as unknown as v.GenericSchema<unknown, OptimizerSpec>;

const everyFamily = {
  depth: whole(1, 16),
  widths: list(whole(1, 8192), 32, 'widths'),
  initialisation: oneOf(initialisations),
};

const experimentSchema = fields({
  version: v.literal(SPEC_VERSION, `a version from 1 to ${SPEC_VERSION}`),
  preset: v.pipe(v.string('a name'), v.regex(/^[\w-]{1,40}$/, 'a name of letters, digits and hyphens')),
  size: oneOf(experimentSizes),
  task: taskSchema,
  model: v.variant(
    'family',
    [
      fields({ family: v.literal('mlp'), ...everyFamily, activation: oneOf(activations) }),
      fields({
        family: v.literal('transformer'),
        ...everyFamily,
        headSize: whole(4, 64),
        mlpRatio: real(0.25, 16),
        activation: oneOf(transformerActivations),
        norm: oneOf(norms),
        positions: oneOf(positionTypes),
        tied: flag,
        biases: flag,
      }),
    ],
    'one of mlp, transformer',
  ),
  data: fields({
    uniqueSamples: list(
      v.nullable(whole(1, LARGEST_DATASET)),
      32,
      'numbers of samples, or null for infinite data',
    ),
    order: oneOf(['per-seed', 'shared']),
    branches: v.pipe(
      v.array(real(0.001, 0.999), 'a list of shares of the steps'),
      v.maxLength(16, 'at most 16 shares of the steps'),
    ),
  }),
  training: fields({
    steps: whole(1, 10_000_000),
    batch: whole(1, LARGEST_BATCH),
    optimizer,
    schedule: fields({
      type: oneOf(scheduleTypes),
      warmupSteps: whole(0, 10_000_000),
      minimumFactor: real(0, 1),
      decayFraction: real(0, 1),
    }),
  }),
  lrSweep: fields({
    enabled: flag,
    count: whole(1, 16),
    ratio: real(1.01, 100),
    centre: real(1e-8, 100),
    widen: flag,
  }),
  seeds: fields({ count: whole(1, 32), first: whole(0, WORDS - 1) }),
  evaluation: fields({ samples: whole(1, 2 ** 20), points: whole(1, 200) }),
  start: v.optional(
    fields({ weightsId: v.string('the id of weights'), name: v.string('a name') }),
    fromChance,
  ),
});

/**
 * A spec from anything. Throws InputError naming field, value and what would be right. `withoutGiven` lets pass one whose text or
 * weights to start from are not here: it can be shown, and is checked again before it runs.
 */
export function parseExperimentSpec(input: unknown, { withoutGiven = false } = {}): ExperimentSpec {
  const result = v.safeParse(experimentSchema, currentSpec(input));
  if (!result.success) throw inputError(result.issues, 'spec', input);
  const spec: ExperimentSpec = result.output;
  checkTogether(spec);
  if (withoutGiven && spec.task.type === 'text' && !hasTokenizedText(spec.task)) return spec;
  const task = taskOf(spec.task);
  checkFamily(spec.model, task);
  checkDataSets(spec.data, task);
  const whole = plan(spec);
  checkSize(whole);
  if (!withoutGiven || hasStart(spec.start))
    checkStart(
      spec,
      task,
      whole.runs.map(({ model }) => model),
    );
  return spec;
}

/** What no field says alone. */
function checkTogether({ model, data, training, seeds }: ExperimentSpec): void {
  const { steps, batch, schedule, optimizer } = training;
  checkAscending('model.widths', model.widths);
  checkAscending(
    'data.uniqueSamples',
    data.uniqueSamples.map((count) => count ?? Infinity),
  );
  checkBranches({ data, training });
  if (schedule.warmupSteps >= steps)
    fail('training.schedule.warmupSteps', `fewer than training.steps = ${steps}`, schedule.warmupSteps);
  if (2 * steps * batch > WORDS && data.branches.length > 0)
    fail(
      'training.steps',
      `at most ${Math.floor(WORDS / batch / 2)} steps of batch ${batch} with data.branches`,
      steps,
    );
  if (steps * batch > WORDS)
    fail('training.steps', `at most ${Math.floor(WORDS / batch)} steps of batch ${batch}`, steps);
  if (seeds.first + seeds.count > WORDS)
    fail('seeds.first', `at most ${WORDS - seeds.count} with ${seeds.count} seeds`, seeds.first);
  if (model.initialisation === 'mup' && !optimizerOf(optimizer).hasMup)
    fail(
      'model.initialisation',
      `another scheme with ${optimizer.type}: muP is worked out for adamw here`,
      'mup',
    );
}

/** A transformer reads sequences, a perceptron rows; heads divide the channels into whole vectors of four. */
function checkFamily(model: ExperimentSpec['model'], { sequence, spec }: Task): void {
  const family = sequence ? 'transformer' : 'mlp';
  if (model.family !== family) fail('model.family', `${family} for the task ${spec.type}`, model.family);
  const schemes = initialisationsOf(model);
  if (!schemes.includes(model.initialisation))
    fail('model.initialisation', `one of ${schemes.join(', ')} for this model`, model.initialisation);
  if (model.family !== 'transformer') return;
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

/** A data set has no more samples than the task has. */
function checkDataSets({ uniqueSamples }: ExperimentSpec['data'], task: Task): void {
  const most = task.uniqueSamples ?? Infinity;
  const tooMany = uniqueSamples.find((count) => count !== null && count > most);
  if (tooMany !== undefined)
    fail('data.uniqueSamples', `at most the ${most} samples that this text has`, tooMany);
}

/** A branch begins on the stable part, decays as the trunk does, and takes samples of its own. */
function checkBranches({ data, training }: Pick<ExperimentSpec, 'data' | 'training'>): void {
  const { branches, uniqueSamples } = data;
  if (branches.length === 0) return;
  const { steps, schedule } = training;
  checkAscending('data.branches', branches);
  if (schedule.type !== 'wsd')
    fail('training.schedule.type', 'wsd, which has a stable part, for data.branches', schedule.type);
  if (uniqueSamples.some((count) => count !== null))
    fail('data.uniqueSamples', '[null], endless data, with data.branches', uniqueSamples);
  const stable = 1 - schedule.decayFraction;
  const early = branches.find((share) => Math.floor(share * steps * stable) <= schedule.warmupSteps);
  if (early !== undefined) {
    const least = (schedule.warmupSteps + 1) / (steps * stable);
    fail(
      'data.branches',
      `shares above ${least.toPrecision(2)}, so that a branch begins after the warm-up`,
      early,
    );
  }
}

function checkAscending(field: string, values: readonly number[]): void {
  const wrong = values.findIndex((value, i) => i > 0 && value <= values[i - 1]);
  if (wrong > 0) fail(field, 'ascending values without repeats', values.slice(wrong - 1, wrong + 1));
}

/** Refuses what would not fit a device before anything is allocated. */
function checkSize(whole: Plan): void {
  const { spec } = whole;
  for (const run of whole.runs) {
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
    `${what} would need ${formatBytes(bytes)} of memory, more than ${formatBytes(limit)}; ` +
      'smaller widths or a smaller batch would fit',
  );
}
