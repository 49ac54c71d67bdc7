// Random walks on a random graph, as sentences of a language (Barkeshli, Alfarano & Gromov 2026, arXiv 2601.10684). Tokens are nodes,
// and each is followed by one of its neighbours, with equal probabilities. A node of degree d leaves an entropy of ln d and is visited
// with probability d / 2E, so the entropy rate is exactly sum_i d_i ln d_i / 2E.

import { integerFromBits, randomBits, shuffledIndex } from '../../base/random.js';
import { InputError } from '../../base/errors.js';
import {
  buildChain,
  CHAIN_TOKEN_FLOPS,
  chainBatch,
  lateEntropy,
  chainSampler,
  type Chain,
} from '../chain.js';
import { checkChoices, checkDials } from '../dials.js';
import type { Choice, Dial, Task, TaskInfo } from '../task.js';

const graphs = [
  { value: 'erdos-renyi', label: 'Erdős–Rényi' },
  { value: 'barabasi-albert', label: 'Barabási–Albert' },
] as const;

export interface GraphWalkSpec {
  readonly type: 'graph-walk';
  readonly graph: (typeof graphs)[number]['value'];
  /** Nodes of the graph, a token each; a node without edges is never visited. */
  readonly nodes: number;
  /** Undirected edges, at most one between two nodes. */
  readonly edges: number;
  /** Tokens of a sequence. */
  readonly context: number;
  /** Selects the graph. */
  readonly seed: number;
}

const dials: readonly Dial[] = [
  {
    field: 'nodes',
    label: 'Nodes of the graph',
    help: 'More nodes: more neighbourhoods to learn.',
    minimum: 2,
    maximum: 4096,
    step: 1,
  },
  {
    field: 'edges',
    label: 'Edges of the graph',
    help: 'More edges: more to learn about each node, and a higher floor.',
    minimum: 1,
    maximum: 200_000,
    step: 1,
  },
  {
    field: 'context',
    label: 'Context',
    help: 'Tokens that a model reads at once. One would be enough here: the next node depends only on the last one.',
    minimum: 2,
    maximum: 256,
    step: 1,
  },
];

const choices: readonly Choice[] = [
  {
    field: 'graph',
    label: 'Graph',
    help: 'Edges between any two nodes with equal probability, or from each new node to nodes that already have many, which makes hubs.',
    options: graphs,
  },
];

type Edge = readonly [number, number];

/** Edges, each pair of nodes once, drawn from stream `task` with the spec's seed. */
export function graphEdges(spec: GraphWalkSpec): Edge[] {
  return spec.graph === 'erdos-renyi' ? uniformEdges(spec) : preferentialEdges(spec);
}

/** G(n, m) of Erdős & Rényi (1959): the first m of a permutation of all pairs. */
function uniformEdges({ nodes, edges, seed }: GraphWalkSpec): Edge[] {
  const pairs = (nodes * (nodes - 1)) / 2;
  return Array.from({ length: edges }, (_, e) => {
    // Pair i < j has number j (j - 1) / 2 + i.
    const pair = shuffledIndex({ seed, stream: 'task', round: 0 }, e, pairs);
    const j = Math.floor((1 + Math.sqrt(1 + 8 * pair)) / 2);
    return [pair - (j * (j - 1)) / 2, j];
  });
}

/**
 * Preferential attachment (Barabási & Albert 1999): nodes come one by one, each with its share of the edges, and join
 * different earlier nodes with probability ~ degree. The first nodes cannot place their whole share; later nodes take it over,
 * so the number of edges is exact.
 */
function preferentialEdges({ nodes, edges, seed }: GraphWalkSpec): Edge[] {
  const made: Edge[] = [];
  /** Each node, once for every edge that it has. */
  const ends: number[] = [];
  for (let node = 1; node < nodes; node++) {
    const due = Math.floor((edges * node) / (nodes - 1)) - made.length;
    const targets = new Set<number>();
    if (due >= node || ends.length === 0) for (let i = 0; i < Math.min(due, node); i++) targets.add(i);
    for (let draw = 0; targets.size < Math.min(due, node); draw++) {
      targets.add(ends[integerFromBits(randomBits(seed, 'task', node, draw), ends.length)]);
    }
    for (const target of targets) {
      made.push([target, node]);
      ends.push(target, node);
    }
  }
  return made;
}

/** Walks on the graph: state = token = node. Sequences start at a node with probability ~ degree, as a long walk would. */
export function graphWalkChain(spec: GraphWalkSpec): Chain {
  const tokens = Uint32Array.from({ length: spec.nodes }, (_, node) => node);
  const neighbours = Array.from(tokens, (): number[] => []);
  for (const [i, j] of graphEdges(spec)) {
    neighbours[i].push(j);
    neighbours[j].push(i);
  }
  const table = neighbours.map((successors) => ({ successors, weights: successors.map(() => 1) }));
  const visited = tokens.filter((node) => neighbours[node].length > 0);
  const start = { successors: visited, weights: Array.from(visited, (node) => neighbours[node].length) };
  return buildChain({ tokens, rows: tokens }, table, start);
}

function create(spec: GraphWalkSpec): Task<GraphWalkSpec> {
  checkDials(dials, spec);
  checkChoices(choices, spec);
  const { nodes, edges, context } = spec;
  const pairs = (nodes * (nodes - 1)) / 2;
  if (edges > pairs) {
    throw new InputError(
      `task.edges: expected at most the ${pairs} pairs of ${nodes} nodes, got ${edges}`,
      'task.edges',
    );
  }
  const chain = graphWalkChain(spec);
  const floor = lateEntropy(chain, spec.context);
  return {
    spec,
    sequence: { vocabulary: nodes, context, scored: context, textOf: (token) => ` ${token}` },
    inputs: context,
    outputs: nodes,
    loss: 'cross-entropy',
    unit: 'nats per token',
    get lossFloor() {
      return floor();
    },
    theory: {
      parameters: null,
      data: null,
      source: 'Barkeshli et al. 2026 measure power laws on such graphs; no theory gives their exponents.',
    },
    evaluation: { type: 'sampled' },
    subtasks: null,
    labelNoise: 0,
    drawingFlops: CHAIN_TOKEN_FLOPS * context,
    sample: chainSampler(chain, context),
  };
}

const batch = (spec: GraphWalkSpec) => chainBatch(graphWalkChain(spec));

export const graphWalk = {
  type: 'graph-walk',
  title: 'Walks on a graph',
  teaches:
    'Scaling laws do not need a language: random walks on a graph, where only the edges can be learned, show them too.',
  dials,
  choices,
  defaults: { type: 'graph-walk', graph: 'erdos-renyi', nodes: 1000, edges: 5000, context: 32, seed: 1 },
  create,
  batch,
} satisfies TaskInfo<GraphWalkSpec>;
