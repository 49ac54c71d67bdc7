// Covers src/data/evaluation.ts.

import { expect } from 'chai';
import { evaluationCount, evaluationGroups, evaluationWeights } from '../../src/data/evaluation.js';
import { createTask, tasks } from '../../src/data/tasks/tasks.js';

describe('an evaluation set', () => {
  it('has the requested number of samples, or fewer where the task is finite', () => {
    expect(evaluationCount({ type: 'sampled' }, 100)).to.equal(100);
    expect(evaluationCount({ type: 'sampled', limit: 60 }, 100)).to.equal(60);
    expect(evaluationCount({ type: 'sampled', limit: 600 }, 100)).to.equal(100);
  });

  it('has as many samples as it has weights, whatever is requested', () => {
    const weights = Float64Array.of(0.5, 0.25, 0.25);
    expect(evaluationCount({ type: 'sampled', weights }, 100)).to.equal(3);
    expect(evaluationCount({ type: 'exact', count: 3, weights }, 100)).to.equal(3);
    expect([...evaluationWeights({ type: 'exact', count: 3, weights }, 100)]).to.deep.equal([...weights]);
  });

  it('weighs its samples equally without weights', () => {
    expect([...evaluationWeights({ type: 'sampled' }, 4)]).to.deep.equal([0.25, 0.25, 0.25, 0.25]);
  });

  it('gives subtasks equal parts one after another, and a single task none', () => {
    const task = createTask({ ...tasks['parity-mix'].defaults, subtasks: 3 });
    const groups = evaluationGroups(task, 0)!;
    const perSubtask = groups.length / 3;
    expect(groups.findIndex((group) => group === 1)).to.equal(perSubtask);
    expect(groups.findIndex((group) => group === 2)).to.equal(2 * perSubtask);
    expect(evaluationGroups(createTask(tasks.manifold.defaults), 10)).to.equal(null);
  });
});
