// Covers src/laws/compare/multiplier.ts and src/fit/other/multiplier.ts.

import { expect } from 'chai';
import { compareFamilies, comparisonInWords } from '../../../src/laws/compare/multiplier.js';
import { measureFamilies, simulateFamilies } from '../../reference/simulated-families.js';

describe('the compute multiplier', () => {
  it('is what A needs over what B needs, and 1 for a family against itself', () => {
    const { a, b } = simulateFamilies(1.3, 1, { noise: 0 });
    const found = compareFamilies(a, b);
    expect(found.multiplier.flops!.value).to.be.closeTo(1.3, 1e-6);
    expect(found.multiplier.seconds).to.equal(null);
    expect(found.reasons.seconds).to.match(/A does not say its seconds/);
    expect(found.bySize).to.have.length(6);
    for (const { value } of found.bySize) expect(value).to.be.closeTo(1.3, 1e-5);
    expect(compareFamilies(b, a).multiplier.flops!.value).to.be.closeTo(1 / 1.3, 1e-6);
    const noisy = simulateFamilies(1.3, 3).a;
    const same = compareFamilies(noisy, noisy);
    expect(same.multiplier.flops!.value).to.be.closeTo(1, 1e-6);
    expect(same.trend).to.equal('cannot-tell');
  });

  it('holds in as many pairs as its interval says, narrower where seeds share their noise', () => {
    const { held, ratio } = measureFamilies(1.3, 40);
    expect(held).to.be.within(0.77, 1);
    const apart = measureFamilies(1.3, 10, { shared: 0 });
    expect(ratio).to.be.below(apart.ratio);
  });

  it('says where it grows or shrinks with size, and neither where it does not', () => {
    expect(measureFamilies(1.3, 5, { noise: 0.001, growth: 0.2 }).trends.grows).to.equal(5);
    expect(measureFamilies(1.3, 5, { noise: 0.001, growth: -0.2 }).trends.shrinks).to.equal(5);
    expect(measureFamilies(1.3, 10).trends['cannot-tell']).to.be.at.least(8);
  });

  it('is said both ways round', () => {
    const { a, b } = simulateFamilies(1.3, 1, { noise: 0.001 });
    expect(comparisonInWords(compareFamilies(a, b))[0]).to.match(
      /^For the same loss B needs 1\.3\d* times less compute than A \(1\.[23]\d* to 1\.3\d*, 90 %\); A needs 1\.3\d* times more than B\.$/,
    );
    expect(comparisonInWords(compareFamilies(b, a))[0]).to.match(/^For the same loss A needs 1\.3/);
    expect(comparisonInWords(compareFamilies(a, a))[0]).to.match(/the difference is within the error/);
  });

  it('is refused where no loss is shared, or there are too few sizes', () => {
    const { a } = simulateFamilies(1, 1);
    const far = a.map((run) => ({ ...run, loss: run.loss / 10 }));
    expect(comparisonInWords(compareFamilies(a, far))[0]).to.match(/do not overlap/);
    expect(comparisonInWords(compareFamilies(a.slice(0, 4), a))[0]).to.match(
      /at least 3 different costs in each family; A has 2/,
    );
  });
});
