// Covers src/fit/goodness/compare.ts

import { expect } from 'chai';
import { compareForms, type Candidate } from '../../../src/fit/goodness/compare.js';

interface Form extends Candidate {
  readonly name: string;
}

const form = (name: string, heldOutErrors: readonly number[], aicc: number | null): Form => ({
  name,
  heldOutErrors,
  aicc,
});

function compared(...forms: readonly [Form, ...Form[]]): readonly [best: string, survivors: string] {
  const { best, survivors } = compareForms(forms);
  return [best.name, survivors.map(({ name }) => name).join(' ')];
}

describe('forms of a law, compared', () => {
  it('are chosen by held-out points where those differ by more than half', () => {
    expect(compared(form('a', [0.05], -10), form('b', [0.01], 40))[0]).to.equal('b');
  });

  it('are chosen by Akaike’s criterion where held-out points are near', () => {
    expect(compared(form('a', [0.011], -10), form('b', [0.01], -9))[0]).to.equal('a');
    expect(compared(form('a', [0.011], -9), form('b', [0.01], -10))[0]).to.equal('b');
  });

  it('are chosen also where none predicts a number at the held-out points', () => {
    for (const missed of [Infinity, NaN, -1e200])
      expect(compared(form('a', [missed], 3), form('b', [Infinity], 1))).to.deep.equal(['b', 'b a']);
    expect(compared(form('a', [Infinity], null), form('b', [0.2], null))).to.deep.equal(['b', 'b']);
  });

  it('survive where held-out points or the criterion are near, and not where both speak against them', () => {
    expect(compared(form('a', [0.01], -10), form('b', [0.014], 40))[1]).to.equal('a b');
    expect(compared(form('a', [0.01], -10), form('b', [0.05], -9))[1]).to.equal('a b');
    expect(compared(form('a', [0.01], -10), form('b', [0.05], -7))[1]).to.equal('a');
  });

  it('survive by held-out points alone where one has too few points for the criterion', () => {
    for (const [ofA, ofB] of [
      [null, 5],
      [5, null],
      [null, null],
    ]) {
      expect(compared(form('a', [0.01], ofA), form('b', [0.05], ofB))).to.deep.equal(['a', 'a']);
      expect(compared(form('a', [0.012], ofA), form('b', [0.01], ofB))).to.deep.equal(['b', 'b a']);
    }
  });

  it('are compared at as many held-out points as all have, and errors of rounding are equal', () => {
    expect(compared(form('a', [0.01, 0.9], 1), form('b', [0.05], 1))[0]).to.equal('a');
    expect(compared(form('a', [1e-12], 1), form('b', [1e-15], 1))).to.deep.equal(['a', 'a b']);
    expect(compared(form('a', [], null), form('b', [], 3))).to.deep.equal(['a', 'a b']);
  });
});
