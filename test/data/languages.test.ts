import { expect } from 'chai';
import {
  buildChain,
  entropyPerToken,
  entryProbability,
  sampleChain,
  statesOf,
  type Chain,
} from '../../src/data/chain.js';
import { createTask, tasks } from '../../src/data/task.js';
import { graphEdges, graphWalkChain, type GraphWalkSpec } from '../../src/data/tasks/graph-walk.js';
import { markovChain } from '../../src/data/tasks/markov.js';

const identity = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

/** Probability of going from one state to another, from the chain's integers. */
function transition(chain: Chain, from: number, to: number): number {
  const row = chain.rows[from];
  for (let entry = chain.offsets[row]; entry < chain.offsets[row + 1]; entry++) {
    if (chain.successors[entry] === to) return entryProbability(chain, row, entry);
  }
  return 0;
}

/** Mean over sampled sequences of -log p of their targets, and its standard error; p is read off the chain's rows. */
function sampledLoss(chain: Chain, context: number, sequences: number): { mean: number; error: number } {
  const losses = Array.from({ length: sequences }, (_, id) => {
    const states = statesOf(chain, 'data', 7, id, context);
    let loss = 0;
    for (let t = 0; t < context; t++) loss -= Math.log(transition(chain, states[t], states[t + 1]));
    return loss / context;
  });
  const mean = losses.reduce((sum, loss) => sum + loss) / sequences;
  const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / (sequences - 1);
  return { mean, error: Math.sqrt(variance / sequences) };
}

describe('chain', () => {
  /** Two states: 0 stays with probability 3/4, 1 leaves with 1/2. Stationary: (2/3, 1/3). */
  const twoStates = buildChain({ tokens: identity(2), rows: identity(2) }, [
    { successors: [0, 1], weights: [3, 1] },
    { successors: [0, 1], weights: [1, 1] },
  ]);

  it('starts in the stationary distribution, so that every position has the entropy rate', () => {
    const { start, offsets } = twoStates;
    expect(entryProbability(twoStates, start, offsets[start])).to.be.closeTo(2 / 3, 1e-9);
    const quarter = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    const rate = (2 / 3) * quarter + (1 / 3) * Math.log(2);
    for (const context of [1, 5, 40]) {
      expect(entropyPerToken(twoStates, context)).to.be.closeTo(rate, 1e-9);
    }
  });

  it('settles on a stationary start where the chain alternates for ever', () => {
    const row = (successor: number): { successors: number[]; weights: number[] } => ({
      successors: [successor],
      weights: [1],
    });
    const cycle = buildChain({ tokens: identity(3), rows: identity(3) }, [row(1), row(2), row(0)]);
    expect(entropyPerToken(cycle, 9)).to.equal(0);
    expect(entryProbability(cycle, cycle.start, cycle.offsets[cycle.start])).to.be.closeTo(1 / 3, 1e-9);
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
      const { x, y } = sampleChain(twoStates, 'data', 3, id, 40);
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
    for (let token = 0; token < 40; token++) {
      const first = chain.offsets[token];
      expect(new Set(chain.successors.slice(first, chain.offsets[token + 1])).size).to.equal(7);
      const p = (rank: number): number => entryProbability(chain, token, first + rank - 1);
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

describe('graph-walk', () => {
  const kinds: readonly GraphWalkSpec[] = [
    tasks['graph-walk'].defaults,
    { ...tasks['graph-walk'].defaults, graph: 'barabasi-albert' },
    { ...tasks['graph-walk'].defaults, nodes: 60, edges: 30 },
    { ...tasks['graph-walk'].defaults, graph: 'barabasi-albert', nodes: 60, edges: 30 },
    { ...tasks['graph-walk'].defaults, graph: 'barabasi-albert', nodes: 12, edges: 66 },
  ];

  function degrees(spec: GraphWalkSpec): number[] {
    const count = Array.from({ length: spec.nodes }, () => 0);
    for (const edge of graphEdges(spec)) for (const node of edge) count[node]++;
    return count;
  }

  it('has exactly the edges asked for, each between two nodes and once', () => {
    for (const spec of kinds) {
      const edges = graphEdges(spec);
      expect(edges.every(([i, j]) => i < j && j < spec.nodes)).to.equal(true);
      expect(new Set(edges.map(([i, j]) => i * spec.nodes + j)).size).to.equal(spec.edges);
    }
  });

  it('has sum d ln d / 2 E as its floor', () => {
    for (const spec of kinds) {
      const sum = degrees(spec).reduce((total, d) => total + (d > 0 ? d * Math.log(d) : 0), 0);
      expect(createTask(spec).lossFloor).to.be.closeTo(sum / (2 * spec.edges), 1e-7);
    }
  });

  it('spreads degrees as Poisson does without preference, and grows hubs with it', () => {
    const [uniform, preferential] = kinds.map(degrees);
    const variance = uniform.reduce((sum, d) => sum + (d - 10) ** 2 / 1000, 0);
    // Mean and variance of Poisson(10); the variance of 1000 degrees has a standard error of about 0.45.
    expect(variance).to.be.closeTo(10, 1.8);
    expect(Math.max(...uniform)).to.be.below(30);
    expect(Math.max(...preferential)).to.be.above(60);
    // Each new node brings five edges, so that none has fewer, and P(d) ~ d^-3: P(d >= 2 m) is about 1/4.
    expect(Math.min(...preferential)).to.be.at.least(4);
    expect(preferential.filter((d) => d >= 10).length).to.be.within(200, 350);
  });

  it('walks along edges only, and never to a node without any', () => {
    const spec = kinds[2];
    const edges = new Set(graphEdges(spec).flatMap(([i, j]) => [i * 60 + j, j * 60 + i]));
    const task = createTask(spec);
    for (let id = 0; id < 200; id++) {
      const { x, y } = task.sample('data', 1, id);
      x.forEach((node, t) => expect(edges.has(node * 60 + (y as Uint32Array)[t])).to.equal(true));
    }
    expect(Math.min(...degrees(spec))).to.equal(0);
  });

  it('has walks whose mean surprise is its floor within the standard error', () => {
    for (const spec of kinds) {
      const { mean, error } = sampledLoss(graphWalkChain(spec), spec.context, 500);
      expect(createTask(spec).lossFloor).to.be.closeTo(mean, 4 * error + 1e-9);
    }
  });

  it('names a graph there is not, and edges for which there is no room', () => {
    const bad = { ...kinds[0], graph: 'ring' } as unknown as GraphWalkSpec;
    expect(() => createTask(bad)).to.throw(/one of erdos-renyi, barabasi-albert, got "ring"/);
    expect(() => createTask({ ...kinds[0], nodes: 5, edges: 11 })).to.throw(/at most the 10 pairs/);
  });
});
