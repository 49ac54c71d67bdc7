// Covers src/data/prompt.ts.

import { expect } from 'chai';
import { roundsWritten, samplePrompt, sequencesWritten } from '../../src/data/prompt.js';
import { createTask, tasks } from '../../src/data/tasks/tasks.js';

describe('a prompt', () => {
  it('is the question of the first evaluation sample, up to its answer', () => {
    const task = createTask(tasks.addition.defaults);
    const { x } = task.sample('evaluation', task.spec.seed, 0);
    const prompt = samplePrompt(task);
    expect(Array.from(prompt, task.sequence!.textOf).join('')).to.match(/^\d{3}\+\d{3}=$/);
    expect([...prompt]).to.deep.equal([...x.subarray(0, prompt.length)]);
  });

  it('is an eighth of the first evaluation sample where every position has a target', () => {
    const task = createTask({ ...tasks.markov.defaults, context: 40 });
    expect(samplePrompt(task)).to.have.length(5);
    expect(samplePrompt(createTask({ ...tasks.markov.defaults, context: 2 }))).to.have.length(1);
  });

  it('begins several sequences, again and again, only where the task can judge sentences', () => {
    const [tales, words] = [tasks.grammar.defaults, tasks.markov.defaults].map((spec) => createTask(spec));
    expect(sequencesWritten(tales)).to.be.above(1);
    expect(roundsWritten(tales)).to.be.above(1);
    expect([sequencesWritten(words), roundsWritten(words)]).to.deep.equal([1, 1]);
  });
});
