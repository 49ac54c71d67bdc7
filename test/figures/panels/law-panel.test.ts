// Covers src/figures/panels/law-panel.ts and profile-figure.ts. Also src/figures/table-law-view.ts.
import { expect } from 'chai';
import { tableOf, firstPanels, gridTable, budgetTable } from '../../support/law-panels.js';
import { chinchillaLoss } from '../../support/synthetic-table.js';

describe('the panel of a power law', () => {
  it('keeps D fixed along N and N along D, and says at which', () => {
    const { N, D } = firstPanels(gridTable);
    expect(N.summary).to.include('Rows with D = 30 G');
    expect(N.headline).to.match(/^α = 0\.34/);
    expect(D.summary).to.include('Rows with N = 1 G');
    expect(D.headline).to.match(/^α = 0\.28/);
  });

  it('takes the minima of isoFLOP curves along C', () => {
    const { C, isoflop } = firstPanels(budgetTable);
    expect(C.summary).to.include('the minimum of an isoFLOP curve');
    expect(C.figures[0].marks.length).to.equal(4);
    // a = beta / (alpha + beta), of the surface that made the points.
    expect(Number(/a = ([\d.]+)/.exec(isoflop.headline ?? '')?.[1])).to.be.closeTo(0.28 / 0.62, 0.01);
  });

  it('has no law along N where N is traded for D', () => {
    const { N, D } = firstPanels(budgetTable);
    for (const { fitted, summary } of [N, D]) {
      expect(fitted).to.equal(false);
      expect(summary).to.match(/To fit L\([ND]\), [DN] must be the same/);
    }
    const together = [1e7, 3e7, 1e8, 3e8, 1e9].map((N) => `${N},${20 * N},${chinchillaLoss(N, 20 * N)}`);
    expect(firstPanels(tableOf(['N,D,loss', ...together].join('\n'))).N.summary).to.include(
      'each N has one D',
    );
  });

  it('profiles the floor', () => {
    const { figures } = firstPanels(gridTable).N;
    expect(figures.map(({ title }) => title)).to.deep.equal([
      'Loss against N',
      'Residuals',
      'Profile of the floor',
    ]);
  });

  it('finds a break, and draws the law with it', () => {
    const sizes = Array.from({ length: 16 }, (_, i) => 1e4 * 2 ** i);
    // Slope .2 up to a break at 2 M, .6 beyond it.
    const broken = (N: number): number => 50 * N ** -0.2 * (1 + (N / 2e6) ** 4) ** -0.1;
    const { N } = firstPanels(tableOf(['N,loss', ...sizes.map((N) => `${N},${broken(N)}`)].join('\n')));
    const fact = (name: string): string => N.facts.find((other) => other.name === name)?.value ?? '';
    expect(fact('Exponent before, after')).to.match(/^0\.200, 0\.600/);
    expect(fact('Break at, 95 %')).to.match(/^2(\.00)? M/);
    expect(N.warnings.join(' ')).to.include('one exponent does not hold');
    expect(N.figures[0].lines.map(({ name }) => name)).to.include('with a break');
    const plain = firstPanels(
      tableOf(['N,loss', ...sizes.map((N) => `${N},${2 + 50 * N ** -0.2}`)].join('\n')),
    ).N;
    expect(plain.figures[0].lines).to.have.length(1);
  });
});
