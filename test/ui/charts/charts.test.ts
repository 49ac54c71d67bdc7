import { aTimeout, fixture, html, nextFrame, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { laws } from '../../../src/laws/lab-laws.js';
import { plan } from '../../../src/lab/plan/plan.js';
import { resolveExperiment } from '../../support/experiments.js';
import { LabStore } from '../../../src/lab/records/store.js';
import type { LabState } from '../../../src/lab/records/record.js';
import '../../../src/ui/charts/law/lab-law-chart.js';
import type { LabLawChart } from '../../../src/ui/charts/law/lab-law-chart.js';
import '../../../src/ui/charts/loss/lab-loss-chart.js';
import type { LabLossChart } from '../../../src/ui/charts/loss/lab-loss-chart.js';
import { lawColumns } from '../../../src/ui/charts/law/law-columns.js';
import { lossColumns } from '../../../src/ui/charts/loss/loss-columns.js';
import { soloed, toggled } from '../../../src/ui/charts/size-legend.js';
import { ladderOf, rungWords } from '../../../src/figures/ladder.js';
import { sizeColour } from '../../../src/ui/parts/size-ramp.js';
import { adoptTokens, colour } from '../../../src/ui/parts/tokens.js';
import { smallManifold, syntheticBatches, type SyntheticOptions } from '../../support/synthetic-run.js';

use(chaiA11yAxe);
adoptTokens(document);

/** The state of a small manifold experiment along a synthetic law. */
function synthetic(options: SyntheticOptions = {}, overrides = {}): LabState {
  const store = new LabStore();
  for (const batch of syntheticBatches(plan(smallManifold(overrides)), options)) store.apply(batch);
  return store.state;
}

/** WCAG's contrast of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('the ramp of sizes', () => {
  it('keeps a contrast of about 3 to the paper of both themes', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (let i = 0; i < 12; i++) {
        expect(contrast(sizeColour(i, 12, theme), colour('surface', theme))).to.be.above(2.95);
      }
    }
  });

  it('rises in lightness, so that its order needs no hue', () => {
    for (const theme of ['light', 'dark'] as const) {
      const blacks = Array.from({ length: 12 }, (_, i) => contrast(sizeColour(i, 12, theme), '#000000'));
      expect(blacks).to.deep.equal([...blacks].sort((a, b) => a - b));
    }
  });
});

describe('the ladder', () => {
  it('orders widths, or data sets where there is one width', () => {
    expect(ladderOf(synthetic().runs).kind).to.equal('width');
    const spec = resolveExperiment('zipf-facts-data', { 'data.uniqueSamples': [250, 500, 1000, 2000] });
    const store = new LabStore();
    for (const batch of syntheticBatches(plan(spec), { until: 0.001 })) store.apply(batch);
    const ladder = ladderOf(store.state.runs);
    expect(ladder.rungs).to.deep.equal(spec.data.uniqueSamples);
    expect(rungWords(ladder, 2)).to.equal('1 k samples');
    const alone = ladderOf(synthetic({}, { 'model.widths': [8] }).runs);
    expect(rungWords(alone, 0)).to.equal('width 8');
  });
});

describe('loss columns', () => {
  it('give every config a line of training and one of evaluations, over one ascending x', () => {
    const { runs } = synthetic();
    const { series, data } = lossColumns(runs, 'step', new Set());
    expect(series.map(({ kind }) => kind)).to.deep.equal(runs.flatMap(() => ['training', 'evaluation']));
    expect(data[0]).to.deep.equal([...new Set(data[0])].sort((a, b) => a - b));
    for (const column of data) expect(column.length).to.equal(data[0].length);
  });

  it('measure x in steps, samples or FLOPs', () => {
    const { runs } = synthetic();
    const { steps, batch, trainingFlops } = runs[0].plan;
    const last = (axis: 'step' | 'samples' | 'flops'): number =>
      lossColumns(runs.slice(0, 1), axis, new Set()).data[0].at(-1)!;
    expect(last('step')).to.equal(steps);
    expect(last('samples')).to.equal(steps * batch);
    expect(last('flops')).to.be.closeTo(trainingFlops, trainingFlops * 1e-9);
  });

  it('leave out hidden sizes, and losses that no log axis can show', () => {
    const { runs } = synthetic({ diverging: ['w4'] });
    const { series, data } = lossColumns(runs, 'step', new Set([1, 2]));
    expect(new Set(series.map(({ rung }) => rung))).not.to.include(1);
    expect(
      data
        .slice(1)
        .flat()
        .every((loss) => loss === null || loss > 0),
    ).to.be.true;
  });

  it('follow the replica with the lowest evaluation', () => {
    const [run] = synthetic().runs;
    const { series, data } = lossColumns([run], 'step', new Set());
    const shown = data[series.findIndex(({ kind }) => kind === 'evaluation') + 1].at(-1);
    expect(shown).to.equal(Math.min(...run.evaluations.at(-1)!.losses));
  });

  it('are empty before the first loss', () => {
    expect(lossColumns([], 'step', new Set()).series).to.be.empty;
  });
});

describe('law columns', () => {
  it('draw the fit inside its band, over all sizes of the plan', () => {
    const state = synthetic();
    const [law] = laws(state);
    const { data, domain } = lawColumns(law, null, state.runs);
    const [x, fit, low, high] = data;
    for (let i = 0; i < x.length; i++) {
      expect(fit[i]).to.be.within(low[i]!, high[i]!);
    }
    for (const point of law.points) expect(point.x).to.be.within(...domain.x);
  });

  it('give theory its slope through the middle of the points', () => {
    const [law] = laws(synthetic());
    const [x, , , , theory] = lawColumns(law, null).data;
    const slope = Math.log(theory.at(-1)! / theory[0]!) / Math.log(x.at(-1)! / x[0]);
    expect(slope).to.be.closeTo(-1, 1e-9);
  });

  it('keep the ghost of another law', () => {
    const [law] = laws(synthetic());
    const [ghost] = laws(synthetic({ law: { E: 0, A: 2, alpha: 0.5 } }));
    expect(lawColumns(law, ghost).data[6].some((loss) => loss !== null)).to.be.true;
    expect(lawColumns(law, null).data[6].every((loss) => loss === null)).to.be.true;
  });
});

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
    const state = synthetic();
    const chart = await draw(state.runs);
    expect(chart.shadowRoot!.querySelector('canvas')).to.exist;
    const rows = chart.shadowRoot!.querySelectorAll('tbody tr').length;
    expect(rows).to.equal(state.runs.reduce((sum, { evaluations }) => sum + evaluations.length, 0));
    await expect(chart).to.be.accessible();
  });

  it('draws a run that has begun and has no loss yet', async () => {
    const chart = await draw(synthetic({ until: 0.001 }).runs.map((run) => ({ ...run, evaluations: [] })));
    expect(chart.shadowRoot!.querySelector('canvas')).to.exist;
  });

  it('hides a size with its legend entry', async () => {
    const chart = await draw(synthetic().runs);
    const entry = chart.shadowRoot!.querySelector<HTMLButtonElement>('.size')!;
    entry.click();
    await chart.updateComplete;
    expect(entry.getAttribute('aria-pressed')).to.equal('false');
    expect(chart.shadowRoot!.querySelector('tbody th')!.textContent).not.to.equal('width 4');
  });

  it('shows every size of the next experiment, whatever was hidden of the last', async () => {
    const { runs } = synthetic();
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
    const chart = await draw(synthetic().runs);
    const plot = chart.shadowRoot!.querySelector('.plot')!;
    plot.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
    await aTimeout(20);
    expect(chart.shadowRoot!.querySelector('.readout')!.textContent).to.match(/^Step .* · loss /);
  });

  it('shares its crosshair with charts whose x means the same', async () => {
    const { runs } = synthetic();
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
    const chart = await draw(synthetic().runs);
    const button = chart.shadowRoot!.querySelector<HTMLButtonElement>('[aria-label$="SVG"]')!;
    setTimeout(() => button.click());
    const { detail } = await oneEvent<CustomEvent<{ format: string }>>(chart, 'save-picture');
    expect(detail.format).to.equal('svg');
    expect((await chart.png())?.type).to.equal('image/png');
  });

  it('takes its canvas down when it leaves, and draws anew when it comes back', async () => {
    const chart = await draw(synthetic().runs);
    const home = chart.parentElement!;
    chart.remove();
    expect(chart.shadowRoot!.querySelector('canvas')).not.to.exist;
    home.append(chart);
    await aTimeout(60);
    expect(chart.shadowRoot!.querySelector('canvas')).to.exist;
  });
});

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
    const chart = await draw(synthetic(), synthetic({ law: { E: 0, A: 2, alpha: 0.5 } }));
    expect(key(chart)).to.include('fit').and.include('theory, slope −1').and.include('last law');
    expect(chart.shadowRoot!.querySelectorAll('tbody tr').length).to.equal(7);
    await expect(chart).to.be.accessible();
  });

  it('writes the exponent where nothing is drawn', async () => {
    const corner = (chart: LabLawChart): string => chart.shadowRoot!.querySelector('.exponent')!.className;
    expect(corner(await draw(synthetic()))).to.include('high');
    const higher = synthetic({ law: { E: 0, A: 2.2, alpha: 0.1 } });
    expect(corner(await draw(higher, synthetic()))).to.include('low');
  });

  it('draws the law of sizes that still train as one that moves', async () => {
    const chart = await draw(synthetic({ until: 0.5 }));
    expect(key(chart)).to.include('so far, all sizes still training').and.not.include('95 %');
    expect(chart.shadowRoot!.querySelector('.exponent')!.textContent).to.match(/after \d+ of 400 steps/);
    await expect(chart).to.be.accessible();
  });

  it('says why there is no fit yet', async () => {
    const chart = await draw(synthetic({ until: 0.5, ended: 2 }));
    expect(chart.shadowRoot!.querySelector('.readout')!.textContent).to.equal(
      '2 of 7 points are final; a law needs at least 4.',
    );
  });
});
