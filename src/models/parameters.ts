// What a network's parameters are, in the names and layouts of PyTorch: a Linear's weight is (outputs, inputs).

import type { MlpSpec, ModelSpec, TransformerSpec } from './model-spec.js';

/**
 * Part of the network. A perceptron has the layer that reads the input, layers between, and the head that gives the output;
 * a transformer the tables of tokens and positions, the matrices of its two branches with their biases, norms and the head.
 */
export type ParameterGroup = 'input' | 'hidden' | 'embedding' | 'attention' | 'mlp' | 'norm' | 'head';

export interface ParameterTensor {
  /** `layers.<i>.weight` … of a perceptron, `token.weight`, `blocks.<l>.attention.qkv.weight` … of a transformer (docs/parity.md). */
  readonly name: string;
  /** (outputs, inputs) of a weight, (outputs) of a bias, (rows, channels) of a table, (channels) of a norm. */
  readonly shape: readonly number[];
  readonly group: ParameterGroup;
  /** Inputs of its layer: what initialisation and muP scale by. 1 for tables, which take one row at a time, and norms. */
  readonly fanIn: number;
  /** Matrices that are stacked in it by rows: three for queries, keys and values, two for gate and up of swiglu, otherwise 1. */
  readonly stacked: number;
}

/** N by convention (docs/decisions/0006) and by group. */
export interface ParameterCounts {
  readonly total: number;
  /** Without token and position tables, of which a perceptron has none. */
  readonly nonEmbedding: number;
  /** A tied head is the token table and counts as embedding, so nothing is left out then. */
  readonly withoutHead: number;
  /** Of the groups that the family has. */
  readonly groups: Readonly<Partial<Record<ParameterGroup, number>>>;
}

/** Ways to count N; the exponent of a law depends on which (Pearce & Song 2024). */
export const conventions = ['total', 'nonEmbedding', 'withoutHead'] as const;
export type Convention = (typeof conventions)[number];

/** The default for N: for transformers without embeddings, as in Kaplan et al. 2020. */
export const familyConvention: Readonly<Record<ModelSpec['family'], Convention>> = {
  mlp: 'total',
  transformer: 'nonEmbedding',
};

const familyGroups = {
  mlp: ['input', 'hidden', 'head'],
  transformer: ['embedding', 'attention', 'mlp', 'norm', 'head'],
} as const;

/** Widths from the input to the output: layer i maps widths[i] to widths[i + 1]. */
export function layerWidths(spec: MlpSpec): readonly number[] {
  return [spec.inputs, ...spec.hidden, spec.outputs];
}

/** Width of the hidden layer of a transformer's mlp, rounded where the ratio does not give a whole number. */
export function mlpHidden({ mlpRatio, channels }: Pick<TransformerSpec, 'mlpRatio' | 'channels'>): number {
  return Math.round(mlpRatio * channels);
}

/** Outputs of the first layer of a transformer's mlp: its hidden layer, for swiglu the gate's rows and then those it gates. */
export function mlpRows(spec: TransformerSpec): number {
  return (spec.activation === 'swiglu' ? 2 : 1) * mlpHidden(spec);
}

/** Every parameter tensor, from the input on, a layer's weight before its bias. */
export function parameterLayout(spec: ModelSpec): readonly ParameterTensor[] {
  return spec.family === 'mlp' ? mlpLayout(spec) : transformerLayout(spec);
}

function mlpLayout(spec: MlpSpec): readonly ParameterTensor[] {
  const widths = layerWidths(spec);
  const last = widths.length - 2;
  return widths.slice(1).flatMap((outputs, i) => {
    const group = i === last ? 'head' : i === 0 ? 'input' : 'hidden';
    return linear(`layers.${i}`, group, [outputs, widths[i]], { bias: true });
  });
}

