// A multilayer perceptron as a straight line of op calls: x -> linear -> activation -> … -> linear -> y, and back.

import type { DeviceBuffer, Memory } from '../device.js';
import type { MlpSpec } from '../../models/model-spec.js';
import { activationBackward, activationForward } from '../ops/activation.js';
import { linearBackward, linearForward } from '../ops/linear.js';
import type { Program } from '../program.js';
import { createMatrix, type Matrix } from '../tensor.js';
import { linearLayer, type Forward, type Network } from './layers.js';

/** Records forward over the batch `x` (rows, inputs). */
export function recordMlp(program: Program, memory: Memory, network: Network<MlpSpec>, x: Matrix): Forward {
  const { spec, arena, parameters } = network;
  const { replicas, rows } = x;
  const layers = [...spec.hidden, spec.outputs].map((_, i) => linearLayer(arena, `layers.${i}`));
  /** Input of layer i; the first is the batch. */
  const inputs: Matrix[] = [x];
  /** Output of layer i before its activation; the last is the network's output. */
  const outputs = layers.map((layer, i) => {
    const columns = layer.weight.shape[0];
    const y = createMatrix(memory, `layer ${i} output`, { replicas, rows, columns });
    linearForward(program, layer, { x: inputs[i], parameters, y });
    if (i < layers.length - 1) {
      const hidden = createMatrix(memory, `layer ${i} activation`, { replicas, rows, columns });
      activationForward(program, spec.activation, { x: y, y: hidden });
      inputs.push(hidden);
    }
    return y;
  });

  const backward = (dy: Matrix, gradients: DeviceBuffer): void => {
    let gradient = dy;
    for (let i = layers.length - 1; i >= 0; i--) {
      // The gradient of the data is not needed.
      const dx = i === 0 ? null : createMatrix(memory, `layer ${i} input gradient`, inputs[i]);
      linearBackward(program, layers[i], { x: inputs[i], dy: gradient, parameters, gradients, dx });
      if (!dx) return;
      const below = outputs[i - 1];
      gradient = createMatrix(memory, `layer ${i - 1} output gradient`, below);
      activationBackward(program, spec.activation, { x: below, dy: dx, dx: gradient });
    }
  };
  return { y: outputs[outputs.length - 1], backward };
}
