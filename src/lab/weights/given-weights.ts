// Weights that people opened to start from. Specs and links name them by an id, as they name texts (src/data/text/texts.ts). The page
// and the worker each need them before a run can start.

import { digest } from '../../base/digest.js';
import { InputError } from '../../base/errors.js';
import { shown } from '../../base/json.js';
import type { Task } from '../../data/task.js';
import { attentionScale } from '../../models/initialise.js';
import type { ModelSpec } from '../../models/model-spec.js';
import type { ExperimentSpec, StartSpec } from '../experiment/experiment.js';
import type { ModelWeights } from './weights-file.js';
import { tokenizerOf } from '../../data/tasks/tasks.js';

const given = new Map<string, ModelWeights>();

/** Keeps weights and returns their id, the same for the same parameters. */
export function addWeights(weights: ModelWeights): string {
  const tensors = [...weights.parameters.values()];
  const bytes = new Uint8Array(tensors.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of tensors) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  const id = digest(bytes);
  given.set(id, weights);
  return id;
}

/** Keeps weights that were opened elsewhere under their id. */
export function keepWeights(id: string, weights: ModelWeights): void {
  given.set(id, weights);
}

/** The weights that all replicas start from; null for random initialisation. Throws InputError if they are not here. */
export function startOf({ start: { weightsId, name } }: Pick<ExperimentSpec, 'start'>): ModelWeights | null {
  if (weightsId === '') return null;
  const weights = given.get(weightsId);
  if (weights) return weights;
  throw new InputError(
    `start.weightsId: the weights ${name} to start from are not here; open them again, or use random initialisation`,
    'start.weightsId',
  );
}

/** Whether the weights that a spec starts from are here. */
export function hasStart({ weightsId }: StartSpec): boolean {
  return weightsId === '' || given.has(weightsId);
}

/** The field of a spec for each property of a model, in the order in which people would look for a difference. */
const fieldsOf: Readonly<Record<string, string>> = {
  family: 'model.family',
  channels: 'model.widths',
  hidden: 'model.widths',
  layers: 'model.depth',
  context: 'task.context',
  vocabulary: 'task',
  inputs: 'task',
  outputs: 'task',
  heads: 'model.headSize',
  mlpRatio: 'model.mlpRatio',
  activation: 'model.activation',
  norm: 'model.norm',
  positions: 'model.positions',
  tied: 'model.tied',
  biases: 'model.biases',
};

/** Throws InputError unless all planned `models` have the shape of the weights to start from, and the task is the one they learned. */
export function checkStart(spec: ExperimentSpec, task: Task, models: readonly ModelSpec[]): void {
  const weights = startOf(spec);
  if (!weights) return;
  const { name } = spec.start;
  const { type } = weights.task;
  if (task.spec.type !== type)
    fail('task.type', `${type}, which the weights ${name} learned`, task.spec.type);
  for (const model of models) {
    for (const [field, path] of Object.entries(fieldsOf)) {
      const [wanted, got] = [weights.model, model].map(
        (each) => (each as unknown as Record<string, unknown>)[field],
      );
      if (JSON.stringify(wanted) !== JSON.stringify(got))
        fail(path, `${field} ${JSON.stringify(wanted)}, as the weights ${name} have`, got);
    }
  }
  const scale = attentionScale(models[0], spec.model.initialisation);
  if (Math.abs(scale / weights.attentionScale - 1) > 1e-6)
    fail(
      'model.initialisation',
      `one that scales attention by ${weights.attentionScale}, as the weights ${name} do`,
      scale,
    );
  if (type === 'text' && JSON.stringify(tokenizerOf(spec.task)) !== JSON.stringify(weights.tokenizer))
    throw new InputError(
      `task.textId: expected a text with the same tokens as the weights ${name}; this text has others`,
      'task.textId',
    );
}

function fail(field: string, expected: string, got: unknown): never {
  throw new InputError(`${field}: expected ${expected}, got ${shown(got)}`, field);
}
