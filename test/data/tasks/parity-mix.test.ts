// Covers src/data/tasks/parity-mix.ts, and src/data/evaluation.ts for a task of subtasks.

import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { evaluationGroups, evaluationWeights } from '../../../src/data/evaluation.js';
import type { Sample } from '../../../src/data/task.js';
import { createTask } from '../../../src/data/tasks/tasks.js';
import {
  parityPositions,
  SAMPLES_A_SUBTASK,
  tailMass,
  unsolvedMass,
  type ParityMixSpec,
} from '../../../src/data/tasks/parity-mix.js';

describe('parity-mix', () => {
  const spec: ParityMixSpec = {
    type: 'parity-mix',
    subtasks: 20,
    bits: 40,
    parityBits: 3,
    zipf: 1.4,
    seed: 3,
  };
  const task = createTask(spec);

  const subtaskOf = (x: Sample['x']): number => x.indexOf(1);

  it('names one subtask and asks for the parity of its bits', () => {
    const positions = parityPositions(spec);
    for (let id = 0; id < 500; id++) {
      const { x, y } = task.sample('data', 1, id);
      expect([...x.subarray(0, 20)].filter((value) => value === 1)).to.have.length(1);
      const asked = positions.subarray(3 * subtaskOf(x), 3 * subtaskOf(x) + 3);
      const ones = [...asked].filter((j) => x[20 + j] === 1).length;
      expect(y).to.equal(ones % 2);
    }
  });

  it('asks each subtask for bits of its own, no bit twice', () => {
    const positions = parityPositions(spec);
    const sets = Array.from({ length: 20 }, (_, i) => [...positions.subarray(3 * i, 3 * i + 3)]);
    for (const set of sets) {
      expect(new Set(set).size).to.equal(3);
      expect(Math.max(...set)).to.be.below(40);
    }
    expect(new Set(sets.map((set) => set.sort((a, b) => a - b).join())).size).to.be.above(18);
    expect([...parityPositions({ ...spec, seed: 4 })]).to.not.deep.equal([...positions]);
  });

  it('meets subtask i with probability ~ i^-zipf, and each bit and answer half the time', () => {
    const total = 40_000;
    const counts = new Float64Array(20);
    const bits = new Float64Array(40);
    let odd = 0;
    for (let id = 0; id < total; id++) {
      const { x, y } = task.sample('data', 2, id);
      counts[subtaskOf(x)]++;
      for (let j = 0; j < 40; j++) bits[j] += x[20 + j];
      odd += y as number;
    }
    const sum = counts.reduce((all, _, i) => all + (i + 1) ** -1.4, 0);
    let chiSquare = 0;
    counts.forEach((count, i) => {
      const expected = (total * (i + 1) ** -1.4) / sum;
      chiSquare += (count - expected) ** 2 / expected;
    });
    // 19 degrees of freedom: mean 19, standard deviation 6.2.
    expect(chiSquare).to.be.below(19 + 4 * 6.2);
    for (const ones of [...bits, odd]) expect(ones / total).to.be.closeTo(0.5, 4.5 * 0.5 * total ** -0.5);
  });

  it('evaluates every subtask on as many samples and weighs them by its probability', () => {
    const weights = evaluationWeights(task.evaluation, 7);
    const groups = evaluationGroups(task, 7);
    expect(weights).to.have.length(20 * SAMPLES_A_SUBTASK);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).to.be.closeTo(1, 1e-6);
    const masses = new Float64Array(20);
    weights.forEach((weight, id) => {
      const subtask = subtaskOf(task.sample('evaluation', 1, id).x);
      expect(groups?.[id]).to.equal(subtask);
      masses[subtask] += weight;
    });
    masses.forEach((mass, i) => expect(mass / masses[0]).to.be.closeTo((i + 1) ** -1.4, 1e-6));
    expect(task.subtasks).to.have.length(20);
  });

  it('knows the mass of its tail, as published with the mean losses of networks that solved so many', () => {
    // Subtasks above half a bit at widths 5, 12, 27, 60: all but the 1, 2, 3 and 5 most frequent of 100 (one rarer beside them).
    const published = { ...spec, subtasks: 100 };
    expect(tailMass(published, 0)).to.be.closeTo(1, 1e-9);
    expect(tailMass(published, 1)).to.be.closeTo(0.631, 5e-4);
    expect(tailMass(published, 2)).to.be.closeTo(0.491, 5e-4);
    expect(tailMass(published, 100)).to.equal(0);
  });

  it('gives the mass of the subtasks that are not solved, whichever they are', () => {
    const losses = Float64Array.from({ length: 20 }, (_, i) => ([0, 1, 4].includes(i) ? 0.01 : Math.LN2));
    const p = (i: number): number => tailMass(spec, i) - tailMass(spec, i + 1);
    expect(unsolvedMass(spec, losses)).to.be.closeTo(1 - p(0) - p(1) - p(4), 1e-12);
  });

  it('expects alpha = zipf - 1, and refuses more bits than there are', () => {
    expect(task.theory.parameters).to.be.closeTo(0.4, 1e-12);
    expect(task.theory.data).to.be.closeTo(0.4 / 1.4, 1e-12);
    const attempt = expect(() => createTask({ ...spec, bits: 4, parityBits: 5 })).to.throw(
      InputError,
      /at most task\.bits = 4/,
    );
    attempt.with.property('field', 'task.parityBits');
  });
});
