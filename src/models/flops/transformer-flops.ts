import type { TransformerSpec } from '../model-spec.js';
import { activationOps, attentionOps, bothWays, linearFlops, normOps, type OpFlops } from './op-flops.js';
import { mlpHidden, mlpRows } from '../parameters.js';

/** Operations of forward and backward over `sequences` full contexts, block by block. */
export function transformerFlops(spec: TransformerSpec, sequences: number): OpFlops[] {
  const { vocabulary, context, layers, channels, norm, positions, tied, biases } = spec;
  const tokens = sequences * context;
  const elements = tokens * channels;
  const hidden = mlpHidden(spec);

  const normOf = (name: string): OpFlops[] =>
    normOps(name, norm, { rows: tokens, channels, bias: biases && norm === 'layernorm' });
  const linear = (name: string, outputs: number, inputs: number): OpFlops[] =>
    linearFlops(name, tokens, [outputs, inputs], { bias: biases, inputGradient: true });
  // A branch adds to the residual stream in both passes: its output forward, the gradient of its input backward.
  const residual = (name: string): OpFlops[] =>
    bothWays(`${name} residual`, { forward: elements, backward: elements });
  // Rotating a pair of numbers of q or k takes four products and two sums; the angle is a constant of the position.
  const rotary = (name: string): OpFlops[] =>
    positions === 'rotary'
      ? bothWays(`${name} rotary`, { forward: 6 * elements, backward: 6 * elements })
      : [];

  const block = (name: string): OpFlops[] => [
    ...normOf(`${name}.norm1`),
    ...linear(`${name}.attention.qkv`, 3 * channels, channels),
    ...rotary(`${name}.attention`),
    ...attentionOps(name, { ...spec, sequences }),
    ...linear(`${name}.attention.proj`, channels, channels),
    ...residual(`${name}.attention`),
    ...normOf(`${name}.norm2`),
    ...linear(`${name}.mlp.fc`, mlpRows(spec), channels),
    ...activationOps(`${name}.mlp`, spec.activation, tokens * hidden),
    ...linear(`${name}.mlp.proj`, channels, hidden),
    ...residual(`${name}.mlp`),
  ];
  const learned = positions === 'learned' ? elements : 0;
  return [
    // A row of each table: forward their sum, backward a sum into each.
    ...bothWays('embedding', { forward: learned, backward: elements + learned }),
    ...Array.from({ length: layers }, (_, l) => block(`blocks.${l}`)).flat(),
    ...normOf('norm'),
    ...linearFlops('head', tokens, [vocabulary, channels], { bias: false, inputGradient: true }),
    // The table's two gradients, as embedding and as head, are added.
    ...(tied
      ? ([{ part: 'backward', op: 'head tied gradient', flops: vocabulary * channels }] as const)
      : []),
  ];
}
