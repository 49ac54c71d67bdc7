// Covers src/data/tasks/manifold.ts.

import { expect } from 'chai';
import { createTask } from '../../../src/data/tasks/tasks.js';
import { manifoldTeacher, type ManifoldSpec } from '../../../src/data/tasks/manifold.js';

describe('manifold', () => {
  const spec: ManifoldSpec = { type: 'manifold', dimension: 3, seed: 5 };

  it('draws x uniformly in [-1, 1)^d, exact in f32', () => {
    const task = createTask(spec);
    const sums = new Float64Array(6);
    const count = 20_000;
    for (let id = 0; id < count; id++) {
      task.sample('data', 1, id).x.forEach((x, j) => {
        if (x < -1 || x >= 1 || x * 2 ** 23 !== Math.round(x * 2 ** 23)) expect.fail(`x = ${x}`);
        sums[j] += x;
        sums[3 + j] += x * x;
      });
    }
    for (let j = 0; j < 3; j++) {
      expect(sums[j] / count).to.be.closeTo(0, 4 * Math.sqrt(1 / 3 / count));
      expect(sums[3 + j] / count).to.be.closeTo(1 / 3, 0.01);
    }
  });

  it('has a target of zero mean and unit variance', () => {
    for (const dimension of [1, 4, 8]) {
      const task = createTask({ ...spec, dimension });
      let sum = 0;
      let squares = 0;
      const count = 5000;
      for (let id = 0; id < count; id++) {
        const y = (task.sample('evaluation', 1, id).y as Float32Array)[0];
        sum += y / count;
        squares += (y * y) / count;
      }
      // Four standard errors of two independent samples of about 4096 and 5000 points.
      expect(sum).to.be.closeTo(0, 0.09);
      expect(squares).to.be.closeTo(1, 0.13);
    }
  });

  it('computes the teacher that it hands to the kernel', () => {
    const { x, y } = createTask(spec).sample('data', 9, 4);
    const { firstWeight, firstBias, secondWeight, secondBias, readout, mean, scale } = manifoldTeacher(spec);
    const dot = (weight: Float32Array, row: number, input: readonly number[]): number =>
      input.reduce((sum, value, j) => sum + weight[row * input.length + j] * value, 0);
    const layer = (weight: Float32Array, bias: Float32Array, input: readonly number[]): number[] =>
      Array.from(bias, (b, i) => Math.tanh(b + dot(weight, i, input)));
    const hidden = layer(secondWeight, secondBias, layer(firstWeight, firstBias, [...x]));
    expect((y as Float32Array)[0]).to.be.closeTo((dot(readout, 0, hidden) - mean) * scale, 1e-6);
  });

  it('expects 4 / d and a floor of zero', () => {
    const task = createTask({ ...spec, dimension: 8 });
    expect(task.theory.parameters).to.equal(0.5);
    expect(task.lossFloor).to.equal(0);
  });
});
