// Covers src/ui/run/lab-run-controls.ts: start, Pause, Resume and Stop. Also src/ui/parts/fields.ts.

import { fixture, html, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { LabState } from '../../../src/lab/records/record.js';
import '../../../src/ui/run/lab-run-controls.js';
import type { LabRunControls } from '../../../src/ui/run/lab-run-controls.js';
import { processor, smallManifold } from '../../support/synthetic-run.js';
import { inside, words } from '../../support/find.js';
import { stateOf } from '../../support/synthetic-state.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';

use(chaiA11yAxe);
adoptTokens(document);

const short = smallManifold({ 'training.steps': 200 });

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

  it('shows the warning about the law, but not beside an obstacle', async () => {
    const element = await show(null);
    element.warning = 'This experiment cannot give a law.';
    await element.updateComplete;
    expect(words(element)).to.include('This experiment cannot give a law.');
    element.obstacle = 'There is no GPU.';
    await element.updateComplete;
    expect(words(element)).not.to.include('No law');
  });

  it('takes a double click as one click', async () => {
    const element = await show(running);
    let stops = 0;
    element.addEventListener('stop-plan', () => stops++);
    const stop = element.shadowRoot!.querySelectorAll('button')[1];
    stop.dispatchEvent(new MouseEvent('click', { detail: 2 }));
    expect(stops).to.equal(0);
    stop.dispatchEvent(new MouseEvent('click', { detail: 1 }));
    expect(stops).to.equal(1);
  });

  it('says why it cannot start', async () => {
    const element = await show(null, 'There is no device to train on.');
    expect(inside<HTMLButtonElement>(element, '.primary').disabled).to.be.true;
    expect(words(element)).to.include('no device');
  });

  it('shows progress and the time left, and pauses and stops', async () => {
    const element = await show(running);
    expect(words(element)).to.include('50 %').and.include('15 to 30 s left');
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

  it('moves the focus to the words after Start and Stop, where Enter destroys nothing', async () => {
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

  it('keeps the focus on the button when Pause and Resume take turns', async () => {
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
