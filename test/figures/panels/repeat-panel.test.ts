// Covers src/figures/panels/repeat-panel.ts.
import { expect } from 'chai';
import { tableOf, firstPanels, gridTable } from '../../support/law-panels.js';
import { chinchillaLoss } from '../../support/synthetic-table.js';

describe('the panel of repeated data', () => {
  it('says what repeated data are worth, where the table counts unique samples', () => {
    expect(firstPanels(gridTable)).not.to.have.property('repeat');
    // Muennighoff et al. 2023, equation 5, with R_D = 10, and no parameters in excess.
    const worth = (D: number, U: number): number => U + U * 10 * (1 - Math.exp(-(D / U - 1) / 10));
    const rows = [1e7, 3e7, 1e8, 3e8].flatMap((N) =>
      [1e10, 3e10, 1e11].flatMap((U) =>
        [0.1, 0.3, 1, 4, 16, 64].map((epochs) => {
          const D = epochs * U;
          return `${N},${D},${Math.min(D, U)},${chinchillaLoss(N, epochs > 1 ? worth(D, U) : D)}`;
        }),
      ),
    );
    const { repeat } = firstPanels(tableOf(['N,tokens,unique_tokens,loss', ...rows].join('\n')));
    expect(Number(/R_D = ([\d.]+)/.exec(repeat.headline ?? '')?.[1])).to.be.closeTo(10, 0.1);
    expect(repeat.figures.map(({ title }) => title)).to.deep.equal([
      'Worth of repeated data',
      'Residuals',
      'Profile of R_D',
    ]);
  });
});
