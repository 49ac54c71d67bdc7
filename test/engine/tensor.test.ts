// Covers src/engine/tensor.ts.

import { expect } from 'chai';
import { arenaLayout, packArena, padRows, tensorOf, unpackArena } from '../../src/engine/tensor.js';

const layout = arenaLayout([
  { name: 'weight', shape: [2, 5] },
  { name: 'bias', shape: [3] },
]);

describe('an arena', () => {
  it('pads rows to whole vec4f and tensors to segments of 64 floats', () => {
    expect(tensorOf(layout, 'weight').offset).to.equal(0);
    expect(tensorOf(layout, 'bias').offset).to.equal(64);
    expect(layout.size).to.equal(128);
    expect([...padRows(Float32Array.of(1, 2, 3, 4, 5, 6), 3)]).to.deep.equal([1, 2, 3, 0, 4, 5, 6, 0]);
  });

  it('gives back the tensors that were packed into it, with zeros as padding', () => {
    const values = new Map([
      ['weight', Float32Array.from({ length: 10 }, (_, i) => i + 1)],
      ['bias', Float32Array.of(11, 12, 13)],
    ]);
    const arena = new Float32Array(2 * layout.size);
    packArena(layout, values, arena, layout.size);
    expect(unpackArena(layout, arena, layout.size)).to.deep.equal(values);
    expect([...arena.subarray(layout.size, layout.size + 16)]).to.deep.equal([
      ...[1, 2, 3, 4, 5, 0, 0, 0],
      ...[6, 7, 8, 9, 10, 0, 0, 0],
    ]);
    expect(arena.subarray(0, layout.size).every((value) => value === 0)).to.equal(true);
  });

  it('names a tensor that is missing or has another size', () => {
    const arena = new Float32Array(layout.size);
    expect(() => packArena(layout, new Map(), arena, 0)).to.throw('expected 10 numbers for weight, got none');
    expect(() => tensorOf(layout, 'head')).to.throw('expected head in the arena, which has weight, bias');
  });
});
