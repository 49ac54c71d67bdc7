// Covers src/models/parameters.ts.

import { expect } from 'chai';
import type { MlpSpec } from '../../src/models/model-spec.js';
import { parameterCounts, parameterLayout } from '../../src/models/parameters.js';
import { small, gpt, llama } from '../support/model-specs.js';

describe('parameters', () => {
  it('have the names and layouts of PyTorch, from the input on', () => {
    expect(parameterLayout(small).map(({ name, shape, group }) => [name, shape, group])).to.deep.equal([
      ['layers.0.weight', [5, 3], 'input'],
      ['layers.0.bias', [5], 'input'],
      ['layers.1.weight', [7, 5], 'hidden'],
      ['layers.1.bias', [7], 'hidden'],
      ['layers.2.weight', [2, 7], 'head'],
      ['layers.2.bias', [2], 'head'],
    ]);
  });

  it('are counted by group and by convention', () => {
    expect(parameterCounts(small)).to.deep.equal({
      total: 78,
      nonEmbedding: 78,
      withoutHead: 62,
      groups: { input: 20, hidden: 42, head: 16 },
    });
  });

  it('of a network without hidden layers are all head', () => {
    const linear: MlpSpec = { ...small, hidden: [] };
    expect(parameterCounts(linear).groups).to.deep.equal({ input: 0, hidden: 0, head: 8 });
  });

  it('of a transformer have the names and layouts of PyTorch, block by block', () => {
    const names = parameterLayout({ ...gpt, layers: 1 }).map(({ name, shape, group }) => [
      name,
      shape,
      group,
    ]);
    expect(names).to.deep.equal([
      ['token.weight', [65, 32], 'embedding'],
      ['position.weight', [16, 32], 'embedding'],
      ['blocks.0.norm1.weight', [32], 'norm'],
      ['blocks.0.norm1.bias', [32], 'norm'],
      ['blocks.0.attention.qkv.weight', [96, 32], 'attention'],
      ['blocks.0.attention.qkv.bias', [96], 'attention'],
      ['blocks.0.attention.proj.weight', [32, 32], 'attention'],
      ['blocks.0.attention.proj.bias', [32], 'attention'],
      ['blocks.0.norm2.weight', [32], 'norm'],
      ['blocks.0.norm2.bias', [32], 'norm'],
      ['blocks.0.mlp.fc.weight', [128, 32], 'mlp'],
      ['blocks.0.mlp.fc.bias', [128], 'mlp'],
      ['blocks.0.mlp.proj.weight', [32, 128], 'mlp'],
      ['blocks.0.mlp.proj.bias', [32], 'mlp'],
      ['norm.weight', [32], 'norm'],
      ['norm.bias', [32], 'norm'],
      ['head.weight', [65, 32], 'head'],
    ]);
  });

  it('of a transformer leave out what its switches turn off, and swiglu has a gate of its own', () => {
    expect(parameterLayout(llama).map(({ name, shape, stacked }) => [name, shape, stacked])).to.deep.equal([
      ['token.weight', [7, 8], 1],
      ['blocks.0.norm1.weight', [8], 1],
      ['blocks.0.attention.qkv.weight', [24, 8], 3],
      ['blocks.0.attention.proj.weight', [8, 8], 1],
      ['blocks.0.norm2.weight', [8], 1],
      ['blocks.0.mlp.fc.weight', [24, 8], 2],
      ['blocks.0.mlp.proj.weight', [8, 12], 1],
      ['norm.weight', [8], 1],
    ]);
    // A rmsnorm has no bias, whatever the linear layers have.
    const biased = parameterLayout({ ...llama, biases: true }).filter(({ group }) => group === 'norm');
    expect(biased.map(({ name }) => name)).to.deep.equal([
      'blocks.0.norm1.weight',
      'blocks.0.norm2.weight',
      'norm.weight',
    ]);
  });

  it('of a transformer are counted by group, and a tied head counts as embedding', () => {
    expect(parameterCounts(gpt)).to.deep.equal({
      total: 30_144,
      nonEmbedding: 27_552,
      withoutHead: 28_064,
      groups: { embedding: 2592, attention: 8448, mlp: 16_704, norm: 320, head: 2080 },
    });
    expect(parameterCounts(llama)).to.deep.equal({
      total: 56 + 256 + 288 + 24,
      nonEmbedding: 568,
      withoutHead: 624,
      groups: { embedding: 56, attention: 256, mlp: 288, norm: 24, head: 0 },
    });
  });
});
