// Covers src/figures/panels/frontier-panel.ts, frontier-figure.ts, isoflop-panel.ts and residual-figure.ts. Also
// src/figures/panels/frontier-figure.ts.
import { expect } from 'chai';
import { firstPanels, budgetTable } from '../../support/law-panels.js';

describe('the panels of compute-optimal sizes', () => {
  it('recover the surface and its compute-optimal path', () => {
    const { surface, frontier } = firstPanels(budgetTable);
    expect(surface.headline).to.match(/^α = 0\.34.*β = 0\.28/);
    const [contours] = surface.figures;
    const path = contours.lines.find(({ name }) => name === 'compute-optimal path');
    // N = G (C / 6)^a of Hoffmann et al. 2022, equation 4.
    const G = ((0.34 * 406.4) / (0.28 * 410.7)) ** (1 / 0.62);
    for (const [N, D] of path?.points ?? []) {
      expect(N / (G * (N * D) ** (0.28 / 0.62))).to.be.closeTo(1, 1e-3);
    }
    expect(path?.points.length).to.be.above(20);
    expect(frontier.facts.map(({ name }) => name)).to.include.members([
      'a by 2, isoFLOP minima',
      'a by 3, surface',
    ]);
  });

  it('show how far minima and envelope lie off their laws', () => {
    const { isoflop, frontier } = firstPanels(budgetTable);
    expect(isoflop.figures.map(({ title }) => title)).to.include('Minima about their law');
    const residuals = isoflop.figures.at(-1)!.table.rows.map(([, residual]) => Number(residual));
    for (const residual of residuals) expect(residual).to.be.closeTo(0, 0.01);
    for (const { title } of frontier.figures)
      expect(title).to.match(/^(Compute-optimal|Envelope about its law, )/);
  });
});
