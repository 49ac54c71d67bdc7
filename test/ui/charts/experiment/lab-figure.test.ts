// Covers src/ui/charts/experiment/lab-figure.ts: what it shows of an experiment, of one that trains, and of none; its legend
// src/ui/charts/size-legend.ts and the plots under it, src/ui/charts/plot-controller.ts. Also
// src/ui/charts/experiment/{figure-styles,replay-controller,words}.ts, src/ui/charts/figure/readout.ts and
// src/figures/{experiment-result,shown-result,waiting-result}.ts.

import { aTimeout, fixture, html, nextFrame } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { experimentResult } from '../../../../src/figures/experiment-result.js';
import { replayMoments } from '../../../../src/figures/replay.js';
import type { ShownResult } from '../../../../src/figures/shown-result.js';
import { waitingResult } from '../../../../src/figures/waiting-result.js';
import type { LabState } from '../../../../src/lab/records/record.js';
import { laws } from '../../../../src/laws/runs/lab-laws.js';
import '../../../../src/ui/charts/experiment/lab-figure.js';
import type { LabFigure } from '../../../../src/ui/charts/experiment/lab-figure.js';
import { soloed, toggled } from '../../../../src/ui/charts/size-legend.js';
import { adoptTokens } from '../../../../src/ui/parts/tokens.js';
import { syntheticState } from '../../../support/synthetic-state.js';

use(chaiA11yAxe);
adoptTokens(document);

const resultOf = (state: LabState): ShownResult =>
  experimentResult(laws(state).at(0) ?? null, {
    runs: state.runs,
    ghost: null,
    forecast: null,
    unit: 'nats',
    before: '',
  });

const draw = async (result: ShownResult, progress: readonly number[] | null = null): Promise<LabFigure> => {
  const figure = await fixture<LabFigure>(
    html`<lab-figure style="width: 1000px" .result=${result} .progress=${progress}></lab-figure>`,
  );
  await nextFrame();
  await nextFrame();
  return figure;
};
const within = (figure: LabFigure, selector: string): HTMLElement =>
  figure.shadowRoot!.querySelector<HTMLElement>(selector)!;
const choose = async (figure: LabFigure, value: string): Promise<void> => {
  within(figure, `input[value=${value}]`).click();
  await figure.updateComplete;
};

describe('the legend', () => {
  it('hides and shows a size, or shows it alone', () => {
    expect([...toggled(new Set([1]), 2)]).to.deep.equal([1, 2]);
    expect([...toggled(new Set([1, 2]), 2)]).to.deep.equal([1]);
    expect([...soloed(new Set(), 1, 4)]).to.deep.equal([0, 2, 3]);
    expect([...soloed(new Set([0, 2, 3]), 1, 4)]).to.be.empty;
  });
});

