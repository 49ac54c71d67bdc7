// Covers src/data/tasks/tasks.ts and src/data/dials.ts: what holds for every task.

import { expect } from 'chai';
import { digest } from '../../../src/base/digest.js';
import { InputError } from '../../../src/base/errors.js';
import { IGNORED, type Sample, type SequenceShape } from '../../../src/data/task.js';
import { createTask, tasks, type TaskSpec } from '../../../src/data/tasks/tasks.js';
import { addText } from '../../../src/data/text/texts.js';

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
      'power-spectrum': '14b729db16f22270',
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
