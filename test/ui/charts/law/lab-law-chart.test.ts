// Covers src/ui/charts/law/lab-law-chart.ts. Also src/ui/charts/law/draw-law.ts.

import '../../../../src/ui/charts/plots.js';
import { fixture, html, nextFrame } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { LabState } from '../../../../src/lab/records/record.js';
import { LabStore } from '../../../../src/lab/records/store.js';
import { laws } from '../../../../src/laws/runs/lab-laws.js';
import { lawDrawing } from '../../../../src/ui/charts/law/draw-law.js';
import { LabLawChart } from '../../../../src/ui/charts/law/lab-law-chart.js';
import { adoptTokens } from '../../../../src/ui/parts/tokens.js';
import { syntheticState } from '../../../support/synthetic-state.js';

use(chaiA11yAxe);
adoptTokens(document);
LabLawChart.drawing = lawDrawing;

describe('<lab-law-chart>', () => {
  const draw = async (state: LabState, ghost: LabState | null = null): Promise<LabLawChart> => {
    const found = laws(state);
    const chart = await fixture<LabLawChart>(
      html`<lab-law-chart
        style="width: 600px"
        unit="nats"
        .runs=${state.runs}
        .law=${found.at(0) ?? null}
        .axes=${found.map(({ axis }) => axis)}
        .ghost=${ghost && laws(ghost)[0]}
      ></lab-law-chart>`,
    );
    await nextFrame();
    await nextFrame();
    return chart;
  };
  const key = (chart: LabLawChart): string =>
    chart.shadowRoot!.querySelector('.key')!.textContent.replace(/\s+/g, ' ');

  it('says what will be there before anything is', async () => {
    const chart = await draw(new LabStore().state);
    expect(chart.shadowRoot!.querySelector('.message')!.textContent).to.include('A point for every size');
    await expect(chart).to.be.accessible();
  });

  it('draws points, fit, band and theory, and the ghost of the last law', async () => {
    const chart = await draw(syntheticState(), syntheticState({ law: { E: 0, A: 2, alpha: 0.5 } }));
    expect(key(chart)).to.include('fit').and.include('theory, slope −1').and.include('last law');
    expect(chart.shadowRoot!.querySelectorAll('tbody tr').length).to.equal(7);
    await expect(chart).to.be.accessible();
  });

  it('writes the exponent where nothing is drawn', async () => {
    const corner = (chart: LabLawChart): string => chart.shadowRoot!.querySelector('.exponent')!.className;
    expect(corner(await draw(syntheticState()))).to.include('high');
    const higher = syntheticState({ law: { E: 0, A: 2.2, alpha: 0.1 } });
    expect(corner(await draw(higher, syntheticState()))).to.include('low');
  });

  it('draws the law of sizes that still train as one that moves', async () => {
    const chart = await draw(syntheticState({ until: 0.5 }));
    expect(key(chart)).to.include('so far, at equal steps').and.not.include('95 %');
    expect(chart.shadowRoot!.querySelector('.exponent')!.textContent).to.match(/after \d+ of 400 steps/);
    await expect(chart).to.be.accessible();
  });

  it('says why there is no fit yet', async () => {
    const chart = await draw(syntheticState({ until: 0.5, ended: 2 }));
    expect(chart.shadowRoot!.querySelector('.readout')!.textContent).to.equal(
      '2 of 7 points are final; a law needs at least 4.',
    );
  });
});
