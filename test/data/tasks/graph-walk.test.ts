// Covers src/data/tasks/graph-walk.ts.

import { expect } from 'chai';
import { createTask, tasks } from '../../../src/data/tasks/tasks.js';
import { graphEdges, graphWalkChain, type GraphWalkSpec } from '../../../src/data/tasks/graph-walk.js';
import { sampledLoss } from '../../support/chains.js';

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
