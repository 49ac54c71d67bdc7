// The same training step in TensorFlow.js WebGPU (a development dependency, used nowhere else), on this process's adapter.

import { createRequire } from 'node:module';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs';
import type { MlpSpec } from '../models/model-spec.js';

export interface TensorflowBench {
  readonly batch: number;
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** A measurement lasts about this long; the best of `repeats` counts. */
  readonly seconds: number;
  readonly repeats: number;
}

/** Steps a second: forward, mean squared error, backward and Adam of a relu MLP on one resident batch. */
export async function tensorflowStepsPerSecond(
  gpu: GPU,
  model: MlpSpec,
  bench: TensorflowBench,
): Promise<number> {
  // Its backend looks for a browser's navigator.
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  // Loaded only here, and not through Vite, which is closed once the command runs.
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs') as typeof import('@tensorflow/tfjs');
  require('@tensorflow/tfjs-backend-webgpu');
  await tf.setBackend('webgpu');
  await tf.ready();

  const widths = [model.inputs, ...model.hidden, model.outputs];
  const layers = widths.slice(1).map((outputs, i) => ({
    weight: tf.variable(tf.randomNormal([widths[i], outputs], 0, 1 / Math.sqrt(widths[i]))),
    bias: tf.variable(tf.zeros([outputs])),
  }));
  const x: Tensor2D = tf.randomNormal([bench.batch, model.inputs]);
  const y = tf.randomNormal([bench.batch, model.outputs]);
  const optimizer = tf.train.adam(bench.learningRate, bench.beta1, bench.beta2, bench.epsilon);
  const step = (): void => {
    optimizer.minimize(() =>
      tf.tidy(() => {
        let hidden = x;
        layers.forEach(({ weight, bias }, i) => {
          const linear = tf.add(tf.matMul(hidden, weight as unknown as Tensor2D), bias);
          hidden = (i < layers.length - 1 ? tf.relu(linear) : linear) as Tensor2D;
        });
        return tf.mean<Scalar>(tf.square(tf.sub(hidden, y)));
      }),
    );
  };
  const secondsOf = async (count: number): Promise<number> => {
    const start = performance.now();
    for (let i = 0; i < count; i++) step();
    // Reading a value waits for all work before it.
    await layers[0].bias.data();
    return (performance.now() - start) / 1000;
  };

  await secondsOf(3);
  const count = Math.max(3, Math.round((bench.seconds * 3) / (await secondsOf(3))));
  let best = Infinity;
  for (let i = 0; i < bench.repeats; i++) best = Math.min(best, (await secondsOf(count)) / count);
  return 1 / best;
}
