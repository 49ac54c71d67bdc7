// Covers src/figures/panels/law-panels.ts and panel.ts: the panels of a table, one after another. Also
// src/figures/panels/{isoflop-panel,words}.ts.
import { expect } from 'chai';
import { figureCsv } from '../../../src/figures/figure.js';
import { figureSvg } from '../../../src/figures/figure-svg.js';
import { plainStyle } from '../../../src/figures/chart-style.js';
import { lawsOfTable } from '../../../src/laws/table-laws.js';
import { readRows } from '../../../src/laws/table/text/read-rows.js';
import { lawPanels, tableOf, firstPanels, gridTable, budgetTable } from '../../support/law-panels.js';

describe('law panels', () => {
  it('refuse in a sentence what the points do not determine', () => {
    const { N, D, C, surface, isoflop } = firstPanels(tableOf('N,D,loss\n10,200,3\n20,400,2.5\n40,800,2.2'));
    for (const panel of [N, D, C, surface, isoflop]) {
      expect(panel.fitted, panel.id).to.equal(false);
      expect(panel.summary, panel.id).to.match(/[.!]$/).and.have.length.above(30);
    }
    expect(firstPanels(tableOf('D,loss\n1,2\n2,1')).N.summary).to.include('no column N');
  });

  it('refine themselves with a bootstrap, more resamples each time', () => {
    const counts = [...lawPanels(lawsOfTable(gridTable))]
      .filter(({ id }) => id === 'surface')
      .map(({ facts }) => facts.filter(({ name }) => name.includes('bootstrap')).map(({ name }) => name));
    expect(counts.map((names) => names.at(0))).to.deep.equal([
      undefined,
      'E, bootstrap of 100',
      'E, bootstrap of 300',
      'E, bootstrap of 1 k',
    ]);
  });

  it('give every chart its numbers as CSV', () => {
    for (const { figures } of Object.values(firstPanels(budgetTable))) {
      for (const figure of figures) {
        const lines = figureCsv(figure)
          .trim()
          .split('\n')
          .filter((line) => !line.startsWith('#'));
        expect(lines.length, figure.title).to.equal(figure.table.rows.length + 1);
      }
    }
  });

  it('say in every file how they were fitted', () => {
    const { surface, isoflop, frontier, C, forms } = firstPanels(budgetTable);
    for (const panel of [surface, isoflop, frontier, C, forms]) {
      const names = panel.recipe.map(([name]) => name.replace(/,.*/, '').replace(/s$/, ''));
      expect(names, panel.id).to.include.members(['Form', 'Point', 'Objective', 'Interval']);
      for (const figure of panel.figures) {
        expect(figureCsv(figure), figure.title).to.match(/^# .*Form/m);
        expect(figureSvg(figure, plainStyle), figure.title).to.match(/<desc>[^<]*Objective/);
      }
    }
    const said = Object.fromEntries(surface.recipe);
    expect(said.N).to.equal('as in “N”');
    expect(said.C).to.equal('as in “6 N D”');
    expect(said.Points).to.equal('36 used of 36');
    expect(said.Intervals).to.match(/^95 %, .*Student t, of E by profile likelihood.*fewer than 20/);
    // Counts and ranges are those of the search itself.
    expect(said.Starts).to.match(/22 x 22 exponents from 0\.005 to 6, evenly in ratio.* 1 % beside the end/);
    expect(Object.fromEntries(C.recipe).Starts).to.equal('72 exponents from 0.002 to 8, evenly in ratio');
    const among = Object.fromEntries(forms.recipe);
    expect(among.Starts).to.match(
      /Chinchilla, α = β: .* 22 exponents.*Kaplan: the best 8 of 16\. Product: 1$/,
    );
    expect(among.Choice).to.match(/20 % and 40 % of all points held out/);
    // Comments are not rows.
    expect(readRows(figureCsv(C.figures[0])).names[0]).to.equal('C');
  });

  it('survive identical points and a single row', () => {
    const same = Array.from({ length: 8 }, () => '10,10,1').join('\n');
    for (const rows of [same, '10,10,1']) {
      const panels = Object.values(firstPanels(tableOf(`N,D,loss\n${rows}`)));
      expect(panels.every(({ fitted }) => !fitted)).to.equal(true);
    }
  });
});
