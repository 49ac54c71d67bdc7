// Covers src/ui/charts/loss/lab-loss-chart.ts, its legend src/ui/charts/size-legend.ts and the plot under it,
// src/ui/charts/{plot-controller,plots}.ts. Also src/ui/charts/loss/words.ts.

import '../../../../src/ui/charts/plots.js';
import { aTimeout, fixture, html, nextFrame, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { LabState } from '../../../../src/lab/records/record.js';
import '../../../../src/ui/charts/loss/lab-loss-chart.js';
import type { LabLossChart } from '../../../../src/ui/charts/loss/lab-loss-chart.js';
import { soloed, toggled } from '../../../../src/ui/charts/size-legend.js';
import { adoptTokens } from '../../../../src/ui/parts/tokens.js';
import { syntheticState } from '../../../support/synthetic-state.js';

use(chaiA11yAxe);
adoptTokens(document);

describe('the legend', () => {
  it('hides and shows a size, or shows it alone', () => {
    expect([...toggled(new Set([1]), 2)]).to.deep.equal([1, 2]);
    expect([...toggled(new Set([1, 2]), 2)]).to.deep.equal([1]);
    expect([...soloed(new Set(), 1, 4)]).to.deep.equal([0, 2, 3]);
    expect([...soloed(new Set([0, 2, 3]), 1, 4)]).to.be.empty;
  });
});

describe('<lab-loss-chart>', () => {
  const draw = async (runs: LabState['runs']): Promise<LabLossChart> => {
    const chart = await fixture<LabLossChart>(
      html`<lab-loss-chart style="width: 600px" unit="nats" .runs=${runs}></lab-loss-chart>`,
    );
    await nextFrame();
    await nextFrame();
    return chart;
  };

  it('says what will be there before anything is', async () => {
    const chart = await draw([]);
    expect(chart.shadowRoot!.querySelector('.message')!.textContent).to.include('Loss curves of every size');
    await expect(chart).to.be.accessible();
    const axes = (): string => chart.shadowRoot!.querySelector('.segments')!.textContent;
    expect(axes()).to.include('Samples');
    chart.family = 'transformer';
    await chart.updateComplete;
    expect(axes()).to.include('Tokens');
  });

  it('draws the curves, and tells their numbers in a table', async () => {
    const state = syntheticState();
    const chart = await draw(state.runs);
    expect(chart.shadowRoot!.querySelector('canvas')).to.exist;
    const rows = chart.shadowRoot!.querySelectorAll('tbody tr').length;
    expect(rows).to.equal(state.runs.reduce((sum, { evaluations }) => sum + evaluations.length, 0));
    await expect(chart).to.be.accessible();
  });

  it('draws a run that has begun and has no loss yet', async () => {
    const chart = await draw(
      syntheticState({ until: 0.001 }).runs.map((run) => ({ ...run, evaluations: [] })),
    );
    expect(chart.shadowRoot!.querySelector('canvas')).to.exist;
  });

  it('hides a size with its legend entry', async () => {
    const chart = await draw(syntheticState().runs);
    const entry = chart.shadowRoot!.querySelector<HTMLButtonElement>('.size')!;
    entry.click();
    await chart.updateComplete;
    expect(entry.getAttribute('aria-pressed')).to.equal('false');
    expect(chart.shadowRoot!.querySelector('tbody th')!.textContent).not.to.equal('width 4');
  });

  it('shows every size of the next experiment, whatever was hidden of the last', async () => {
    const { runs } = syntheticState();
    const chart = await draw(runs);
    chart.shadowRoot!.querySelector<HTMLButtonElement>('.size')!.click();
    await chart.updateComplete;
    chart.runs = runs.slice(1);
    await chart.updateComplete;
    const pressed = [...chart.shadowRoot!.querySelectorAll('.size')].map((entry) =>
      entry.getAttribute('aria-pressed'),
    );
    expect(new Set(pressed)).to.deep.equal(new Set(['true']));
  });

  it('moves its crosshair by keys and says where it is', async () => {
    const chart = await draw(syntheticState().runs);
    const plot = chart.shadowRoot!.querySelector('.plot')!;
    plot.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
    await aTimeout(20);
    expect(chart.shadowRoot!.querySelector('.readout')!.textContent).to.match(/^Step .* · loss /);
  });

  it('shares its crosshair with charts whose x means the same', async () => {
    const { runs } = syntheticState();
    const [first, second] = [await draw(runs), await draw(runs)];
    const readout = (chart: LabLossChart): string => chart.shadowRoot!.querySelector('.readout')!.textContent;
    const move = (): unknown =>
      first
        .shadowRoot!.querySelector('.plot')!
        .dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
    move();
    expect(readout(second)).to.match(/^Step \S+$/);
    expect(readout(first)).to.include(readout(second));
    second.shadowRoot!.querySelector<HTMLInputElement>('input[value=flops]')!.click();
    await second.updateComplete;
    await nextFrame();
    await nextFrame();
    move();
    expect(readout(second)).to.equal('');
  });

  it('asks for a picture, and has one', async () => {
    const chart = await draw(syntheticState().runs);
    const button = chart.shadowRoot!.querySelector<HTMLButtonElement>('[aria-label$="SVG"]')!;
    setTimeout(() => button.click());
    const { detail } = await oneEvent<CustomEvent<{ format: string }>>(chart, 'save-picture');
    expect(detail.format).to.equal('svg');
    expect((await chart.png())?.type).to.equal('image/png');
  });

  it('takes its canvas down when it leaves, and draws again when it comes back', async () => {
    const chart = await draw(syntheticState().runs);
    const home = chart.parentElement!;
    chart.remove();
    expect(chart.shadowRoot!.querySelector('canvas')).not.to.exist;
    home.append(chart);
    await aTimeout(60);
    expect(chart.shadowRoot!.querySelector('canvas')).to.exist;
  });
});
