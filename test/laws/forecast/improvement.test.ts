// Covers src/laws/forecast/improvement.ts

import { expect } from 'chai';
import { improvement, improvementInWords } from '../../../src/laws/forecast/improvement.js';
import { device, flops, line, near, planned, surface, truth } from '../../support/planning-laws.js';

describe('a lower loss', () => {
  it('costs what the closed form says: on a line (excess / new excess)^(1 / alpha)', () => {
    const plan = planned(line(), flops(6e11));
    const { loss } = plan.prediction;
    const result = improvement(line(), plan, 0.05, device);
    if (result.type === 'refused') expect.fail(result.reason);
    near(result.N ?? NaN, ((loss - 0.2) / (0.95 * loss - 0.2)) ** 2);
    near(result.flops ?? NaN, result.N ?? NaN);
    expect(result.D).to.equal(1);
    expect(improvementInWords(result, 0.05)).to.match(
      /^5 % lower loss costs 1\.\d+× the parameters, 1\.\d+× the compute\.$/,
    );
  });

  it('on a surface multiplies N by r^(1 / alpha) and D by r^(1 / beta), r the ratio of the reducible losses', () => {
    const plan = planned(surface(), flops(1e21));
    const { loss } = plan.prediction;
    const r = (loss - truth.E) / (0.99 * loss - truth.E);
    const result = improvement(surface(), plan, 0.01, device);
    if (result.type === 'refused') expect.fail(result.reason);
    near(result.N ?? NaN, r ** (1 / truth.alpha));
    near(result.D ?? NaN, r ** (1 / truth.beta));
    near(result.flops ?? NaN, r ** (1 / truth.alpha + 1 / truth.beta));
  });

  it('is said with the first digit that differs from none', () => {
    const words = (N: number, flops: number): string =>
      improvementInWords({ type: 'improvement', loss: 1, N, D: null, flops }, 0.01);
    expect(words(1.0485, 3.14159)).to.equal('1 % lower loss costs 1.05× the parameters, 3.1× the compute.');
    expect(words(1.0021, 123.4)).to.equal('1 % lower loss costs 1.002× the parameters, 123× the compute.');
  });

  it('is refused below the floor', () => {
    const plan = planned(surface(), flops(1e21));
    expect(improvementInWords(improvement(surface(), plan, 0.5, device), 0.5)).to.match(/no budget reaches/);
  });
});
