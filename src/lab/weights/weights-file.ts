// Weights of one trained model as safetensors: parameters under the names of docs/parity.md, so a few lines of PyTorch can load them,
// and in the metadata everything needed to write with them.

import * as v from 'valibot';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { parseSafetensors, serialiseSafetensors, type StoredTensor } from '../../base/safetensors.js';
import { checkDials } from '../../data/dials.js';
import { taskOf, tasks, type TaskSpec } from '../../data/tasks/tasks.js';
import { LONGEST_TOKEN, longestToken } from '../../data/text/tokenizers/bpe.js';
import { createTokenizer } from '../../data/text/tokenizers/create-tokenizer.js';
import { LARGEST_VOCABULARY, type TokenizerData } from '../../data/text/tokenizers/tokenizer.js';
import type { ModelSpec } from '../../models/model-spec.js';
import { parameterLayout, type ParameterTensor } from '../../models/parameters.js';
import { modelProblem, modelSchema } from './model-schema.js';
import { readFields } from '../experiment/fields.js';
import { parseTaskSpec } from '../experiment/task-schema.js';

/** One trained model, complete: it can be used without its experiment and without its text. */
export interface ModelWeights {
  readonly model: ModelSpec;
  /** Factor of the attention scores (`attentionScale`); 1 for perceptrons. */
  readonly attentionScale: number;
  /** The task that it learned. */
  readonly task: TaskSpec;
  /** The tokenizer of its text; null for other tasks. */
  readonly tokenizer: TokenizerData | null;
  /** Values of every tensor by name, dense and row-major, shaped as `parameterLayout(model)` says. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
}

const METADATA_KEY = 'scaling-lab';
const PREFIX = 'param.';

const token = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LARGEST_VOCABULARY - 1));
/** A character, of one or two UTF-16 units. */
const symbol = v.pipe(v.string(), v.minLength(1), v.maxLength(2));
const tokenizerSchema = v.variant('type', [
  v.strictObject({ type: v.literal('byte') }),
  v.strictObject({
    type: v.literal('character'),
    symbols: v.pipe(v.array(symbol), v.maxLength(LARGEST_VOCABULARY)),
  }),
  v.strictObject({ type: v.literal('bpe'), merges: v.array(token) }),
]);
const settingsSchema = v.strictObject({
  version: v.literal(1),
  model: modelSchema,
  attentionScale: v.pipe(v.number(), v.gtValue(0)),
  task: v.unknown(),
  tokenizer: v.optional(v.nullable(tokenizerSchema), null),
});

/** The file of a model. Throws RangeError if a tensor is missing or has another size than its model says. */
export function weightsToFile(weights: ModelWeights): Uint8Array<ArrayBuffer> {
  const { model, attentionScale, task, tokenizer, parameters } = weights;
  const tensors = new Map<string, StoredTensor>();
  for (const { name, shape } of parameterLayout(model)) {
    const data = parameters.get(name);
    if (!data) throw new RangeError(`expected a tensor ${name}, got ${[...parameters.keys()].join(', ')}`);
    tensors.set(PREFIX + name, { shape, data });
  }
  const settings = { version: 1, model, attentionScale, task, tokenizer: tokenizer && toJson(tokenizer) };
  return serialiseSafetensors({ metadata: { [METADATA_KEY]: JSON.stringify(settings) }, tensors });
}

/** Reads it back, bit for bit. Throws InputError, naming field and what would be right, for a file that cannot be used. */
export function weightsFromFile(bytes: Uint8Array): ModelWeights {
  const { metadata, tensors } = parseSafetensors(bytes);
  const { model, attentionScale, task, tokenizer } = readSettings(metadata[METADATA_KEY]);
  // A file may claim so many layers that finding the first missing one takes long.
  const layers = model.family === 'mlp' ? model.hidden.length : model.layers;
  if (layers > tensors.size)
    fail('model', `expected tensors for ${layers} layers, got ${tensors.size} tensors`);
  const parameters = new Map<string, Float32Array>();
  for (const tensor of parameterLayout(model)) {
    parameters.set(tensor.name, valuesOf(tensor, tensors.get(PREFIX + tensor.name)));
  }
  for (const name of tensors.keys()) {
    if (!name.startsWith(PREFIX) || !parameters.has(name.slice(PREFIX.length)))
      fail(name, 'the model has no such tensor');
  }
  return { model, attentionScale, task, tokenizer, parameters };
}

function readSettings(text: string | undefined): Omit<ModelWeights, 'parameters'> {
  if (text === undefined) {
    fail(METADATA_KEY, 'this key of the metadata is missing: the file is not from Scaling Lab');
  }
  const json = parseJson(text, `${METADATA_KEY}: `);
  const { model, attentionScale, task, tokenizer } = readFields(settingsSchema, json, METADATA_KEY);
  const wrong = modelProblem(model);
  if (wrong) fail(wrong.field, wrong.problem);
  const settings = {
    model,
    attentionScale,
    task: parseTaskSpec(task),
    tokenizer: tokenizer && fromJson(tokenizer),
  };
  checkTogether(settings);
  return settings;
}

/** The shape of the model must fit its task, or the tokenizer of its text. */
function checkTogether({ model, task, tokenizer }: Omit<ModelWeights, 'parameters'>): void {
  if (task.type === 'text' && !tokenizer) fail('tokenizer', 'a model of a text needs its tokenizer');
  if (task.type !== 'text' && tokenizer)
    fail('tokenizer', `a model of the task ${task.type} does not have a tokenizer of its own`);
  const { family, ...expected } = tokenizer ? textShape(task, tokenizer) : taskShape(task);
  if (model.family !== family) fail('model.family', `expected ${family} for its task, got ${model.family}`);
  for (const [field, count] of Object.entries(expected)) {
    const got = (model as unknown as Readonly<Record<string, number>>)[field];
    if (got !== count) fail(`model.${field}`, `expected ${count} for its task, got ${got}`);
  }
}

type ModelShape =
  | { readonly family: 'mlp'; readonly inputs: number; readonly outputs: number }
  | { readonly family: 'transformer'; readonly context: number; readonly vocabulary: number };

function taskShape(spec: TaskSpec): ModelShape {
  const { sequence, inputs, outputs } = taskOf(spec);
  return sequence
    ? { family: 'transformer', context: inputs, vocabulary: outputs }
    : { family: 'mlp', inputs, outputs };
}

/** The text itself need not be here. */
function textShape(spec: TaskSpec, tokenizer: TokenizerData): ModelShape {
  checkDials(tasks.text.dials, spec);
  const { context } = spec as Extract<TaskSpec, { type: 'text' }>;
  return { family: 'transformer', context, vocabulary: createTokenizer(tokenizer).vocabulary };
}

function valuesOf({ name, shape }: ParameterTensor, tensor: StoredTensor | undefined): Float32Array {
  const field = PREFIX + name;
  if (!tensor) return fail(field, 'this tensor is missing');
  if (tensor.shape.join() !== shape.join())
    fail(field, `expected shape [${shape.join(', ')}], got [${tensor.shape.join(', ')}]`);
  return tensor.data instanceof Float32Array ? tensor.data : fail(field, 'expected dtype F32, got I32');
}

type StoredTokenizer = v.InferOutput<typeof tokenizerSchema>;

function toJson(tokenizer: TokenizerData): StoredTokenizer {
  if (tokenizer.type === 'bpe') return { type: 'bpe', merges: [...tokenizer.merges] };
  return tokenizer.type === 'byte' ? tokenizer : { ...tokenizer, symbols: [...tokenizer.symbols] };
}

/** Each merge joins tokens that existed before it, so the bytes of a new token are known. */
function fromJson(tokenizer: StoredTokenizer): TokenizerData {
  if (tokenizer.type !== 'bpe') return tokenizer;
  const { merges } = tokenizer;
  const early = merges.findIndex((part, i) => part >= 256 + Math.floor(i / 2));
  if (early >= 0 || merges.length % 2 !== 0 || merges.length / 2 + 256 > LARGEST_VOCABULARY) {
    fail('tokenizer.merges', 'expected pairs of tokens that exist before they are merged');
  }
  const longest = longestToken(merges);
  if (longest > LONGEST_TOKEN)
    fail('tokenizer.merges', `expected tokens of at most ${LONGEST_TOKEN} bytes, got one of ${longest}`);
  return { type: 'bpe', merges: Uint16Array.from(merges) };
}

function fail(field: string, problem: string): never {
  throw new InputError(`${field}: ${problem}`, field);
}
