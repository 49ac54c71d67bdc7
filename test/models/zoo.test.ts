// Covers src/models/zoo.ts.

import { expect } from 'chai';
import { parameterCounts } from '../../src/models/parameters.js';
import {
  centreLearningRate,
  mlpOfWidth,
  mlpWidths,
  transformerOfWidth,
  transformerWidths,
} from '../../src/models/zoo.js';
import { gpt } from '../support/model-specs.js';

describe('zoo', () => {
  it('spans about 50 to about a million parameters with one dial', () => {
    const counts = mlpWidths.map(
      (width) =>
        parameterCounts(mlpOfWidth(width, { inputs: 4, outputs: 1, activation: 'relu', depth: 2 })).total,
    );
    expect(counts[0]).to.equal(45);
    expect(counts.at(-1)).to.equal(1_055_745);
    expect(counts.length).to.be.at.least(8);
    counts.slice(1).forEach((count, i) => expect(count / counts[i]).to.be.within(1.3, 2.3));
  });

  it('spans about a thousand to twenty million parameters of a transformer with one dial, in whole heads', () => {
    const shape = { ...gpt, context: 64, layers: 2, headSize: 16 };
    const models = transformerWidths.map((channels) => transformerOfWidth(channels, shape));
    const counts = models.map((model) => parameterCounts(model).total);
    expect(counts[0]).to.equal(1272);
    expect(counts.at(-1)).to.equal(19_466_496);
    counts.slice(1).forEach((count, i) => expect(count / counts[i]).to.be.within(1.5, 4));
    for (const { channels, heads } of models) expect(channels / heads).to.equal(Math.min(16, channels));
  });

  it('lowers the centre of a perceptron’s learning-rate sweep with the square root of the width, above the reference width', () => {
    expect(centreLearningRate(0.003, 32, 'mlp')).to.equal(0.003);
    expect(centreLearningRate(0.003, 128, 'mlp')).to.be.closeTo(0.0015, 1e-12);
    expect(centreLearningRate(0.003, 8, 'mlp')).to.equal(0.003);
  });

  it('lowers that of a transformer’s with the power 0.7 of its channels, below the reference too', () => {
    expect(centreLearningRate(0.01, 32, 'transformer')).to.equal(0.01);
    // 0.024 at 16 channels and 0.006 at 128 were best, in steps of 2: the rule stays within one step of both.
    expect(centreLearningRate(0.012, 16, 'transformer') / 0.024).to.be.within(0.7, 1.4);
    expect(centreLearningRate(0.012, 128, 'transformer') / 0.006).to.be.within(0.7, 1.4);
  });
});
