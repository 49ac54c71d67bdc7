// Covers src/ui/places/design/{lab-designer,model-section}.ts: every setting of an experiment. Also
// src/ui/places/design/{designer-styles,words}.ts.

import { fixture, html, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { ExperimentSpec } from '../../../src/lab/experiment/experiment.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';
import { resolveExperiment } from '../../support/experiments.js';
import '../../../src/ui/places/design/lab-designer.js';
import type { LabDesigner } from '../../../src/ui/places/design/lab-designer.js';
import { smallManifold } from '../../support/synthetic-run.js';
import { inside } from '../../support/find.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';

use(chaiA11yAxe);
adoptTokens(document);

const manifold = smallManifold();

describe('<lab-designer>', () => {
  const show = (spec: ExperimentSpec): Promise<LabDesigner> =>
    fixture(html`<lab-designer .spec=${spec}></lab-designer>`);
  const change = async (panel: LabDesigner, act: () => void): Promise<ExperimentSpec> => {
    setTimeout(act);
    const { detail } = await oneEvent<CustomEvent<{ spec: ExperimentSpec }>>(panel, 'spec-change');
    return detail.spec;
  };

  it('shows the question of its experiment and its dials', async () => {
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
    const added = await change(panel, () => inside(panel, '[aria-label="Width 64"]').click());
    expect(added.model.widths).to.include(64);
    const taken = await change(panel, () => inside(panel, '[aria-label="Width 8"]').click());
    expect(taken.model.widths).not.to.include(8);
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

  it('offers the size of the vocabulary for byte pairs only', async () => {
    const panel = await show(composeExperiment('text', {}));
    expect(inside(panel, '#dial-vocabulary')).to.equal(null);
    const pairs = await show(composeExperiment('text', { 'task.tokens': 'bpe' }));
    expect(inside(pairs, '#dial-vocabulary')).not.to.equal(null);
  });

  it('shows an experiment without a preset, and does not offer sizes of it', async () => {
    const panel = await show({ ...manifold, preset: 'mine' });
    expect(inside(panel, 'input[name=preset]:checked')).to.equal(null);
    expect(inside(panel, 'input[name=size]')).to.equal(null);
    expect(inside<HTMLInputElement>(panel, '.dial .number').value).to.equal('4');
  });

  it('cannot be changed while an experiment runs', async () => {
    const panel = await show(manifold);
    panel.locked = true;
    await panel.updateComplete;
    expect(inside(panel, '.dial [type=range]').matches(':disabled')).to.be.true;
  });
});
