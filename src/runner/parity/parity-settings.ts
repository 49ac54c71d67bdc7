// The settings of a parity file (docs/parity.md): JSON in its metadata.

import * as v from 'valibot';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { mapFields, type NumberField } from '../../models/optimizers/optimizer.js';
import { optimizers, optimizerTypes, type OptimizerSpec } from '../../models/optimizers/optimizers.js';
import { readFields } from '../../lab/experiment/fields.js';
import { modelProblem, modelSchema } from '../../lab/weights/model-schema.js';

const METADATA_KEY = 'scaling-lab';

const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const stepCount = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const positive = v.pipe(v.number(), v.gtValue(0));
const notNegative = v.pipe(v.number(), v.minValue(0));

/** What a number of an optimiser's settings can be, by its kind. */
const kinds: Readonly<Record<NumberField['kind'], v.GenericSchema<number>>> = {
  decay: v.pipe(v.number(), v.minValue(0), v.ltValue(1)),
  positive,
  factor: notNegative,
  count: size,
};
const ofNumber = ({ kind, nullable }: NumberField): v.GenericSchema =>
  nullable ? v.optional(v.nullable(kinds[kind]), null) : kinds[kind];
interface LearningRates {
  readonly learningRate: number;
  readonly learningRateScale: Readonly<Record<string, number>>;
}
const optimizer = v.variant(
  'type',
  optimizerTypes.map((type) =>
    v.strictObject({
      type: v.literal(type),
      ...mapFields(optimizers[type].fields, ofNumber, v.strictObject),
      learningRate: notNegative,
      learningRateScale: v.optional(v.record(v.string(), notNegative), {}),
    }),
  ),
  // The table has a field for each setting of every optimiser: `FieldsOf` sees to it.
) as unknown as v.GenericSchema<unknown, OptimizerSpec & LearningRates>;

// A schedule may have the fields of other schedules, which it does not use.
const everySchedule = { warmupSteps: v.optional(stepCount, 0), totalSteps: size };
const schedule = v.variant('type', [
  v.strictObject({
    type: v.literal('constant'),
    ...everySchedule,
    minimumFactor: v.optional(share, 0),
    decaySteps: v.optional(stepCount, 0),
  }),
  v.strictObject({
    type: v.literal('cosine'),
    ...everySchedule,
    minimumFactor: share,
    decaySteps: v.optional(stepCount, 0),
  }),
  v.strictObject({
    type: v.literal('wsd'),
    ...everySchedule,
    minimumFactor: share,
    decaySteps: stepCount,
  }),
]);

const settingsSchema = v.strictObject({
  version: v.literal(1),
  model: modelSchema,
  attentionScale: v.optional(positive),
  loss: v.picklist(['mse', 'cross-entropy']),
  optimizer,
  schedule,
});

export type ParitySettings = v.InferOutput<typeof settingsSchema>;

/** Reads and checks them. Throws InputError, naming field, value and what would be right. */
export function parseSettings(metadata: Readonly<Record<string, string>>): ParitySettings {
  const settings = readFields(settingsSchema, readJson(metadata[METADATA_KEY]), METADATA_KEY);
  checkModel(settings);
  return settings;
}

function readJson(text: string | undefined): unknown {
  if (text === undefined) fail(METADATA_KEY, 'this key of the metadata is missing');
  return parseJson(text, `${METADATA_KEY}: `);
}

/** Checks that concern several fields. */
function checkModel({ model, loss, attentionScale }: ParitySettings): void {
  if (model.family === 'mlp' && attentionScale !== undefined)
    fail('attentionScale', 'a perceptron has no attention');
  const wrong = modelProblem(model);
  if (wrong) fail(wrong.field, wrong.problem);
  if (model.family === 'transformer' && loss !== 'cross-entropy')
    fail('loss', `expected "cross-entropy" for a transformer, got "${loss}"`);
}

export function fail(field: string, problem: string): never {
  throw new InputError(`${field}: ${problem}`, field);
}
