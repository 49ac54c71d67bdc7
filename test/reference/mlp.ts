// A float64 twin of a perceptron and its loss, for one replica.

import type { MlpSpec } from '../../src/models/model-spec.js';
import { trainNetwork, type TwinTraining } from './training.js';
import {
  activations,
  linear,
  linearBackward,
  meanSquaredError,
  softmaxCrossEntropy,
  type Twin,
} from './twins.js';

export interface TwinBatch {
  readonly rows: number;
  /** (rows, inputs). */
  readonly x: Twin;
  /** (rows, outputs), or the class of each row. */
  readonly y: Twin | readonly number[];
}

/** Trains on the batches, one a step; returns the loss on each before its update. */
export function trainTwin(training: TwinTraining<MlpSpec>, batches: readonly TwinBatch[]): number[] {
  return trainNetwork(training, (batch: TwinBatch) => lossAndGradients(training, batch), batches);
}

function lossAndGradients(
  { model, parameters }: TwinTraining<MlpSpec>,
  { rows, x, y }: TwinBatch,
): { loss: number; gradients: Map<string, Twin> } {
  const activation = activations[model.activation];
  const depth = model.hidden.length;
  const inputs = [x];
  const outputs: Twin[] = [];
  for (let i = 0; i <= depth; i++) {
    outputs.push(
      linear(inputs[i], parameters.get(`layers.${i}.weight`)!, parameters.get(`layers.${i}.bias`)!, rows),
    );
    if (i < depth) inputs.push(outputs[i].map(activation));
  }
  const { losses, dy } =
    y instanceof Float64Array
      ? meanSquaredError(outputs[depth], y, rows)
      : softmaxCrossEntropy(outputs[depth], y, 0);
  const gradients = new Map<string, Twin>();
  let gradient = dy;
  for (let i = depth; i >= 0; i--) {
    const { dx, dweight, dbias } = linearBackward(
      inputs[i],
      parameters.get(`layers.${i}.weight`)!,
      gradient,
      rows,
    );
    gradients.set(`layers.${i}.weight`, dweight);
    gradients.set(`layers.${i}.bias`, dbias);
    if (i === 0) break;
    const h = 1e-6;
    gradient = dx.map((value, j) => {
      const at = outputs[i - 1][j];
      return (value * (activation(at + h) - activation(at - h))) / (2 * h);
    });
  }
  return { loss: losses.reduce((sum, loss) => sum + loss, 0) / rows, gradients };
}
