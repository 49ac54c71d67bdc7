import { expect } from 'chai';
import { digest } from '../../src/base/digest.js';
import { InputError } from '../../src/base/errors.js';
import { IGNORED, type Sample, type SequenceShape } from '../../src/data/task.js';
import { createTask, tasks, type TaskSpec } from '../../src/data/tasks/tasks.js';
import { glyphSegments } from '../../src/data/tasks/glyphs.js';
import { manifoldTeacher, type ManifoldSpec } from '../../src/data/tasks/manifold.js';
import { factThresholds, type ZipfFactsSpec } from '../../src/data/tasks/zipf-facts.js';
import { addText } from '../../src/data/text/texts.js';

/** A text in which no two windows are alike. */
const textId = addText('numbers', Array.from({ length: 5000 }, (_, i) => i).join(' '));
const everyTask = Object.values(tasks).map(({ defaults }) =>
  createTask(defaults.type === 'text' ? { ...defaults, textId } : defaults),
);

/** Targets of a sequence: of each position a token, or none; as many as the task scores. */
function expectTargets(y: Sample['y'], { context, scored }: SequenceShape, vocabulary: number): void {
  const targets = [...(y as Uint32Array)];
  expect(targets).to.have.length(context);
  const tokens = targets.filter((target) => target !== IGNORED);
  expect(tokens).to.have.length(scored);
  expect(Math.max(...tokens)).to.be.below(vocabulary);
}

describe('every task', () => {
  it('gives the same sample for the same stream, seed and id, and another for any other', () => {
    for (const task of everyTask) {
      const sample = task.sample('data', 3, 17);
      expect(createTask(task.spec).sample('data', 3, 17)).to.deep.equal(sample);
      const others = [
        task.sample('shuffle', 3, 17),
        task.sample('data', 4, 17),
        task.sample('data', 3, 1_000_017),
      ];
      // Facts repeat, so zipf-facts is asked for a difference over many samples instead.
      if (task.spec.type === 'zipf-facts') continue;
      for (const other of others) expect([...other.x]).to.not.deep.equal([...sample.x]);
    }
  });

  it('has the same bits in every browser and in Node', () => {
    const bits = Object.fromEntries(
      everyTask.map((task) => {
        const numbers = Array.from({ length: 50 }, (_, id) => task.sample('data', 1, id)).flatMap(
          ({ x, y }) => (typeof y === 'number' ? [...x, y] : [...x, ...y]),
        );
        return [task.spec.type, digest(new Uint8Array(Float64Array.from(numbers).buffer))];
      }),
    );
    expect(bits).to.deep.equal({
      manifold: '3a8d8abfef0c26ca',
      'zipf-facts': '5ab9efdef552ece1',
      glyphs: 'b5bf13e114236de2',
      markov: 'c13324616b59eadf',
      'graph-walk': '560641bf19b53bfe',
      grammar: 'b1fcc43eaa94e7d2',
      text: 'f95614bc9578a423',
      addition: '56cdf72f6d2b80ab',
      'parity-mix': '20e26f428a5ddb96',
    });
  });

  it('gives rows of the widths and the kind of target that it declares', () => {
    for (const task of everyTask) {
      for (let id = 0; id < 50; id++) {
        const { x, y } = task.sample('data', 1, id);
        expect(x.length).to.equal(task.inputs);
        if (task.sequence) expectTargets(y, task.sequence, task.outputs);
        else if (task.loss === 'mse') expect(y).to.have.property('length', task.outputs);
        else expect(y).to.be.within(0, task.outputs - 1);
      }
    }
  });

  it('names the field, the value and the range of a dial that is out of range', () => {
    const bad: [TaskSpec, string, RegExp][] = [
      [
        { ...tasks.manifold.defaults, dimension: 2.5 },
        'task.dimension',
        /whole number from 1 to 16, got 2\.5/,
      ],
      [{ ...tasks.manifold.defaults, seed: -1 }, 'task.seed', /got -1/],
      [{ ...tasks['zipf-facts'].defaults, facts: 0 }, 'task.facts', /from 100 to 200000, got 0/],
      [{ ...tasks['zipf-facts'].defaults, exponent: NaN }, 'task.exponent', /got NaN/],
      [{ ...tasks.glyphs.defaults, noise: 3 }, 'task.noise', /from 0 to 2, got 3/],
      [{ type: 'glyphs', noise: 1, seed: 1 } as TaskSpec, 'task.jitter', /got nothing/],
    ];
    for (const [spec, field, message] of bad) {
      const attempt = expect(() => createTask(spec)).to.throw(InputError, message);
      attempt.with.property('field', field);
    }
  });
});

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

describe('glyphs', () => {
  const spec = tasks.glyphs.defaults;

  it('draws ink and paper at plus and minus one without jitter and noise', () => {
    const { x } = createTask({ ...spec, noise: 0, jitter: 0 }).sample('data', 1, 0);
    expect(Math.min(...x)).to.equal(-1);
    expect(Math.max(...x)).to.be.above(0.9);
    const inked = x.filter((pixel) => pixel > 0).length;
    expect(inked).to.be.within(15, 90);
  });

  it('draws one image a class without jitter and noise, and others in another handwriting', () => {
    const images = (seed: number): Map<number, string> => {
      const task = createTask({ type: 'glyphs', noise: 0, jitter: 0, seed });
      const found = new Map<number, string>();
      for (let id = 0; id < 200; id++) {
        const { x, y } = task.sample('data', 1, id);
        const image = x.join();
        expect(found.get(y as number) ?? image).to.equal(image);
        found.set(y as number, image);
      }
      return found;
    };
    const first = images(1);
    expect(first.size).to.equal(10);
    expect(new Set(first.values()).size).to.equal(10);
    expect(images(2).get(0)).to.not.equal(first.get(0));
  });

  it('has no segment of zero length in its table', () => {
    const segments = glyphSegments(spec);
    expect(segments.length).to.equal(10 * 8 * 4);
    for (let i = 0; i < segments.length; i += 4) {
      const length = Math.hypot(segments[i + 2] - segments[i], segments[i + 3] - segments[i + 1]);
      expect(length).to.be.above(0.1);
    }
  });

  it('adds noise of the stated deviation', () => {
    const clean = createTask({ ...spec, noise: 0 });
    const noisy = createTask({ ...spec, noise: 0.5 });
    let squares = 0;
    for (let id = 0; id < 100; id++) {
      const { x } = noisy.sample('data', 1, id);
      clean.sample('data', 1, id).x.forEach((pixel, i) => (squares += (x[i] - pixel) ** 2));
    }
    expect(Math.sqrt(squares / 25_600)).to.be.closeTo(0.5, 0.01);
  });

  it('can be told apart, but not by the mean image of each class alone', () => {
    const task = createTask(spec);
    const means = Array.from({ length: 10 }, () => new Float64Array(256));
    for (let id = 0; id < 2000; id++) {
      const { x, y } = task.sample('data', 1, id);
      x.forEach((pixel, i) => (means[y as number][i] += pixel / 200));
    }
    let right = 0;
    const total = 500;
    for (let id = 0; id < total; id++) {
      const { x, y } = task.sample('evaluation', 1, id);
      const distances = means.map((mean) => mean.reduce((sum, m, i) => sum + (m - x[i]) ** 2, 0));
      if (distances.indexOf(Math.min(...distances)) === y) right++;
    }
    expect(right / total).to.be.within(0.3, 0.9);
  });
});
