// The parity file: initial parameters, batches and settings of one short training run, so that the engine can be compared
// with PyTorch step by step. docs/parity.md describes the format; test/reference/make-parity.py writes such files.

import { InputError } from '../../base/errors.js';
import { parseSafetensors, type StoredTensor } from '../../base/safetensors.js';
import type { MlpSpec, ModelSpec, TransformerSpec } from '../../models/model-spec.js';
import { parameterLayout } from '../../models/parameters.js';
import type { OptimizerSpec } from '../../models/optimizers/optimizers.js';
import type { ScheduleSpec } from '../../models/schedule.js';
import { fail, parseSettings } from './parity-settings.js';

export interface ParityRun {
  readonly model: ModelSpec;
  /** What attention multiplies its scores by; 1 for perceptrons, which have none. */
  readonly attentionScale: number;
  readonly loss: 'mse' | 'cross-entropy';
  readonly optimizer: OptimizerSpec;
  /** Peak learning rate. */
  readonly learningRate: number;
  /** A tensor's share of the learning rate. */
  readonly learningRateScale: (tensor: string) => number;
  readonly schedule: ScheduleSpec;
  /** Initial parameters by their names without `param.`, shaped as `parameterLayout` says. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  readonly batches: RowBatches | TokenBatches;
}

/** A perceptron's batches. */
export interface RowBatches {
  readonly type: 'rows';
  readonly steps: number;
  /** Rows of each batch. */
  readonly batch: number;
  /** (steps, batch, inputs). */
  readonly x: Float32Array;
  /** (steps, batch, outputs) for mse, class indices (steps, batch) for cross-entropy. */
  readonly y: Float32Array | Int32Array;
}

/** A transformer's batches. */
export interface TokenBatches {
  readonly type: 'tokens';
  readonly steps: number;
  /** Sequences of each batch. */
  readonly batch: number;
  /** (steps, batch, context + 1): each but the last is an input, each but the first the target of the one before. */
  readonly tokens: Int32Array;
}

/** Takes tensors out of a file, each once. */
type Take = (name: string) => StoredTensor;

/** Reads a parity file. Throws InputError, naming field, value and what would be right, for anything that cannot be run. */
export function parseParityFile(bytes: Uint8Array): ParityRun {
  const { metadata, tensors } = parseSafetensors(bytes);
  const { model, attentionScale, loss, optimizer, schedule } = parseSettings(metadata);
  const rest = new Map(tensors);
  const take: Take = (name) => {
    const tensor = rest.get(name);
    if (!tensor) throw new InputError(`there is no tensor ${name}`, name);
    rest.delete(name);
    return tensor;
  };

  const parameters = new Map<string, Float32Array>();
  for (const { name, shape } of parameterLayout(model)) {
    parameters.set(name, floats(`param.${name}`, take(`param.${name}`), shape));
  }
  const batches = model.family === 'mlp' ? takeRows(take, model, loss) : takeTokens(take, model);
  for (const name of rest.keys()) fail(name, 'the model has no such tensor');
  if (schedule.type !== 'constant' && batches.steps > schedule.totalSteps) {
    const limit = `at most schedule.totalSteps = ${schedule.totalSteps} steps`;
    fail(batches.type === 'rows' ? 'batch.x' : 'batch.tokens', `expected ${limit}, got ${batches.steps}`);
  }
  const { learningRate, learningRateScale, ...optimizerSpec } = optimizer;
  for (const name of Object.keys(learningRateScale)) {
    if (!parameters.has(name)) fail('optimizer.learningRateScale', `the model has no tensor ${name}`);
  }
  return {
    model,
    attentionScale: attentionScale ?? (model.family === 'mlp' ? 1 : Math.sqrt(model.heads / model.channels)),
    loss,
    optimizer: optimizerSpec,
    learningRate,
    learningRateScale: (name) => learningRateScale[name] ?? 1,
    schedule,
    parameters,
    batches,
  };
}

function takeRows(take: Take, model: MlpSpec, loss: ParityRun['loss']): RowBatches {
  const tensor = take('batch.x');
  const [steps, batch] = stepsAndBatch('batch.x', tensor, model.inputs);
  const x = floats('batch.x', tensor, [steps, batch, model.inputs]);
  const expected = take('batch.y');
  const y =
    loss === 'mse'
      ? floats('batch.y', expected, [steps, batch, model.outputs])
      : indices('batch.y', expected, [steps, batch], { of: 'classes', count: model.outputs });
  return { type: 'rows', steps, batch, x, y };
}

function takeTokens(take: Take, { context, vocabulary }: TransformerSpec): TokenBatches {
  const tensor = take('batch.tokens');
  const [steps, batch] = stepsAndBatch('batch.tokens', tensor, context + 1);
  const shape = [steps, batch, context + 1];
  const tokens = indices('batch.tokens', tensor, shape, { of: 'tokens', count: vocabulary });
  return { type: 'tokens', steps, batch, tokens };
}

/** The leading axes of the batches, which only the file has. */
function stepsAndBatch(name: string, { shape }: StoredTensor, columns: number): [number, number] {
  const [steps = 0, batch = 0] = shape;
  if (steps < 1 || batch < 1) {
    fail(name, `expected shape [steps, batch, ${columns}], got [${shape.join(', ')}]`);
  }
  return [steps, batch];
}

function checkShape(name: string, tensor: StoredTensor, shape: readonly number[]): void {
  if (tensor.shape.join() === shape.join()) return;
  fail(name, `expected shape [${shape.join(', ')}], got [${tensor.shape.join(', ')}]`);
}

function floats(name: string, tensor: StoredTensor, shape: readonly number[]): Float32Array {
  checkShape(name, tensor, shape);
  return tensor.data instanceof Float32Array ? tensor.data : fail(name, 'expected dtype F32, got I32');
}

function indices(
  name: string,
  tensor: StoredTensor,
  shape: readonly number[],
  { of, count }: { of: string; count: number },
): Int32Array {
  checkShape(name, tensor, shape);
  if (!(tensor.data instanceof Int32Array)) return fail(name, 'expected dtype I32, got F32');
  const wrong = tensor.data.find((index) => index < 0 || index >= count);
  if (wrong !== undefined) fail(name, `expected ${of} from 0 to ${count - 1}, got ${wrong}`);
  return tensor.data;
}
