// Covers src/laws/held-out.ts: what the page, the panels and the command line say of the held-out largest size.

import { expect } from 'chai';
import { heldOutFacts } from '../../src/laws/held-out.js';

describe('held-out sizes in words', () => {
  it('name the axis and how far each prediction was off, to either side', () => {
    expect(heldOutFacts('D', [-0.0123, 0.2])).to.deep.equal([
      { name: 'Held-out largest D predicted within', value: '1.2 %, 20.0 %' },
    ]);
  });

  it('are not mentioned where none could be held out', () => {
    expect(heldOutFacts('N', [])).to.deep.equal([]);
  });
});
