// A float64 twin of the trainer for one replica: clipping, optimiser and schedule, a step at a time (docs/parity.md).

import type { ModelSpec } from '../../src/models/model-spec.js';
import type { AdamSettings } from '../../src/models/optimizers/adamw.js';
import { isMuonMatrix, type MuonSpec } from '../../src/models/optimizers/muon.js';
import type { OptimizerSpec } from '../../src/models/optimizers/optimizers.js';
import { parameterLayout, type ParameterTensor } from '../../src/models/parameters.js';
import { scheduleFactor, type ScheduleSpec } from '../../src/models/schedule.js';
import { zeros, type Twin } from './twins.js';

export interface TwinTraining<Spec extends ModelSpec = ModelSpec> {
  readonly model: Spec;
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  readonly learningRate: number;
  /** A tensor's share of the learning rate; 1 where there is none. */
  readonly learningRateScale?: (tensor: string) => number;
  /** Changed in place. */
  readonly parameters: ReadonlyMap<string, Twin>;
}

/** A tensor with its gradient, and what its optimiser remembers of it. */
interface Updated {
  readonly tensor: ParameterTensor;
  readonly gradient: Twin;
  readonly first: Twin;
  readonly second: Twin;
}

/** Trains on the batches, one a step; returns the loss on each before its update. */
export function trainNetwork<Batch>(
  training: TwinTraining,
  lossAndGradients: (batch: Batch) => { loss: number; gradients: ReadonlyMap<string, Twin> },
  batches: readonly Batch[],
): number[] {
  const { model, optimizer, parameters, learningRateScale = () => 1 } = training;
  const tensors = parameterLayout(model).map((tensor) => {
    const values = parameters.get(tensor.name)!;
    return { tensor, values, first: zeros(values.length), second: zeros(values.length) };
  });
  return batches.map((batch, step) => {
    const { loss, gradients } = lossAndGradients(batch);
    const norm = Math.hypot(...[...gradients.values()].map((gradient) => Math.hypot(...gradient)));
    const clip = optimizer.clipNorm === null ? 1 : Math.min(1, optimizer.clipNorm / (norm + 1e-6));
    const peak = training.learningRate * scheduleFactor(training.schedule, step);
    for (const { tensor, values, ...moments } of tensors) {
      const gradient = gradients.get(tensor.name)!.map((value) => value * clip);
      const { direction, factor } = directionOf({ tensor, gradient, ...moments }, optimizer, step);
      const rate = peak * factor * learningRateScale(tensor.name);
      const decay = tensor.shape.length > 1 ? optimizer.weightDecay : 0;
      values.forEach((value, i) => (values[i] = value * (1 - rate * decay) - rate * direction[i]));
    }
    return loss;
  });
}

/** Where a step of rate 1 goes, up to its sign, and the optimiser's factor of the rate. */
function directionOf(
  updated: Updated,
  optimizer: OptimizerSpec,
  step: number,
): { direction: Twin; factor: number } {
  switch (optimizer.type) {
    case 'adamw':
      return { direction: adam(updated, optimizer, step), factor: 1 };
    case 'sgd': {
      const { first, gradient } = updated;
      first.forEach((value, i) => (first[i] = optimizer.momentum * value + gradient[i]));
      return { direction: first, factor: 1 };
    }
    case 'muon': {
      if (isMuonMatrix(updated.tensor)) return { direction: muon(updated, optimizer), factor: 1 };
      const { learningRateFactor } = optimizer.adamw;
      return { direction: adam(updated, optimizer.adamw, step), factor: learningRateFactor };
    }
  }
}

function adam({ gradient, first, second }: Updated, settings: AdamSettings, step: number): Twin {
  const { beta1, beta2, epsilon } = settings;
  return gradient.map((g, i) => {
    first[i] = beta1 * first[i] + (1 - beta1) * g;
    second[i] = beta2 * second[i] + (1 - beta2) * g ** 2;
    const corrected = second[i] / (1 - beta2 ** (step + 1));
    return first[i] / (1 - beta1 ** (step + 1)) / (Math.sqrt(corrected) + epsilon);
  });
}

function muon({ tensor, gradient, first }: Updated, optimizer: MuonSpec): Twin {
  const { momentum, newtonSchulzSteps } = optimizer;
  first.forEach((value, i) => (first[i] = momentum * value + (1 - momentum) * gradient[i]));
  const ahead = gradient.map((g, i) => (1 - momentum) * g + momentum * first[i]);
  const [rows, columns] = [tensor.shape[0] / tensor.stacked, tensor.shape[1]];
  const size = rows * columns;
  const direction = zeros(gradient.length);
  for (let offset = 0; offset < direction.length; offset += size) {
    const matrix = ahead.subarray(offset, offset + size);
    direction.set(orthogonalise(matrix, rows, columns, newtonSchulzSteps), offset);
  }
  return direction.map((value) => value * Math.sqrt(Math.max(1, rows / columns)));
}

/** X / (norm + 1e-7), then `steps` times X -> a X + (b A + c A A) X with A = X X^T, a high X on its side (Jordan et al. 2024). */
export function orthogonalise(matrix: Twin, rows: number, columns: number, steps: number): Twin {
  if (rows > columns) {
    const turned = orthogonalise(transpose(matrix, rows, columns), columns, rows, steps);
    return transpose(turned, columns, rows);
  }
  const norm = Math.hypot(...matrix) + 1e-7;
  let x = matrix.map((value) => value / norm);
  for (let step = 0; step < steps; step++) {
    const gram = product(x, transpose(x, rows, columns), [rows, columns, rows]);
    const square = product(gram, gram, [rows, rows, rows]);
    const polynomial = gram.map((value, i) => -4.775 * value + 2.0315 * square[i]);
    const pulled = product(polynomial, x, [rows, rows, columns]);
    x = x.map((value, i) => 3.4445 * value + pulled[i]);
  }
  return x;
}

function transpose(matrix: Twin, rows: number, columns: number): Twin {
  return matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
}

/** (rows, inner) (inner, columns). */
function product(a: Twin, b: Twin, [rows, inner, columns]: readonly number[]): Twin {
  const c = zeros(rows * columns);
  for (let m = 0; m < rows; m++) {
    for (let k = 0; k < inner; k++) {
      for (let n = 0; n < columns; n++) c[m * columns + n] += a[m * inner + k] * b[k * columns + n];
    }
  }
  return c;
}
