// Covers src/data/chain.ts.

import { expect } from 'chai';
import {
  buildChain,
  entropyPerToken,
  entryProbabilities,
  chainSampler,
  lateEntropy,
  type Chain,
} from '../../src/data/chain.js';

const identity = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

describe('chain', () => {
  /** Two states: 0 stays with probability 3/4, 1 leaves with 1/2. Stationary: (2/3, 1/3). */
  const twoStates = buildChain({ tokens: identity(2), rows: identity(2) }, [
    { successors: [0, 1], weights: [3, 1] },
    { successors: [0, 1], weights: [1, 1] },
  ]);

  it('starts in the stationary distribution, so that every position has the entropy rate', () => {
    const { start, offsets } = twoStates;
    expect(entryProbabilities(twoStates)[offsets[start]]).to.be.closeTo(2 / 3, 1e-9);
    const quarter = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    const rate = (2 / 3) * quarter + (1 / 3) * Math.log(2);
    for (const context of [1, 5, 40]) {
      expect(entropyPerToken(twoStates, context)).to.be.closeTo(rate, 1e-9);
    }
  });

  it('gives its entropy late: it is computed once, when it is first asked for', () => {
    let reads = 0;
    const counted: Chain = {
      ...twoStates,
      get thresholds() {
        reads++;
        return twoStates.thresholds;
      },
    };
    const entropy = lateEntropy(counted, 5);
    expect(reads).to.equal(0);
    expect(entropy()).to.equal(entropyPerToken(twoStates, 5));
    const once = reads;
    expect(once).to.be.greaterThan(0);
    expect(entropy()).to.equal(entropyPerToken(twoStates, 5));
    expect(reads).to.equal(once);
  });

  it('settles on a stationary start where the chain alternates for ever', () => {
    const row = (successor: number): { successors: number[]; weights: number[] } => ({
      successors: [successor],
      weights: [1],
    });
    const cycle = buildChain({ tokens: identity(3), rows: identity(3) }, [row(1), row(2), row(0)]);
    expect(entropyPerToken(cycle, 9)).to.equal(0);
    expect(entryProbabilities(cycle)[cycle.offsets[cycle.start]]).to.be.closeTo(1 / 3, 1e-9);
  });

  it('averages the entropy over the positions of a sequence that starts elsewhere', () => {
    const states = { tokens: identity(2), rows: identity(2) };
    const table = [
      { successors: [0, 1], weights: [1, 1] },
      { successors: [1], weights: [1] },
    ];
    const absorbed = buildChain(states, table, { successors: [0], weights: [1] });
    // The state is 0 with probability 1, 1/2, 1/4 before targets 1, 2, 3, and only there is a coin thrown.
    expect(entropyPerToken(absorbed, 3)).to.be.closeTo((Math.log(2) * (1 + 1 / 2 + 1 / 4)) / 3, 1e-12);
  });

  it('draws successors as often as their integers say, and gives each token the next as its target', () => {
    const counts = [
      [0, 0],
      [0, 0],
    ];
    for (let id = 0; id < 500; id++) {
      const { x, y } = chainSampler(twoStates, 40)('data', 3, id);
      const targets = y as Uint32Array;
      expect([...x.slice(1)]).to.deep.equal([...targets.slice(0, -1)]);
      x.forEach((token, t) => counts[token][targets[t]]++);
    }
    const share = ([stay, other]: number[]): number => stay / (stay + other);
    expect(share(counts[0])).to.be.closeTo(0.75, 4 * Math.sqrt(0.1875 / 13_000));
    expect(share(counts[1])).to.be.closeTo(0.5, 4 * Math.sqrt(0.25 / 6_500));
  });

  it('refuses two successors with one token: the tokens would not name the state', () => {
    const build = (): Chain =>
      buildChain({ tokens: Uint32Array.of(4, 4), rows: Uint32Array.of(0, 0) }, [
        { successors: [0, 1], weights: [1, 1] },
      ]);
    expect(build).to.throw(/one successor a token, got two of 4/);
  });
});