describe('<lab-figure>', () => {
  it('replays a recording when asked, by steps where a visitor prefers little motion', async () => {
    const { matchMedia } = window;
    window.matchMedia = (query) =>
      query.includes('reduced-motion')
        ? (Object.assign(new EventTarget(), { matches: true }) as MediaQueryList)
        : matchMedia.call(window, query);
    try {
      const figure = await fixture<LabFigure>(
        html`<lab-figure style="width: 1000px" recorded .result=${resultOf(syntheticState())}></lab-figure>`,
      );
      const press = async (): Promise<string> => {
        within(figure, '.replay').click();
        await figure.updateComplete;
        return within(figure, '.replay').textContent.trim();
      };
      expect(within(figure, '.replay').textContent.trim()).to.equal('Replay');
      const { length } = replayMoments(figure.figures!);
      for (let step = 1; step < length; step++) expect(await press()).to.equal('Next step');
      expect(await press()).to.equal('Replay');
      await expect(figure).to.be.accessible();
    } finally {
      window.matchMedia = matchMedia;
    }
  });

  it('draws curves and law with one axis of loss, and a dotted line from the end of each curve to its point', async () => {
    const state = syntheticState();
    const figure = await draw(resultOf(state));
    const { curves, law } = figure.figures!;
    expect(curves.y).to.deep.equal(law.y);
    expect(figure.shadowRoot!.querySelectorAll('canvas')).to.have.length(2);
    expect(curves.joins!.map(({ side }) => side)).to.deep.equal(state.runs.map(() => 'right'));
    for (const { x, y } of law.joins!)
      expect(law.marks.some((mark) => mark.x === x && mark.y === y)).to.equal(true);
    await expect(figure).to.be.accessible();
  });

  it('says what it found, and what theory expects', async () => {
    const figure = await draw(resultOf(syntheticState()));
    expect(within(figure, '.finding').textContent).to.match(
      /α = 0\.9\d+ ±.*theory: 1\.00, \w+ the interval/s,
    );
    expect(within(figure, '.key').textContent).to.include('95 %').and.include('theory, slope −1');
  });

  it('keeps room for a network ten times as large, and says that it is not trained yet', async () => {
    const state = syntheticState();
    const { law } = (await draw(resultOf(state))).figures!;
    const largest = Math.max(...law.marks.map(({ x }) => x));
    expect(law.x.range[1]).to.be.at.least(10 * largest);
    expect(law.beyond!.x).to.be.within(largest, 2 * largest);
    expect(law.beyond!.name).to.equal('not trained yet');
  });

  it('marks what a doubling does, once the law is final', async () => {
    const { slope } = (await draw(resultOf(syntheticState()))).figures!.law;
    expect(slope!.to[0] / slope!.from[0]).to.equal(2);
    const share = Math.round(100 * (1 - slope!.to[1] / slope!.from[1]));
    expect([slope!.along, slope!.down]).to.deep.equal(['2 × the parameters', `${share} % less loss`]);
    expect((await draw(resultOf(syntheticState({ until: 0.5 })))).figures!.law.slope).to.equal(null);
  });

  it('draws a law of sizes that still train as one that moves, with their progress', async () => {
    const state = syntheticState({ until: 0.5 });
    const figure = await draw(
      resultOf(state),
      state.runs.map(() => 0.5),
    );
    expect(within(figure, '.finding').className).to.include('so-far');
    expect(within(figure, '.finding').textContent).to.match(/so far, step \d+ of 400/);
    expect(within(figure, '.legend').textContent).to.include('50 %');
    await expect(figure).to.be.accessible();
  });

  it('says why there is no law', async () => {
    const measured = resultOf(syntheticState());
    const refusal = 'A law needs at least 4 different sizes.';
    const figure = await draw({ ...measured, finding: null, refusal });
    expect(within(figure, '.refusal').textContent).to.equal(refusal);
    expect(within(figure, '.finding')).to.equal(null);
  });

  it('draws the axes and what has begun before what fits laws is there', async () => {
    const figure = await draw(waitingResult([], 'transformer', 'nats'));
    expect(within(figure, '.segments').textContent).to.include('Tokens');
    const begun = syntheticState({ until: 0.001 }).runs.map((run) => ({ ...run, evaluations: [] }));
    figure.result = waitingResult(begun, 'mlp', 'nats');
    await figure.updateComplete;
    expect(within(figure, '.segments').textContent).to.include('Samples');
    await expect(figure).to.be.accessible();
  });

  it('takes the floor off every loss, so that the line is straight, and draws linear axes', async () => {
    const measured = resultOf(syntheticState());
    const E = 0.5 * Math.min(...measured.law.marks.map(({ y }) => y));
    const ground = { y: E, name: 'a floor' };
    const figure = await draw({ ...measured, floor: E, law: { ...measured.law, ground } });
    const { marks } = figure.figures!.law;
    await choose(figure, 'excess');
    for (const [i, { y }] of figure.figures!.law.marks.entries())
      expect(y).to.be.closeTo(marks[i].y - E, 1e-12);
    expect(figure.figures!.law.ground).to.equal(null);
    await choose(figure, 'linear');
    expect(figure.figures!.law.y.scale).to.equal('linear');
    expect(figure.figures!.law.x.range[0]).to.equal(0);
    expect(within(figure, '.hint').textContent).to.include('linear axes');
  });

  it('hides a size with its legend entry, and shows every size of the next experiment', async () => {
    const state = syntheticState();
    const figure = await draw(resultOf(state));
    const entry = within(figure, '.size');
    entry.click();
    await figure.updateComplete;
    expect(entry.getAttribute('aria-pressed')).to.equal('false');
    expect(figure.figures!.curves.lines).to.have.length(2 * (state.runs.length - 1));
    figure.result = resultOf({ ...state, runs: state.runs.slice(1) });
    await figure.updateComplete;
    await figure.updateComplete;
    expect(figure.shadowRoot!.querySelector('[aria-pressed=false]')).to.equal(null);
  });

  it('moves its crosshair by keys and says where it is', async () => {
    const figure = await draw(resultOf(syntheticState()));
    const plot = within(figure, '.plot.curves');
    plot.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
    await aTimeout(20);
    expect(within(figure, '.curves .readout').textContent).to.match(/· loss .*\d/);
  });

  it('tells its numbers in tables', async () => {
    const state = syntheticState();
    const figure = await draw(resultOf(state));
    const rows = figure.shadowRoot!.querySelectorAll('tbody tr').length;
    const evaluated = state.runs.flatMap(({ evaluations }) => evaluations.filter(({ step }) => step > 0));
    expect(rows).to.equal(state.runs.length + evaluated.length);
  });

  it('takes its canvases down when it leaves, and draws again when it comes back', async () => {
    const figure = await draw(resultOf(syntheticState()));
    const home = figure.parentElement!;
    figure.remove();
    expect(figure.shadowRoot!.querySelector('canvas')).not.to.exist;
    home.append(figure);
    await aTimeout(60);
    expect(figure.shadowRoot!.querySelectorAll('canvas')).to.have.length(2);
  });
});
