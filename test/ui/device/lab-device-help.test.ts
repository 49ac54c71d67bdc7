// Covers src/ui/device/lab-device-help.ts, src/ui/device/lab-device-line.ts and src/ui/device/browser-help.ts: help with a GPU.

import { fixture, html, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { browserOf, helpFor, gpuProblemWords } from '../../../src/ui/device/browser-help.js';
import '../../../src/ui/device/lab-device-help.js';
import type { LabDeviceHelp } from '../../../src/ui/device/lab-device-help.js';
import '../../../src/ui/device/lab-device-line.js';
import type { LabDeviceLine } from '../../../src/ui/device/lab-device-line.js';
import type { DeviceProblem } from '../../../src/worker/training/protocol.js';
import { inside, words } from '../../support/find.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';

use(chaiA11yAxe);
adoptTokens(document);

describe('<lab-device-help>', () => {
  const problem = { type: 'no-webgpu', message: '' } as const;
  const show = (given: DeviceProblem = problem): Promise<LabDeviceHelp> =>
    fixture(html`<lab-device-help .problem=${given}></lab-device-help>`);

  it('says what to do in each browser, the one in use first', async () => {
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
    const help = await show();
    help.userAgent = firefox;
    await help.updateComplete;
    expect(inside(help, 'h3').textContent).to.include('Firefox').and.include('you are here');
    expect(help.shadowRoot!.querySelectorAll('section').length).to.equal(3);
    await expect(help).to.be.accessible();
  });

  it('offers the processor, and tries again when asked', async () => {
    const help = await show();
    const [processorButton, again] = help.shadowRoot!.querySelectorAll('button');
    expect(processorButton.textContent.trim()).to.equal('Train on the processor instead');
    setTimeout(() => processorButton.click());
    await oneEvent(help, 'use-processor');
    setTimeout(() => again.click());
    await oneEvent(help, 'try-again');
  });

  it('asks for nothing if the processor trains already', async () => {
    const help = await show();
    help.optional = true;
    await help.updateComplete;
    expect(words(help)).to.include('You need not do anything');
    expect(help.shadowRoot!.querySelectorAll('button').length).to.equal(0);
  });

  it('says why the processor cannot train, and nothing about GPUs', async () => {
    const help = await show({ type: 'device-failed', message: 'The kernels could not be loaded.' });
    help.engine = 'cpu';
    await help.updateComplete;
    expect(words(help)).to.equal(
      'The processor cannot train here The kernels could not be loaded. Try again',
    );
  });

  it('does not blame the browser for an address that is not secure', () => {
    expect(gpuProblemWords(problem, true).title).to.equal('This browser does not offer WebGPU');
    expect(gpuProblemWords(problem, false).text).to.include('https:').and.include('localhost');
  });

  it('has words for every problem of a GPU', () => {
    const titleOf = (type: DeviceProblem['type'], message = ''): string =>
      gpuProblemWords({ type, message }, true).title;
    expect(titleOf('no-adapter')).to.equal('The browser offers WebGPU, but found no GPU');
    expect(titleOf('software')).to.equal('The browser found no GPU');
    expect(gpuProblemWords({ type: 'device-failed', message: 'Out of memory.' }).text).to.equal(
      'Out of memory.',
    );
  });

  it('recognises browsers by their user-agent strings', () => {
    expect(browserOf('… Version/26.0 Safari/605.1.15')).to.equal('safari');
    expect(browserOf('… Chrome/150.0.0.0 Safari/537.36 Edg/150.0')).to.equal('chromium');
    expect(helpFor('other').length).to.equal(3);
  });
});

describe('<lab-device-line>', () => {
  const withoutGpu = { type: 'no-webgpu', message: '' } as const;
  const opened = async (): Promise<[LabDeviceLine, HTMLDialogElement]> => {
    const line = await fixture<LabDeviceLine>(
      html`<lab-device-line .problem=${withoutGpu}></lab-device-line>`,
    );
    inside(line, 'button.words').focus();
    inside(line, 'button.words').click();
    return [line, inside<HTMLDialogElement>(line, 'dialog')];
  };

  it('is one line, and opens the help for this browser', async () => {
    const [line, dialog] = await opened();
    expect(inside(line, 'p').textContent.replace(/\s+/g, ' ').trim()).to.equal(
      'The processor trains here. How to switch a GPU on',
    );
    expect(dialog.open).to.equal(true);
    const help = dialog.querySelector('lab-device-help')!;
    expect(words(help)).to.include('This browser does not offer WebGPU').and.include('Chrome and Edge');
    await expect(line).to.be.accessible();
  });

  it('closes by its button and by a press beside it, and the focus is back where it was', async () => {
    const [line, dialog] = await opened();
    expect(line.shadowRoot!.activeElement?.textContent).to.equal('Close');
    inside(line, '.close').click();
    expect(dialog.open).to.equal(false);
    expect(line.shadowRoot!.activeElement).to.equal(inside(line, 'button.words'));
    inside(line, 'button.words').click();
    inside(line, 'lab-device-help').click();
    expect(dialog.open).to.equal(true);
    dialog.click();
    expect(dialog.open).to.equal(false);
  });
});
