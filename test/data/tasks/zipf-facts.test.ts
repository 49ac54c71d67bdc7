// Covers src/data/tasks/zipf-facts.ts. Also src/data/task.ts.

import { expect } from 'chai';
import { createTask } from '../../../src/data/tasks/tasks.js';
import { factThresholds, type ZipfFactsSpec } from '../../../src/data/tasks/zipf-facts.js';

describe('zipf-facts', () => {
  const spec: ZipfFactsSpec = {
    type: 'zipf-facts',
    facts: 500,
    exponent: 0.5,
    labelNoise: 0.2,
    classes: 16,
    seed: 2,
  };

  it('has ascending integer thresholds that give p_k ~ k^-(1 + a)', () => {
    const thresholds = factThresholds(spec);
    expect(thresholds[0]).to.equal(0);
    expect(thresholds.every((t, k) => k === 0 || t > thresholds[k - 1])).to.equal(true);
    const { evaluation } = createTask(spec);
    if (evaluation.type !== 'exact') return expect.fail('the evaluation should be exact');
    expect(evaluation.weights.reduce((sum, p) => sum + p)).to.equal(1);
    for (const k of [1, 7, 80, 400]) {
      expect(evaluation.weights[k] / evaluation.weights[0]).to.be.closeTo((k + 1) ** -1.5, 1e-8);
    }
  });

  it('keeps its thresholds ascending where the rarest facts fall below 2^-32', () => {
    const thresholds = factThresholds({ ...spec, facts: 50_000, exponent: 2 });
    expect(thresholds.every((t, k) => k === 0 || t >= thresholds[k - 1])).to.equal(true);
  });

  it('meets each fact as often as its weight says, and redraws the stated share of labels', () => {
    const task = createTask(spec);
    if (task.evaluation.type !== 'exact') return expect.fail('the evaluation should be exact');
    const facts = Array.from({ length: spec.facts }, (_, k) => task.sample('evaluation', 0, k));
    const factOfKey = new Map(facts.map(({ x }, k) => [x.join(), k]));
    const counts = new Float64Array(spec.facts);
    let wrong = 0;
    const total = 40_000;
    for (let id = 0; id < total; id++) {
      const { x, y } = task.sample('data', 11, id);
      const fact = factOfKey.get(x.join())!;
      counts[fact]++;
      if (y !== facts[fact].y) wrong++;
    }
    let chiSquare = 0;
    task.evaluation.weights.forEach((p, k) => (chiSquare += (counts[k] - p * total) ** 2 / (p * total)));
    // 499 degrees of freedom: mean 499, standard deviation 31.6.
    expect(chiSquare).to.be.within(499 - 4 * 31.6, 499 + 4 * 31.6);
    const share = (0.2 * 15) / 16;
    expect(wrong / total).to.be.closeTo(share, 4 * Math.sqrt((share * (1 - share)) / total));
  });

  it('spreads keys and classes evenly, each fact with its own', () => {
    const task = createTask(spec);
    const classes = new Float64Array(16);
    const bits = new Float64Array(32);
    const keys = new Set<string>();
    for (let k = 0; k < spec.facts; k++) {
      const { x, y } = task.sample('evaluation', 0, k);
      classes[y as number]++;
      x.forEach((bit, j) => (bits[j] += bit));
      keys.add(x.join());
    }
    expect(keys.size).to.equal(spec.facts);
    expect(Math.min(...classes)).to.be.above(10);
    for (const sum of bits) expect(Math.abs(sum)).to.be.below(4.5 * Math.sqrt(spec.facts));
  });

  it('knows its floor exactly: the entropy of a noisy label', () => {
    expect(createTask(spec).lossFloor).to.be.closeTo(0.990337, 5e-7);
    expect(createTask({ ...spec, labelNoise: 0 }).lossFloor).to.equal(0);
    const targets = Array.from({ length: 16 }, (_, c) => (c === 3 ? 0.65 : 0) + 0.35 / 16);
    const entropy = -targets.reduce((sum, p) => sum + p * Math.log(p), 0);
    expect(createTask({ ...spec, labelNoise: 0.35 }).lossFloor).to.be.closeTo(entropy, 1e-14);
  });

  it('gives other facts to another seed', () => {
    const first = createTask(spec).sample('evaluation', 0, 0);
    const second = createTask({ ...spec, seed: 3 }).sample('evaluation', 0, 0);
    expect([...first.x]).to.not.deep.equal([...second.x]);
  });
});
