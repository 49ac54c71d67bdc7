import { expect } from 'chai';
import {
  buildChain,
  entropyPerToken,
  entryProbabilities,
  chainSampler,
  type Chain,
} from '../../src/data/chain.js';
import { createTask, tasks } from '../../src/data/tasks/tasks.js';
import { grammarChain, type GrammarSpec } from '../../src/data/tasks/grammar/grammar.js';
import { countGrammatical, parseTales } from '../../src/data/tasks/grammar/parser.js';
import { pointsFrom, wordsOf } from '../../src/data/tasks/grammar/phrases.js';
import { tales } from '../../src/data/tasks/grammar/tale.js';
import { graphEdges, graphWalkChain, type GraphWalkSpec } from '../../src/data/tasks/graph-walk.js';
import { markovChain } from '../../src/data/tasks/markov.js';

const identity = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

/** -log p of each target of a sequence: the only successor with that token, read off the rows without the states. */
function surprises(chain: Chain, probabilities: Float64Array, tokens: ArrayLike<number>): number[] {
  let row = chain.start;
  return Array.from(tokens, (token) => {
    for (let entry = chain.offsets[row]; entry < chain.offsets[row + 1]; entry++) {
      const state = chain.successors[entry];
      if (chain.tokens[state] !== token) continue;
      row = chain.rows[state];
      return -Math.log(probabilities[entry]);
    }
    return Infinity;
  });
}

