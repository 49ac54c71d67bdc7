import { fixture, html, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { ExperimentSpec } from '../../src/lab/experiment/experiment.js';
import { laws } from '../../src/laws/runs/lab-laws.js';
import { plan } from '../../src/lab/plan/plan.js';
import { composeExperiment } from '../../src/lab/presets/resolve.js';
import { resolveExperiment } from '../support/experiments.js';
import { LabStore } from '../../src/lab/records/store.js';
import type { LabState } from '../../src/lab/records/record.js';
import { costWords, describeExperiment } from '../../src/ui/experiment/summary.js';
import { clampToDial } from '../../src/ui/parts/dial.js';
import { withOptimizer, withSize, withTaskField } from '../../src/ui/experiment/experiment-edits.js';
import '../../src/ui/experiment/lab-experiment-panel.js';
import type { LabExperimentPanel } from '../../src/ui/experiment/lab-experiment-panel.js';
import '../../src/ui/law/lab-law-words.js';
import type { LabLawWords } from '../../src/ui/law/lab-law-words.js';
import '../../src/ui/run/lab-run-controls.js';
import type { LabRunControls } from '../../src/ui/run/lab-run-controls.js';
import '../../src/ui/run/lab-runs-table.js';
import type { LabRunsTable } from '../../src/ui/run/lab-runs-table.js';
import { adoptTokens } from '../../src/ui/parts/tokens.js';
import {
  device,
  processor,
  smallManifold,
  softwareDevice,
  syntheticBatches,
  type SyntheticOptions,
} from '../support/synthetic-run.js';

use(chaiA11yAxe);
adoptTokens(document);

const manifold = smallManifold();

function stateOf(spec: ExperimentSpec, options: SyntheticOptions = {}): LabState {
  const store = new LabStore();
  for (const batch of syntheticBatches(plan(spec), options)) store.apply(batch);
  return store.state;
}

const short = smallManifold({ 'training.steps': 200 });
const inside = <Type extends Element = HTMLElement>(element: HTMLElement, selector: string): Type =>
  element.shadowRoot!.querySelector<Type>(selector)!;
const words = (element: HTMLElement, selector = '*'): string =>
  [...element.shadowRoot!.querySelectorAll(selector)]
    .filter(({ localName }) => localName !== 'style')
    .map(({ textContent }) => textContent)
    .join(' ')
    .replace(/\s+/g, ' ');

describe('<lab-experiment-panel>', () => {
  const show = (spec: ExperimentSpec): Promise<LabExperimentPanel> =>
    fixture(html`<lab-experiment-panel .spec=${spec}></lab-experiment-panel>`);
  const change = async (panel: LabExperimentPanel, act: () => void): Promise<ExperimentSpec> => {
    setTimeout(act);
    const { detail } = await oneEvent<CustomEvent<{ spec: ExperimentSpec }>>(panel, 'spec-change');
    return detail.spec;
  };

  it('asks the question of its experiment and shows its dials', async () => {
    const panel = await show(manifold);
    expect(inside(panel, '.question').textContent).to.include('dimension of the data');
    expect(inside(panel, '.facts').textContent).to.match(
      /fewer dimensions the data have.* squared error, cannot fall below 0/,
    );
    expect(inside<HTMLInputElement>(panel, '.dial .number').value).to.equal('4');
    await expect(panel).to.be.accessible();
  });

  it('changes to another experiment', async () => {
    const panel = await show(manifold);
    const spec = await change(panel, () => inside(panel, 'input[name=preset][value=glyphs]').click());
    expect(spec.task.type).to.equal('glyphs');
  });

  it('turns a dial of the task by its slider', async () => {
    const panel = await show(manifold);
    const spec = await change(panel, () => {
      const slider = inside<HTMLInputElement>(panel, '.dial [type=range]');
      slider.value = '8';
      slider.dispatchEvent(new Event('input'));
    });
    expect(spec.task).to.include({ dimension: 8 });
  });

  it('adds a size to the ladder and takes one away, but not the last', async () => {
    const panel = await show(manifold);
    const added = await change(panel, () => inside(panel, '[aria-label="Width 45"]').click());
    expect(added.model.widths).to.include(45);
    const taken = await change(panel, () => inside(panel, '[aria-label="Width 4"]').click());
    expect(taken.model.widths).not.to.include(4);
    const single = await show({ ...manifold, model: { ...manifold.model, widths: [8] } });
    expect(inside<HTMLButtonElement>(single, '[aria-label="Width 8"]').disabled).to.be.true;
  });

  it('switches the learning-rate sweep, counts seeds and chooses the optimiser', async () => {
    const panel = await show(manifold);
    const untuned = await change(panel, () => inside(panel, '[role=switch]').click());
    expect(untuned.lrSweep.enabled).to.be.false;
    const seeded = await change(panel, () => inside(panel, '[aria-label="More seeds"]').click());
    expect(seeded.seeds.count).to.equal(manifold.seeds.count + 1);
    const optimised = await change(panel, () => {
      const select = inside<HTMLSelectElement>(panel, 'select');
      select.value = 'sgd';
      select.dispatchEvent(new Event('change'));
    });
    expect(optimised.training.optimizer.type).to.equal('sgd');
  });

  it('offers channels, choices and the kind of a transformer', async () => {
    const panel = await show(resolveExperiment('grammar'));
    expect(inside(panel, '.widths legend').textContent).to.include('channels');
    const spelt = await change(panel, () =>
      inside(panel, 'input[name=choice-tokens][value=characters]').click(),
    );
    expect(spelt.task).to.include({ tokens: 'characters' });
    const rotary = await change(panel, () => {
      const select = inside<HTMLSelectElement>(panel, '.model label:nth-of-type(3) select');
      select.value = 'rotary';
      select.dispatchEvent(new Event('change'));
    });
    expect(rotary.model).to.deep.include({ positions: 'rotary', widths: [8, 16, 32] });
    const deeper = await change(panel, () => inside(panel, '[aria-label="More layers"]').click());
    expect(deeper.model.depth).to.equal(2);
    await expect(panel).to.be.accessible();
  });

  it('asks for tokens to learn only of byte pairs', async () => {
    const panel = await show(composeExperiment('text', {}));
    expect(inside(panel, '#dial-vocabulary')).to.equal(null);
    const pairs = await show(composeExperiment('text', { 'task.tokens': 'bpe' }));
    expect(inside(pairs, '#dial-vocabulary')).not.to.equal(null);
  });

  it('shows an experiment that is of no preset, and offers no size of it', async () => {
    const panel = await show({ ...manifold, preset: 'mine' });
    expect(inside(panel, 'input[name=preset]:checked')).to.equal(null);
    expect(inside(panel, 'input[name=size]')).to.equal(null);
    expect(inside<HTMLInputElement>(panel, '.dial .number').value).to.equal('4');
  });

  it('stands still while an experiment runs', async () => {
    const panel = await show(manifold);
    panel.locked = true;
    await panel.updateComplete;
    expect(inside(panel, '.dial [type=range]').matches(':disabled')).to.be.true;
  });
});

describe('edits of an experiment', () => {
  it('keep the dials when its size changes', () => {
    const spec = withSize(withTaskField(manifold, 'dimension', 8), 'standard');
    expect(spec.task).to.include({ dimension: 8 });
    expect(spec.size).to.equal('standard');
  });

  it('pass through what cannot be run, of which the page then says why', () => {
    const large = withSize({ ...manifold, model: { ...manifold.model, widths: [8192] } }, 'full');
    expect(large.size).to.equal('full');
    expect(describeExperiment(large, device, null).problem).to.match(
      /^model.widths: expected models of at most/,
    );
  });

  it('leave an experiment that is of no preset as it is', () => {
    const mine = { ...manifold, preset: 'mine' };
    expect(withSize(mine, 'full')).to.equal(mine);
    expect(withOptimizer(mine, 'sgd')).to.equal(mine);
  });

  it('come back to where they were when the optimiser changes twice', () => {
    expect(withOptimizer(withOptimizer(manifold, 'sgd'), 'adamw')).to.deep.equal(manifold);
  });
});

describe('a dial', () => {
  const settings = { minimum: 1, maximum: 16, step: 1, value: 4 };
  it('stays within its range, on whole numbers, and where it was for what is no number', () => {
    expect([99, 0, 2.6, Number.NaN].map((wanted) => clampToDial(settings, wanted))).to.deep.equal([
      16, 1, 3, 4,
    ]);
  });
});

describe('costWords', () => {
  it('say how much work and how long it takes on which device', () => {
    const spec = smallManifold({ 'training.steps': 3000 });
    expect(costWords(plan(spec), null)).to.equal('7 sizes × 8 replicas, 3 k steps each');
    expect(costWords(plan(spec), device)).to.match(/: about .+ on this GPU$/);
    for (const cpu of [softwareDevice, processor])
      expect(costWords(plan(spec), cpu)).to.match(/: (about|under) .+ on this CPU$/);
  });
});

describe('<lab-run-controls>', () => {
  const show = (state: LabState | null, obstacle = ''): Promise<LabRunControls> =>
    fixture(
      html`<lab-run-controls .state=${state} cost="seven sizes" .obstacle=${obstacle}></lab-run-controls>`,
    );
  const running = stateOf(short, { until: 0.5 });

  it('says the cost and starts', async () => {
    const element = await show(null);
    expect(words(element)).to.include('seven sizes');
    setTimeout(() => inside(element, '.primary').click());
    await oneEvent(element, 'start-plan');
    await expect(element).to.be.accessible();
  });

  it('says what is known of the outcome, but not beside what is in the way', async () => {
    const element = await show(null);
    element.lawWarning = 'This experiment cannot give a law.';
    await element.updateComplete;
    expect(words(element)).to.include('This experiment cannot give a law.');
    element.obstacle = 'There is no GPU.';
    await element.updateComplete;
    expect(words(element)).not.to.include('No law');
  });

  it('takes a double click for one', async () => {
    const element = await show(running);
    let stops = 0;
    element.addEventListener('stop-plan', () => stops++);
    const stop = element.shadowRoot!.querySelectorAll('button')[1];
    stop.dispatchEvent(new MouseEvent('click', { detail: 2 }));
    expect(stops).to.equal(0);
    stop.dispatchEvent(new MouseEvent('click', { detail: 1 }));
    expect(stops).to.equal(1);
  });

  it('says what is in the way of a start', async () => {
    const element = await show(null, 'There is no device to train on.');
    expect(inside<HTMLButtonElement>(element, '.primary').disabled).to.be.true;
    expect(words(element)).to.include('no device');
  });

  it('shows progress and the time left, and pauses and stops', async () => {
    const element = await show(running);
    expect(words(element)).to.include('50 %').and.include('about 20 s left');
    const [pause, stop] = element.shadowRoot!.querySelectorAll('button');
    setTimeout(() => pause.click());
    await oneEvent(element, 'pause-plan');
    setTimeout(() => stop.click());
    await oneEvent(element, 'stop-plan');
    await expect(element).to.be.accessible();
  });

  const focused = (element: LabRunControls): string =>
    element.shadowRoot!.activeElement?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const turn = async (element: LabRunControls, state: LabState): Promise<void> => {
    element.state = state;
    await element.updateComplete;
  };

  it('gives the focus to the words after Start and Stop, where Enter destroys nothing', async () => {
    const element = await show(null);
    inside(element, '.primary').focus();
    inside(element, '.primary').click();
    await turn(element, { ...running, status: 'compiling' });
    expect(focused(element)).to.include('Compiling');
    await turn(element, running);
    expect(focused(element)).to.include('50 %');
    await turn(element, { ...running, status: 'finished' });
    expect(focused(element)).to.equal('seven sizes');

    await turn(element, running);
    const stop = element.shadowRoot!.querySelectorAll('button')[1];
    stop.focus();
    stop.click();
    await turn(element, { ...running, status: 'stopped' });
    expect(focused(element)).to.equal('seven sizes');
  });

  it('keeps the keyboard where it was when Pause and Resume take turns', async () => {
    const element = await show(running);
    const pause = inside<HTMLButtonElement>(element, 'button');
    pause.focus();
    pause.click();
    await turn(element, { ...running, status: 'paused' });
    expect(focused(element)).to.equal('Resume');
  });

  it('compiles no shaders on a processor', async () => {
    const element = await show({ ...running, status: 'compiling', device: processor });
    expect(words(element)).to.include('Getting ready').and.not.include('shaders');
  });

  it('resumes what is paused', async () => {
    const element = await show({ ...running, status: 'paused' });
    setTimeout(() => inside(element, '.primary').click());
    await oneEvent(element, 'resume-plan');
  });
});

describe('<lab-runs-table>', () => {
  const show = (state: LabState, live = false): Promise<LabRunsTable> =>
    fixture(
      html`<lab-runs-table
        .runs=${state.runs}
        .points=${laws(state).at(0)?.points ?? []}
        .live=${live}
      ></lab-runs-table>`,
    );

  it('has a row a size: rate, loss with its error, outcome', async () => {
    const table = await show(stateOf(short, { diverging: ['w4'] }));
    expect(table.shadowRoot!.querySelectorAll('tbody tr').length).to.equal(short.model.widths.length);
    expect(words(table, 'tbody tr:first-child')).to.include('±').and.include('2 of 8 diverged');
    expect(words(table, 'tbody tr:last-child')).to.include('finished');
    await expect(table).to.be.accessible();
  });

  it('shows accuracy where there is one, and data sets where they are the ladder', async () => {
    const glyphs = resolveExperiment('glyphs', { 'training.steps': 200, 'model.widths': [4, 8] });
    expect(words(await show(stateOf(glyphs)), 'thead')).to.include('Accuracy');
    const facts = resolveExperiment('zipf-facts-data', { 'training.steps': 200 });
    expect(words(await show(stateOf(facts)), 'thead'))
      .to.include('Data set')
      .and.not.include('Width');
  });

  it('skips a size that is not done', async () => {
    const table = await show(stateOf(short, { until: 0.5, ended: 1 }), true);
    const [skip] = table.shadowRoot!.querySelectorAll<HTMLButtonElement>('.skip button');
    setTimeout(() => skip.click());
    const { detail } = await oneEvent<CustomEvent<{ run: string }>>(table, 'skip-run');
    expect(detail.run).to.equal(`w${short.model.widths[1]}`);
    await expect(table).to.be.accessible();
  });
});

describe('<lab-law-words>', () => {
  const show = (state: LabState | null): Promise<LabLawWords> =>
    fixture(html`<lab-law-words .law=${state && laws(state)[0]}></lab-law-words>`);

  it('gives the exponent with its error, beside theory, and how far to trust it', async () => {
    const element = await show(stateOf(short));
    expect(words(element, '.alpha')).to.match(/α = 0\.9\d+ ± [\d.]+ theory: 1\.00/);
    expect(words(element, '.sentence')).to.include('Each doubling of N');
    expect(words(element, 'dl')).to.include('R²').and.include('7 points over');
    await expect(element).to.be.accessible();
  });

  it('says how far it is before there is a law', async () => {
    expect(words(await show(null))).to.include('Start an experiment');
    expect(words(await show(stateOf(short, { until: 0.5, ended: 2 })))).to.include('2 of 7 points are final');
  });

  it('warns where the learning rate was not tuned, and names what was left out', async () => {
    const state = stateOf(smallManifold({ 'lrSweep.enabled': false }));
    const [law] = laws(state);
    const points = law.points.map((point, i) => (i === 0 ? { ...point, excluded: 'skipped' } : point));
    const element = await fixture<LabLawWords>(
      html`<lab-law-words .law=${{ ...law, points }}></lab-law-words>`,
    );
    expect(words(element, 'li')).to.include('one learning rate').and.include('Left out: width 4: skipped');
  });
});
