// The schema of an experiment's spec. Everything from a person, a link or a file is parsed here, and an error names the field, the
// value and what is expected.

import { currentSpec, SPEC_VERSION } from './old-names.js';
import * as v from 'valibot';
import { InputError } from '../../base/errors.js';
import { initialisations } from '../../models/initialise.js';
import { activations, norms, positionTypes, transformerActivations } from '../../models/model-spec.js';
import { mapFields, type NumberField } from '../../models/optimizers/optimizer.js';
import {
  optimizerOf,
  optimizers,
  optimizerTypes,
  type OptimizerSpec,
} from '../../models/optimizers/optimizers.js';
import { taskOf } from '../../data/tasks/tasks.js';
import { scheduleTypes } from '../../models/schedule.js';
import { fail, fields, flag, inputError, list, oneOf, real, whole } from './fields.js';
import { taskSchema } from './task-schema.js';
import { experimentSizes, fromChance, type ExperimentSpec } from './experiment.js';

/** Seeds are 32-bit keys of the random source; sample ids have 32 bits too. */
const WORDS = 2 ** 32;
/** Largest data set that the shuffle can order. */
const LARGEST_DATASET = 2 ** 30;
/** Seeds x learning rates x sizes x data sets: the largest preset has 132. Each is planned, shown, kept and recorded. */
const MOST_MODELS = 4096;
/** Some kernels draw a batch with one workgroup for each row. */
const LARGEST_BATCH = 65_535;

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
  widths: list(whole(1, 8192), { least: 1, most: 32 }, 'widths'),
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
      fields({
        family: v.literal('mlp'),
        depth: whole(0, 16),
        ...everyFamily,
        activation: oneOf(activations),
      }),
      fields({
        family: v.literal('transformer'),
        depth: whole(1, 16),
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
      { least: 1, most: 32 },
      'numbers of samples, or null for infinite data',
    ),
    order: oneOf(['per-seed', 'shared']),
    branches: list(real(0.001, 0.999), { least: 0, most: 16 }, 'shares of the steps'),
    budgets: list(real(1, 1e24), { least: 0, most: 16 }, 'FLOPs'),
    sizesPerBudget: whole(3, 32),
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
  evaluation: fields({
    samples: whole(1, 2 ** 20),
    points: whole(1, 200),
    longestGap: v.nullable(real(0.005, 1)),
  }),
  start: v.optional(
    fields({ weightsId: v.string('the id of weights'), name: v.string('a name') }),
    fromChance,
  ),
});

/**
 * A spec from anything: every field is present, in its range, and fits the others. Throws InputError with the field, the value and
 * what is expected. `checkPlan` decides whether it can be trained.
 */
export function parseSpec(input: unknown): ExperimentSpec {
  const spec = parseFields(input);
  checkTogether(spec);
  return spec;
}

/** As `parseSpec`, of a spec that somebody is still changing: each field is in its range, and they need not fit together yet. */
export function parseDraft(input: unknown): ExperimentSpec {
  const spec = parseFields(input);
  if (spec.task.type !== 'text') taskOf(spec.task);
  return spec;
}

function parseFields(input: unknown): ExperimentSpec {
  const result = v.safeParse(experimentSchema, currentSpec(input));
  if (!result.success) throw inputError(result.issues, 'spec', input);
  return result.output;
}

/** Checks fields against each other. */
function checkTogether({ model, data, training, lrSweep, seeds }: ExperimentSpec): void {
  const { steps, batch, schedule, optimizer } = training;
  checkCount({ model, data, lrSweep, seeds });
  checkAscending('model.widths', model.widths);
  checkAscending(
    'data.uniqueSamples',
    data.uniqueSamples.map((count) => count ?? Infinity),
  );
  checkBudgets(data);
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
      `another scheme with ${optimizer.type}: muP is implemented for adamw only`,
      'mup',
    );
}

/** Refuses more models than an experiment can have, with the number of seeds, or of learning rates, that would work. */
function checkCount({
  model,
  data,
  lrSweep,
  seeds,
}: Pick<ExperimentSpec, 'model' | 'data' | 'lrSweep' | 'seeds'>): void {
  const rates = lrSweep.enabled ? lrSweep.count : 1;
  const [sizes, datasets] = [model.widths.length, Math.max(data.uniqueSamples.length, data.budgets.length)];
  const models = seeds.count * rates * sizes * datasets;
  if (models <= MOST_MODELS) return;
  const product = [
    `${seeds.count} seeds`,
    `${rates} learning rates`,
    `${sizes} sizes`,
    `${datasets} data sets`,
  ].filter((part) => !part.startsWith('1 '));
  const count = `${product.join(' x ')} are ${models} models, and at most ${MOST_MODELS} are possible`;
  // One seed and one learning rate always work: there are at most 32 sizes and as many data sets.
  const mostSeeds = Math.floor(MOST_MODELS / (rates * sizes * datasets));
  const mostRates = Math.floor(MOST_MODELS / (sizes * datasets));
  const [field, remedy] =
    mostSeeds > 0
      ? (['seeds.count', `at most ${mostSeeds} seeds would work`] as const)
      : (['lrSweep.count', `with 1 seed, at most ${mostRates} learning rates would work`] as const);
  throw new InputError(`${field}: ${count}; ${remedy}`, field);
}

/** A branch begins on the stable part, decays as the trunk does, and uses samples of its own. */
function checkBranches({ data, training }: Pick<ExperimentSpec, 'data' | 'training'>): void {
  const { branches, uniqueSamples } = data;
  if (branches.length === 0) return;
  const { steps, schedule } = training;
  checkAscending('data.branches', branches);
  if (schedule.type !== 'wsd')
    fail('training.schedule.type', 'wsd, which has a stable part, for data.branches', schedule.type);
  if (uniqueSamples.some((count) => count !== null))
    fail('data.uniqueSamples', '[null], infinite data, with data.branches', uniqueSamples);
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

/** A budget says how many samples a size may see: they must be endless, and branches would spend it too. */
function checkBudgets({ budgets, branches, uniqueSamples }: ExperimentSpec['data']): void {
  if (budgets.length === 0) return;
  checkAscending('data.budgets', budgets);
  if (branches.length > 0) fail('data.branches', '[], no branches, with data.budgets', branches);
  if (uniqueSamples.some((count) => count !== null))
    fail('data.uniqueSamples', '[null], infinite data, with data.budgets', uniqueSamples);
}

function checkAscending(field: string, values: readonly number[]): void {
  const wrong = values.findIndex((value, i) => i > 0 && value <= values[i - 1]);
  if (wrong > 0) fail(field, 'ascending values without repeats', values.slice(wrong - 1, wrong + 1));
}
