// What a network's parameters are, in the names and layouts of PyTorch: a Linear's weight is (outputs, inputs).

import type { ModelSpec } from './model-spec.js';

/** Part of the network: layer that reads the input, layers between, layer that gives the output. */
export type ParameterGroup = 'input' | 'hidden' | 'head';

export interface ParameterTensor {
  /** `layers.<i>.weight`, `layers.<i>.bias`. */
  readonly name: string;
  /** (outputs, inputs) of a weight, (outputs) of a bias. */
  readonly shape: readonly number[];
  readonly group: ParameterGroup;
  /** Inputs of its layer: what initialisation and muP scale by. */
  readonly fanIn: number;
}

/** N by convention (docs/decisions/0006) and by group. */
export interface ParameterCounts {
  readonly total: number;
  /** Without token and position embeddings, of which a perceptron has none. */
  readonly nonEmbedding: number;
  readonly withoutHead: number;
  readonly groups: Readonly<Record<ParameterGroup, number>>;
}

/** Widths from the input to the output: layer i maps widths[i] to widths[i + 1]. */
export function layerWidths(spec: ModelSpec): readonly number[] {
  return [spec.inputs, ...spec.hidden, spec.outputs];
}

/** Every parameter tensor, from the input on, a layer's weight before its bias. */
export function parameterLayout(spec: ModelSpec): readonly ParameterTensor[] {
  const widths = layerWidths(spec);
  const last = widths.length - 2;
  return widths.slice(1).flatMap((outputs, i) => {
    const fanIn = widths[i];
    const group: ParameterGroup = i === last ? 'head' : i === 0 ? 'input' : 'hidden';
    return [
      { name: `layers.${i}.weight`, shape: [outputs, fanIn], group, fanIn },
      { name: `layers.${i}.bias`, shape: [outputs], group, fanIn },
    ];
  });
}

/** Numbers in a tensor. */
export function tensorSize({ shape }: Pick<ParameterTensor, 'shape'>): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Counts parameters; throws if the layout's groups and the closed form of the total disagree. */
export function parameterCounts(spec: ModelSpec): ParameterCounts {
  const groups: Record<ParameterGroup, number> = { input: 0, hidden: 0, head: 0 };
  for (const tensor of parameterLayout(spec)) groups[tensor.group] += tensorSize(tensor);
  const widths = layerWidths(spec);
  const total = widths.slice(1).reduce((sum, outputs, i) => sum + (widths[i] + 1) * outputs, 0);
  const counted = groups.input + groups.hidden + groups.head;
  if (counted !== total) throw new Error(`expected groups that sum to ${total} parameters, got ${counted}`);
  return { total, nonEmbedding: total, withoutHead: total - groups.head, groups };
}
