// The parity file: initial parameters, batches and settings of one short training run, so that the engine can be compared
// with PyTorch step by step. docs/parity.md describes the format; test/reference/make-parity.py writes such files.

import * as v from 'valibot';
import { InputError } from '../base/errors.js';
import { parseSafetensors, type StoredTensor } from '../base/safetensors.js';
import { activations, type MlpSpec } from '../models/model-spec.js';
import type { OptimizerSpec, ScheduleSpec } from '../models/training-spec.js';

export interface ParityRun {
  readonly model: MlpSpec;
  readonly loss: 'mse' | 'cross-entropy';
  readonly optimizer: OptimizerSpec;
  /** Peak learning rate. */
  readonly learningRate: number;
  readonly schedule: ScheduleSpec;
  /** Initial parameters by their names without `param.`: `layers.<i>.weight` (outputs, inputs), `layers.<i>.bias` (outputs). */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  readonly batches: {
    readonly steps: number;
    /** Rows of each batch. */
    readonly batch: number;
    /** (steps, batch, inputs). */
    readonly x: Float32Array;
    /** (steps, batch, outputs) for mse, class indices (steps, batch) for cross-entropy. */
    readonly y: Float32Array | Int32Array;
  };
}

const METADATA_KEY = 'scaling-lab';

const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const stepCount = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const momentum = v.pipe(v.number(), v.minValue(0), v.ltValue(1));
const positive = v.pipe(v.number(), v.gtValue(0));

const everyOptimizer = {
  learningRate: v.pipe(v.number(), v.minValue(0)),
  weightDecay: v.pipe(v.number(), v.minValue(0)),
  clipNorm: v.optional(v.nullable(positive), null),
};
const everySchedule = { warmupSteps: v.optional(stepCount, 0), totalSteps: size };

const settingsSchema = v.strictObject({
  version: v.literal(1),
  model: v.strictObject({
    family: v.literal('mlp'),
    inputs: size,
    hidden: v.array(size),
    outputs: size,
    activation: v.picklist(activations),
  }),
  loss: v.picklist(['mse', 'cross-entropy']),
  optimizer: v.variant('type', [
    v.strictObject({
      type: v.literal('adamw'),
      beta1: momentum,
      beta2: momentum,
      epsilon: positive,
      ...everyOptimizer,
    }),
    v.strictObject({ type: v.literal('sgd'), momentum, ...everyOptimizer }),
  ]),
  // A schedule may carry the fields of the others, which it does not use.
  schedule: v.variant('type', [
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
  ]),
});

/** Reads a parity file. Throws InputError, naming field, value and what would be right, for anything that cannot be run. */
export function parseParityFile(bytes: Uint8Array): ParityRun {
  const { metadata, tensors } = parseSafetensors(bytes);
  const { model, loss, optimizer, schedule } = parseSettings(metadata[METADATA_KEY]);
  const rest = new Map(tensors);
  const take = (name: string): StoredTensor => {
    const tensor = rest.get(name);
    if (!tensor) throw new InputError(`parity file: there is no tensor ${name}`, name);
    rest.delete(name);
    return tensor;
  };

  const parameters = new Map<string, Float32Array>();
  const widths = [model.inputs, ...model.hidden, model.outputs];
  for (let layer = 0; layer + 1 < widths.length; layer++) {
    const [inputs, outputs] = [widths[layer], widths[layer + 1]];
    const shapes = { weight: [outputs, inputs], bias: [outputs] };
    for (const [part, shape] of Object.entries(shapes)) {
      const name = `layers.${layer}.${part}`;
      parameters.set(name, floats(`param.${name}`, take(`param.${name}`), shape));
    }
  }

  const inputTensor = take('batch.x');
  const [steps = 0, batch = 0] = inputTensor.shape;
  if (steps < 1 || batch < 1) {
    fail('batch.x', `expected shape [steps, batch, ${model.inputs}], got [${inputTensor.shape.join(', ')}]`);
  }
  const x = floats('batch.x', inputTensor, [steps, batch, model.inputs]);
  const y =
    loss === 'mse'
      ? floats('batch.y', take('batch.y'), [steps, batch, model.outputs])
      : labels(take('batch.y'), [steps, batch], model.outputs);
  for (const name of rest.keys()) fail(name, 'the model has no such tensor');
  if (schedule.type !== 'constant' && steps > schedule.totalSteps) {
    fail('batch.x', `expected at most schedule.totalSteps = ${schedule.totalSteps} steps, got ${steps}`);
  }
  const { learningRate, ...optimizerSpec } = optimizer;
  const batches = { steps, batch, x, y };
  return { model, loss, optimizer: optimizerSpec, learningRate, schedule, parameters, batches };
}

function parseSettings(text: string | undefined): v.InferOutput<typeof settingsSchema> {
  if (text === undefined) fail(METADATA_KEY, 'this key of the metadata is missing');
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch {
    fail(METADATA_KEY, 'this key of the metadata should hold JSON');
  }
  const result = v.safeParse(settingsSchema, settings);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? METADATA_KEY;
  if (issue.received === 'undefined') return fail(field, 'this setting is missing');
  if (issue.expected === 'never') return fail(field, 'there is no such setting');
  return fail(field, `expected ${issue.expected ?? issue.message}, got ${issue.received}`);
}

function checkShape(name: string, tensor: StoredTensor, shape: readonly number[]): void {
  if (tensor.shape.join() === shape.join()) return;
  fail(name, `expected shape [${shape.join(', ')}], got [${tensor.shape.join(', ')}]`);
}

function floats(name: string, tensor: StoredTensor, shape: readonly number[]): Float32Array {
  checkShape(name, tensor, shape);
  return tensor.data instanceof Float32Array ? tensor.data : fail(name, 'expected dtype F32, got I32');
}

function labels(tensor: StoredTensor, shape: readonly number[], classes: number): Int32Array {
  checkShape('batch.y', tensor, shape);
  if (!(tensor.data instanceof Int32Array)) return fail('batch.y', 'expected dtype I32, got F32');
  const wrong = tensor.data.find((label) => label < 0 || label >= classes);
  if (wrong !== undefined) fail('batch.y', `expected classes from 0 to ${classes - 1}, got ${wrong}`);
  return tensor.data;
}

function fail(field: string, problem: string): never {
  throw new InputError(`parity file: ${field}: ${problem}`, field);
}
