// A multilayer perceptron as a straight line of op calls: x -> linear -> activation -> … -> linear -> y, and back.

import type { MlpSpec } from '../../models/model-spec.js';
import { activationBackward, activationForward } from '../ops/activation.js';
import { linearBackward, linearForward, type LinearLayer } from '../ops/linear.js';
import type { Program } from '../program.js';
import { createMatrix, type ArenaLayout, type Matrix, type Memory } from '../tensor.js';

/** Activations of a batch: what forward writes and backward reads. */
export interface MlpActivations {
  /** Input of layer i; the first is the batch. */
  readonly inputs: readonly Matrix[];
  /** Output of layer i before its activation; the last is the network's output. */
  readonly outputs: readonly Matrix[];
}

/** The layers of a network in its arena. */
export function mlpLayers(spec: MlpSpec, arena: ArenaLayout): LinearLayer[] {
  return [...spec.hidden, spec.outputs].map((_, i) => {
    const weight = arena.tensors.get(`layers.${i}.weight`);
    const bias = arena.tensors.get(`layers.${i}.bias`);
    if (!weight || !bias)
      throw new Error(`expected layer ${i} in the arena, which has ${[...arena.tensors.keys()].join(', ')}`);
    return { arena, weight, bias };
  });
}

/** Records forward; allocates the activations of batch `x` (rows, inputs). */
export function mlpForward(
  program: Program,
  memory: Memory,
  network: { spec: MlpSpec; layers: readonly LinearLayer[]; parameters: GPUBuffer },
  x: Matrix,
): MlpActivations {
  const { spec, layers, parameters } = network;
  const { replicas, rows } = x;
  const inputs: Matrix[] = [x];
  const outputs: Matrix[] = [];
  layers.forEach((layer, i) => {
    const columns = layer.weight.shape[0];
    const y = createMatrix(memory, `layer ${i} output`, { replicas, rows, columns });
    linearForward(program, layer, { x: inputs[i], parameters, y });
    outputs.push(y);
    if (i < layers.length - 1) {
      const hidden = createMatrix(memory, `layer ${i} activation`, { replicas, rows, columns });
      activationForward(program, spec.activation, { x: y, y: hidden });
      inputs.push(hidden);
    }
  });
  return { inputs, outputs };
}

/** Records backward from the gradient `dy` of the network's output into the gradient arena. */
export function mlpBackward(
  program: Program,
  memory: Memory,
  network: { spec: MlpSpec; layers: readonly LinearLayer[]; parameters: GPUBuffer; gradients: GPUBuffer },
  activations: MlpActivations,
  dy: Matrix,
): void {
  const { spec, layers, parameters, gradients } = network;
  let gradient = dy;
  for (let i = layers.length - 1; i >= 0; i--) {
    const x = activations.inputs[i];
    // No one needs the gradient of the data.
    const dx = i === 0 ? null : createMatrix(memory, `layer ${i} input gradient`, x);
    linearBackward(program, layers[i], { x, dy: gradient, parameters, gradients, dx });
    if (!dx) return;
    const below = activations.outputs[i - 1];
    gradient = createMatrix(memory, `layer ${i - 1} output gradient`, below);
    activationBackward(program, spec.activation, { x: below, dy: dx, dx: gradient });
  }
}
