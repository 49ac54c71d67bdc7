// Covers src/ui/parts/dial.ts: the values that a dial can stand at. Also src/ui/parts/slider.ts.

import { expect } from 'chai';
import { clampToDial } from '../../../src/ui/parts/dial.js';

describe('a dial', () => {
  const settings = { minimum: 1, maximum: 16, step: 1, value: 4 };
  it('stays within its range, on whole numbers, and where it was for input that is not a number', () => {
    expect([99, 0, 2.6, Number.NaN].map((wanted) => clampToDial(settings, wanted))).to.deep.equal([
      16, 1, 3, 4,
    ]);
  });
});