/** Mean over sampled sequences of -log p of their targets given the tokens before, and its standard error. */
function sampledLoss(chain: Chain, context: number, sequences: number): { mean: number; error: number } {
  const probabilities = entryProbabilities(chain);
  const losses = Array.from({ length: sequences }, (_, id) => {
    const { x, y } = chainSampler(chain, context)('data', 7, id);
    const [, ...ofTargets] = surprises(chain, probabilities, [x[0], ...(y as Uint32Array)]);
    return ofTargets.reduce((sum, surprise) => sum + surprise) / context;
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
    expect(entryProbabilities(twoStates)[offsets[start]]).to.be.closeTo(2 / 3, 1e-9);
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

describe('grammar', () => {
  const inWords: GrammarSpec = tasks.grammar.defaults;
  const inCharacters: GrammarSpec = { ...inWords, tokens: 'characters', context: 256 };

  function textOf(spec: GrammarSpec, id: number): string {
    const { chain, vocabulary } = grammarChain(spec);
    const { x } = chainSampler(chain, spec.context)('data', 1, id);
    return Array.from(x, (token) => vocabulary[token]).join('');
  }

  it('has a few hundred words and leaves each point a distribution over different ones', () => {
    const points = pointsFrom(tales(1));
    for (const { branches } of points) {
      expect(new Set(branches.map(({ word }) => word)).size).to.equal(branches.length);
      expect(branches.reduce((sum, { probability }) => sum + probability, 0)).to.be.closeTo(1, 1e-12);
    }
    expect(createTask(inWords).outputs).to.be.within(250, 400);
    expect(createTask(inCharacters).outputs).to.be.within(30, 60);
  });

  it('tells tales that begin at the beginning, with the spaces and capitals of English', () => {
    for (let id = 0; id < 20; id++) {
      const text = textOf(inWords, id);
      expect(text).to.match(/^\n(Once upon a time there is|Far away, |In a )/);
      expect(text).to.not.match(/ [.,\n]|[^\n ][A-Z]|\. [a-z]| {2}|\b[Aa] [aeiou]/);
    }
  });

  it('has tales whose mean surprise is its floor within the standard error, in words and in characters', () => {
    for (const [spec, sequences] of [
      [inWords, 800],
      [inCharacters, 300],
    ] as const) {
      const { mean, error } = sampledLoss(grammarChain(spec).chain, spec.context, sequences);
      expect(createTask(spec).lossFloor, spec.tokens).to.be.closeTo(mean, 4 * error);
      expect(error / mean, spec.tokens).to.be.below(0.02);
    }
  });

  it('gives a text the same probability in characters as in words', () => {
    const texts = Array.from({ length: 20 }, (_, id) => textOf({ ...inWords, context: 60 }, id));
    const surpriseOf = (spec: GrammarSpec, split: (text: string) => string[]): number[] => {
      const { chain, vocabulary } = grammarChain(spec);
      const probabilities = entryProbabilities(chain);
      return texts.map((text) => {
        // To the end of a sentence, where no word is under way.
        const tokens = split(text.slice(0, text.lastIndexOf('.') + 1)).map((word) =>
          vocabulary.indexOf(word),
        );
        return surprises(chain, probabilities, tokens).reduce((sum, surprise) => sum + surprise);
      });
    };
    const words = surpriseOf(inWords, wordsOf);
    surpriseOf(inCharacters, (text) => [...text]).forEach((surprise, i) =>
      expect(surprise).to.be.closeTo(words[i], 1e-4),
    );
  });
});

describe('the parser of tales', () => {
  const opening = 'Once upon a time there is a brave girl named Mia. She has a small crow named Pip.';
  const home = 'They live by the quiet mill.';
  const verdicts = (text: string): boolean[] => parseTales(text).map(({ grammatical }) => grammatical);

  it('finds every sentence of the grammar grammatical', () => {
    const { sequence, sample } = createTask({ ...tasks.grammar.defaults, context: 250 });
    for (let id = 0; id < 30; id++) {
      const text = Array.from(sample('evaluation', 4, id).x, (token) => sequence?.textOf(token)).join('');
      const sentences = parseTales(text);
      expect(sentences.length).to.be.above(15);
      expect(countGrammatical(sentences).right).to.equal(sentences.length);
    }
  });

  const good = [
    'Mia sings.',
    'She sees Pip and laughs.',
    'Then the dogs near the king sleep.',
    'The dog that the kings love sleeps.',
    'Many dogs that follow the king sleep and dance.',
    'One day, a tall queen hears Mia.',
    'They carry their lamps.',
    'Pip hugs Mia.',
    'At last Mia and Pip go home.',
  ];
  for (const sentence of good) {
    it(`takes: ${sentence}`, () => {
      expect(verdicts(`${opening} ${home} ${sentence}`)).to.deep.equal([true, true, true, true]);
    });
  }

  const bad: readonly (readonly [string, string])[] = [
    ['a verb in the wrong number', 'Mia sing.'],
    ['a verb that agrees with the nearer noun', 'Then the dogs near the king sleeps.'],
    ['a verb that agrees with the noun of the clause', 'The dog that the kings love sleep.'],
    ['a wrong number within the clause', 'The dog that the kings loves sleeps.'],
    ['a wrong number of the second verb', 'Many dogs that follow the king sleep and dances.'],
    ['one of many', 'Many dog sleep.'],
    ['a name of another tale', 'Nora sings.'],
    ['a friend of another tale', 'She sees Biscuit and laughs.'],
    ['the wrong pronoun', 'He sees Pip.'],
    ['the wrong possessive', 'She carries his lamp.'],
    ['a word that is none', 'Mia glorps.'],
    ['half a sentence', 'Mia sees.'],
    ['a small letter at the beginning', 'the dogs sleep.'],
    ['a space too many', 'Mia  sings.'],
    ['a space before the stop', 'Mia sings .'],
    ['a sentence of the beginning in the middle', 'She has a small crow named Pip.'],
  ];
  for (const [what, sentence] of bad) {
    it(`refuses ${what}: ${sentence}`, () => {
      // Once, and not what follows it.
      const text = `${opening} ${home} ${sentence} Mia sings.`;
      expect(verdicts(text)).to.deep.equal([true, true, true, false, true]);
    });
  }

  it('goes on with the next tale and its names', () => {
    const first = `${opening} ${home} At last Mia and Pip go home.`;
    const second = 'Far away, by the tall tower, lives a boy named Tom. He has a hen named Pepper.';
    expect(countGrammatical(parseTales(`${first}\n${second}`))).to.deep.equal({ right: 6, count: 6 });
    expect(verdicts(`${first}\n${second} They live by the cave. Mia sings.`).slice(-2)).to.deep.equal([
      true,
      false,
    ]);
  });

  it('keeps to the rest of the cast where a name was garbled', () => {
    const garbled = 'Once upon a time there is a girl named Miaa. She has a crow named Pip.';
    expect(verdicts(`${garbled} Nora and Pip live by the mill. Nora sings. Mia sings.`)).to.deep.equal([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('leaves out a sentence that is cut off, and says nothing of no sentence', () => {
    expect(verdicts(`${opening} They li`)).to.deep.equal([true, true]);
    expect(countGrammatical(parseTales('Once upon'))).to.deep.equal({ right: 0, count: 0 });
  });
});
