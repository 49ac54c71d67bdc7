// Covers src/figures/panels/forms-panel.ts.
import { expect } from 'chai';
import { firstPanels, gridTable } from '../../support/law-panels.js';

describe('the panel of forms', () => {
  it('compares the forms of a surface by points that were held out from them', () => {
    const { forms } = firstPanels(gridTable);
    const [best, ...others] = forms.comparison!.rows;
    expect(forms.headline, 'the form that made the points').to.equal('Chinchilla');
    expect(best).to.deep.equal(['Chinchilla', 'best', '0.00 %', best[3]]);
    expect(others.map(([name, verdict]) => [name, verdict])).to.deep.equal([
      ['Chinchilla, α = β', 'ruled out'],
      ['Kaplan', 'ruled out'],
      ['Product', 'ruled out'],
    ]);
    expect(forms.figures.map(({ title }) => title)).to.include.members([
      'Residuals, Chinchilla',
      'Residuals, Kaplan',
      'Residuals, Product',
    ]);
    expect(forms.facts.map(({ name }) => name)).to.include('Kaplan: α_D');
  });
});