function transformerLayout(spec: TransformerSpec): readonly ParameterTensor[] {
  const { vocabulary, context, layers, channels, norm, positions, tied, biases } = spec;
  const hidden = mlpHidden(spec);
  const table = (name: string, rows: number): ParameterTensor => {
    return { name: `${name}.weight`, shape: [rows, channels], group: 'embedding', fanIn: 1, stacked: 1 };
  };
  const normOf = (name: string): ParameterTensor[] => {
    const weight = {
      name: `${name}.weight`,
      shape: [channels],
      group: 'norm',
      fanIn: 1,
      stacked: 1,
    } as const;
    return biases && norm === 'layernorm' ? [weight, { ...weight, name: `${name}.bias` }] : [weight];
  };
  const block = (name: string): ParameterTensor[] => [
    ...normOf(`${name}.norm1`),
    ...linear(`${name}.attention.qkv`, 'attention', [3 * channels, channels], { bias: biases, stacked: 3 }),
    ...linear(`${name}.attention.proj`, 'attention', [channels, channels], { bias: biases }),
    ...normOf(`${name}.norm2`),
    ...linear(`${name}.mlp.fc`, 'mlp', [mlpRows(spec), channels], {
      bias: biases,
      stacked: mlpRows(spec) / hidden,
    }),
    ...linear(`${name}.mlp.proj`, 'mlp', [channels, hidden], { bias: biases }),
  ];
  return [
    table('token', vocabulary),
    ...(positions === 'learned' ? [table('position', context)] : []),
    ...Array.from({ length: layers }, (_, l) => block(`blocks.${l}`)).flat(),
    ...normOf('norm'),
    ...(tied ? [] : linear('head', 'head', [vocabulary, channels], { bias: false })),
  ];
}

function linear(
  name: string,
  group: ParameterGroup,
  shape: readonly [outputs: number, inputs: number],
  { bias, stacked = 1 }: { bias: boolean; stacked?: number },
): ParameterTensor[] {
  const [outputs, fanIn] = shape;
  const weight = { name: `${name}.weight`, shape, group, fanIn, stacked };
  return bias ? [weight, { ...weight, name: `${name}.bias`, shape: [outputs] }] : [weight];
}

/** Numbers in a tensor. */
export function tensorSize({ shape }: Pick<ParameterTensor, 'shape'>): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Counts parameters; throws if the layout's groups and the closed form of the total disagree. */
export function parameterCounts(spec: ModelSpec): ParameterCounts {
  const groups: Partial<Record<ParameterGroup, number>> = {};
  for (const group of familyGroups[spec.family]) groups[group] = 0;
  for (const tensor of parameterLayout(spec)) {
    groups[tensor.group] = (groups[tensor.group] ?? 0) + tensorSize(tensor);
  }
  const total = spec.family === 'mlp' ? mlpTotal(spec) : transformerTotal(spec);
  const counted = Object.values(groups).reduce((sum, count) => sum + count, 0);
  if (counted !== total) throw new Error(`expected groups that sum to ${total} parameters, got ${counted}`);
  const { embedding = 0, head = 0 } = groups;
  return { total, nonEmbedding: total - embedding, withoutHead: total - head, groups };
}

function mlpTotal(spec: MlpSpec): number {
  const widths = layerWidths(spec);
  return widths.slice(1).reduce((sum, outputs, i) => sum + (widths[i] + 1) * outputs, 0);
}

/** With C channels, H hidden and F = H, of swiglu 2 H, rows: L (4 C^2 + C F + H C) in the blocks' matrices, 2 L + 1 norms of C. */
function transformerTotal(spec: TransformerSpec): number {
  const { vocabulary, context, layers, channels, norm, positions, tied, biases } = spec;
  const hidden = mlpHidden(spec);
  const rows = mlpRows(spec);
  const matrices = layers * channels * (4 * channels + rows + hidden);
  const biasCount = biases ? layers * (5 * channels + rows) : 0;
  const norms = (2 * layers + 1) * channels * (biases && norm === 'layernorm' ? 2 : 1);
  const tables = ((tied ? 1 : 2) * vocabulary + (positions === 'learned' ? context : 0)) * channels;
  return matrices + biasCount + norms + tables;
}
