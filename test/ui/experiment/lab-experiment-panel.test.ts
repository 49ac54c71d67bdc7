// Covers src/ui/experiment/{lab-experiment-panel,lab-question}.ts: the question of an experiment, its first dial, and how long it takes.
// Also src/ui/experiment/words.ts.

import { fixture, html, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { ExperimentSpec } from '../../../src/lab/experiment/experiment.js';
import { cardById, cardOf, cards } from '../../../src/lab/gallery/cards.js';
import '../../../src/ui/experiment/lab-experiment-panel.js';
import type { LabExperimentPanel } from '../../../src/ui/experiment/lab-experiment-panel.js';
import '../../../src/ui/experiment/lab-question.js';
import type { LabQuestion } from '../../../src/ui/experiment/lab-question.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';
import { inside, words } from '../../support/find.js';
import { smallManifold } from '../../support/synthetic-run.js';

use(chaiA11yAxe);
adoptTokens(document);

const manifold = smallManifold();
const changed = async (element: HTMLElement, act: () => void): Promise<ExperimentSpec> => {
  setTimeout(act);
  const { detail } = await oneEvent<CustomEvent<{ spec: ExperimentSpec }>>(element, 'spec-change');
  return detail.spec;
};

describe('<lab-question>', () => {
  const show = (spec: ExperimentSpec): Promise<LabQuestion> =>
    fixture(html`<lab-question .spec=${spec} .found=${cardOf(spec)}></lab-question>`);

  it('asks the question of its card, and says what is learned and how far the loss can fall', async () => {
    const question = await show(manifold);
    expect(inside(question, 'h1').textContent).to.equal(cardOf(manifold)!.card.question);
    expect(words(question)).to.match(/fewer dimensions the data have.* squared error, cannot fall below 0/);
    await expect(question).to.be.accessible();
  });

  it('steps through all questions, there and back', async () => {
    const question = await show(manifold);
    const opened: string[] = [];
    question.addEventListener('open-card', (event) => {
      const { card } = (event as CustomEvent<{ card: string }>).detail;
      opened.push(card);
      question.found = { card: cardById(card)!, experiment: cardById(card)!.experiments[0] };
    });
    for (let i = 0; i < cards.length; i++) inside(question, '[aria-label="The next experiment"]').click();
    expect([...opened].sort()).to.deep.equal(cards.map(({ id }) => id).sort());
    inside(question, '[aria-label="The experiment before"]').click();
    expect(cardById(opened.at(-1)!)!.number).to.equal(Math.max(...cards.map(({ number }) => number)));
  });

  it('calls an experiment without a preset one’s own', async () => {
    const question = await show({ ...manifold, preset: 'mine' });
    expect(words(question)).to.include('An experiment of your own');
  });
});

describe('<lab-experiment-panel>', () => {
  const show = (spec: ExperimentSpec): Promise<LabExperimentPanel> =>
    fixture(html`<lab-experiment-panel .spec=${spec}></lab-experiment-panel>`);

  it('shows the first dial of the task, and the rest in three lines', async () => {
    const panel = await show(manifold);
    expect(inside<HTMLInputElement>(panel, '.dial .number').value).to.equal('4');
    expect(words(panel))
      .to.match(/Sizes \d+, \d+,.* neurons/)
      .and.include('AdamW, tuned');
    await expect(panel).to.be.accessible();
  });

  it('turns it by its slider', async () => {
    const panel = await show(manifold);
    const spec = await changed(panel, () => {
      const slider = inside<HTMLInputElement>(panel, '.dial [type=range]');
      slider.value = '8';
      slider.dispatchEvent(new Event('input'));
    });
    expect(spec.task).to.include({ dimension: 8 });
  });

  it('changes how long it trains, and offers that of presets only', async () => {
    const panel = await show(manifold);
    const spec = await changed(panel, () => inside(panel, 'input[value=standard]').click());
    expect(spec.size).to.equal('standard');
    expect(inside(await show({ ...manifold, preset: 'mine' }), 'input[name=size]')).to.equal(null);
  });

  it('cannot be changed while an experiment runs', async () => {
    const panel = await show(manifold);
    panel.locked = true;
    await panel.updateComplete;
    expect(inside(panel, '.dial [type=range]').matches(':disabled')).to.be.true;
  });
});
