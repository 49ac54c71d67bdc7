// A float64 twin of a training run: network, loss, clipping, optimiser and schedule, a step at a time, for one replica.

import type { MlpSpec } from '../../src/models/model-spec.js';
import { scheduleFactor, type OptimizerSpec, type ScheduleSpec } from '../../src/models/training-spec.js';
import {
  activations,
  linear,
  linearBackward,
  meanSquaredError,
  softmaxCrossEntropy,
  zeros,
  type Twin,
} from './twins.js';

export interface TwinBatch {
  readonly rows: number;
  /** (rows, inputs). */
  readonly x: Twin;
  /** (rows, outputs), or the class of each row. */
  readonly y: Twin | readonly number[];
}

export interface TwinTraining {
  readonly model: MlpSpec;
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  readonly learningRate: number;
  /** Changed in place. */
  readonly parameters: ReadonlyMap<string, Twin>;
}

/** Trains on the batches, one a step; returns the loss on each before its update. */
export function trainTwin(training: TwinTraining, batches: readonly TwinBatch[]): number[] {
  const { parameters, optimizer } = training;
  const first = new Map([...parameters].map(([name, values]) => [name, zeros(values.length)]));
  const second = new Map([...parameters].map(([name, values]) => [name, zeros(values.length)]));
  return batches.map((batch, step) => {
    const { loss, gradients } = lossAndGradients(training, batch);
    const norm = Math.hypot(...[...gradients.values()].flatMap((gradient) => [...gradient]));
    const clip = optimizer.clipNorm === null ? 1 : Math.min(1, optimizer.clipNorm / (norm + 1e-6));
    const rate = training.learningRate * scheduleFactor(training.schedule, step);
    for (const [name, values] of parameters) {
      const decay = name.endsWith('weight') ? optimizer.weightDecay : 0;
      const m = first.get(name)!;
      const v = second.get(name)!;
      values.forEach((value, i) => {
        const gradient = gradients.get(name)![i] * clip;
        let direction: number;
        if (optimizer.type === 'adamw') {
          const { beta1, beta2, epsilon } = optimizer;
          m[i] = beta1 * m[i] + (1 - beta1) * gradient;
          v[i] = beta2 * v[i] + (1 - beta2) * gradient ** 2;
          const corrected = v[i] / (1 - beta2 ** (step + 1));
          direction = m[i] / (1 - beta1 ** (step + 1)) / (Math.sqrt(corrected) + epsilon);
        } else {
          m[i] = optimizer.momentum * m[i] + gradient;
          direction = m[i];
        }
        values[i] = value * (1 - rate * decay) - rate * direction;
      });
    }
    return loss;
  });
}

function lossAndGradients(
  { model, parameters }: TwinTraining,
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
