// Covers src/data/tasks/markov.ts.

import { expect } from 'chai';
import { entryProbabilities } from '../../../src/data/chain.js';
import { createTask, tasks } from '../../../src/data/tasks/tasks.js';
import { markovChain } from '../../../src/data/tasks/markov.js';
import { sampledLoss } from '../../support/chains.js';

describe('markov', () => {
  it('has the entropy of Zipf probabilities as its floor', () => {
    // Entropy of p_r ~ 1 / r over 64 ranks: the published prototype's floor, 512 words with 64 successors.
    const task = createTask({ ...tasks.markov.defaults, vocabulary: 512, successors: 64 });
    const total = Array.from({ length: 64 }, (_, r) => 1 / (r + 1)).reduce((sum, w) => sum + w);
    let entropy = 0;
    for (let r = 1; r <= 64; r++) entropy += Math.log(total * r) / (total * r);
    expect(task.lossFloor).to.be.closeTo(entropy, 1e-7);
    expect(task.lossFloor).to.be.closeTo(3.371352, 5e-7);
  });

  it('lets k different words follow each word, of which the first comes r^s times as often as rank r', () => {
    const chain = markovChain({ ...tasks.markov.defaults, vocabulary: 40, successors: 7, exponent: 1.5 });
    const probabilities = entryProbabilities(chain);
    for (let token = 0; token < 40; token++) {
      const first = chain.offsets[token];
      expect(new Set(chain.successors.slice(first, chain.offsets[token + 1])).size).to.equal(7);
      const p = (rank: number): number => probabilities[first + rank - 1];
      expect(p(1) / p(4)).to.be.closeTo(8, 1e-7);
    }
  });

  it('has sequences whose mean surprise is its floor within the standard error', () => {
    const spec = tasks.markov.defaults;
    const { mean, error } = sampledLoss(markovChain(spec), spec.context, 2000);
    expect(createTask(spec).lossFloor).to.be.closeTo(mean, 4 * error);
    expect(error).to.be.below(0.006);
  });

  it('starts with each word as often as the word comes up later', () => {
    const task = createTask({ ...tasks.markov.defaults, vocabulary: 8, successors: 2 });
    const first = new Float64Array(8);
    const last = new Float64Array(8);
    const count = 8000;
    for (let id = 0; id < count; id++) {
      const { x } = task.sample('data', 1, id);
      first[x[0]] += 1 / count;
      last[x[x.length - 1]] += 1 / count;
    }
    for (let token = 0; token < 8; token++) {
      expect(first[token]).to.be.closeTo(last[token], 4 * Math.sqrt(0.5 / count));
    }
  });

  it('asks for no more successors than there are words', () => {
    const attempt = expect(() => createTask({ ...tasks.markov.defaults, vocabulary: 8 })).to.throw();
    attempt.with.property('field', 'task.successors');
  });

  it('names every token by a word of its own', () => {
    const { sequence } = createTask(tasks.markov.defaults);
    const words = Array.from({ length: 4096 }, (_, token) => sequence?.textOf(token));
    expect(new Set(words).size).to.equal(4096);
  });
});
