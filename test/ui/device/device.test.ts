import { fixture, html, oneEvent } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { browserOf, helpFor, problemWords } from '../../../src/ui/device/browser-help.js';
import { deviceDetails, deviceName } from '../../../src/ui/device/device-words.js';
import { engineWishOf, withEngine, withoutEngine } from '../../../src/ui/device/engine-wish.js';
import '../../../src/ui/device/lab-device-chip.js';
import type { LabDeviceChip } from '../../../src/ui/device/lab-device-chip.js';
import '../../../src/ui/device/lab-device-help.js';
import type { LabDeviceHelp } from '../../../src/ui/device/lab-device-help.js';
import '../../../src/ui/device/lab-device-line.js';
import type { LabDeviceLine } from '../../../src/ui/device/lab-device-line.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';
import type { DeviceProblem } from '../../../src/worker/training/protocol.js';
import { device, processor, softwareDevice } from '../../support/synthetic-run.js';

use(chaiA11yAxe);
adoptTokens(document);

const inside = <Type extends Element = HTMLElement>(element: HTMLElement, selector: string): Type =>
  element.shadowRoot!.querySelector<Type>(selector)!;
const words = (element: HTMLElement): string => element.shadowRoot!.textContent.replace(/\s+/g, ' ').trim();

describe('the engine in the address', () => {
  it('is a hardware GPU or all cores where nothing is asked for', () => {
    const { wish, complaint } = engineWishOf('?state=ready');
    expect(wish).to.deep.equal({ engine: 'auto', threads: null, simd: 'plain' });
    expect(complaint).to.equal(null);
  });

  it('is what is asked for', () => {
    expect(engineWishOf('?engine=cpu&threads=3&simd=relaxed')).to.deep.equal({
      wish: { engine: 'cpu', threads: 3, simd: 'relaxed' },
      complaint: null,
    });
  });

  it('keeps its defaults where a value does not work, and says what would', () => {
    const { wish, complaint } = engineWishOf('?engine=tpu&threads=0&simd=relaxed');
    expect(wish).to.deep.equal({ engine: 'auto', threads: null, simd: 'relaxed' });
    expect(complaint?.text).to.equal(
      'engine: expected auto, gpu or cpu, got "tpu". threads: expected a whole number from 1 to 256, got "0". ' +
        'The page uses its default instead.',
    );
    for (const threads of ['', '2.5', '-1', '1e2', '257', 'all'])
      expect(engineWishOf(`?threads=${threads}`).complaint, threads).not.to.equal(null);
  });

  it('is no part of a link, which keeps all else', () => {
    const address = 'https://lab.example/?engine=gpu&embed=law&threads=2&simd=plain#e=1';
    expect(withoutEngine(address)).to.equal('https://lab.example/?embed=law#e=1');
    expect(withoutEngine('https://lab.example/?engine=gpu#e=1')).to.equal('https://lab.example/#e=1');
    expect(withEngine('https://lab.example/?engine=gpu#e=1', 'cpu')).to.equal(
      'https://lab.example/?engine=cpu#e=1',
    );
  });
});

describe('<lab-device-chip>', () => {
  const show = (report: LabDeviceChip['report']): Promise<LabDeviceChip> =>
    fixture(html`<lab-device-chip .report=${report}></lab-device-chip>`);
  const ready = (info: typeof device): LabDeviceChip['report'] => ({
    type: 'ready',
    device: info,
    withoutGpu: null,
  });

  it('measures, then names the device and its speed', async () => {
    expect(words(await show(null))).to.equal('Measuring this device …');
    const chip = await show(ready(device));
    expect(words(chip)).to.include('Example GPU 4000').and.include('1.2 TFLOP/s');
    await expect(chip).to.be.accessible();
  });

  it('counts the threads of a processor', async () => {
    const chip = await show(ready(processor));
    expect(words(chip)).to.equal('CPU · 4 threads · 48 GFLOP/s');
    expect(deviceName({ ...processor, threads: 1 })).to.equal('CPU · 1 thread');
    await expect(chip).to.be.accessible();
  });

  it('marks an adapter that computes on the processor', async () => {
    const chip = await show(ready(softwareDevice));
    expect(words(chip)).to.include('SwiftShader (software)');
    expect(inside(chip, '.lamp').classList.contains('software')).to.equal(true);
  });

  it('says that nothing can train', async () => {
    const problem = { type: 'no-adapter', message: '' } as const;
    expect(words(await show({ type: 'problem', problem }))).to.equal('No device');
  });

  it('tells engine, SIMD and check to whoever points at it', async () => {
    expect(inside(await show(ready(processor)), '.device').title)
      .to.include('Engine version 1.')
      .and.include('Plain SIMD: the same numbers on every machine.')
      .and.not.include('kernels');
    expect(deviceDetails({ ...processor, simd: 'relaxed' })).to.include('Relaxed SIMD');
    expect(deviceDetails(device)).to.include('Its kernels agree with the processor.');
    expect(deviceDetails({ ...device, check: 'the processor has no SIMD' })).to.include(
      'Its kernels are not checked: the processor has no SIMD.',
    );
  });

  it('spells names as people do', () => {
    expect(deviceName({ ...device, description: '', vendor: 'nvidia', architecture: 'hopper' })).to.equal(
      'NVIDIA hopper',
    );
    expect(deviceName({ ...softwareDevice, description: 'google swiftshader' })).to.equal(
      'Google SwiftShader (software)',
    );
    expect(deviceName({ ...softwareDevice, description: '', vendor: '', architecture: '' })).to.equal(
      'software adapter',
    );
  });
});

describe('<lab-device-help>', () => {
  const problem = { type: 'no-webgpu', message: '' } as const;
  const show = (given: DeviceProblem = problem): Promise<LabDeviceHelp> =>
    fixture(html`<lab-device-help .problem=${given}></lab-device-help>`);

  it('tells the visitor of each browser what to do, their own first', async () => {
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

  it('asks for nothing where the processor trains already', async () => {
    const help = await show();
    help.optional = true;
    await help.updateComplete;
    expect(words(help)).to.include('You need not do anything');
    expect(help.shadowRoot!.querySelectorAll('button').length).to.equal(0);
  });

  it('says why the processor cannot train, and nothing of GPUs', async () => {
    const help = await show({ type: 'device-failed', message: 'The kernels could not be loaded.' });
    help.engine = 'cpu';
    await help.updateComplete;
    expect(words(help)).to.equal(
      'The processor cannot train here The kernels could not be loaded. Try again',
    );
  });

  it('does not blame the browser for an address that is not secure', () => {
    expect(problemWords(problem, true).title).to.equal('This browser does not offer WebGPU');
    expect(problemWords(problem, false).text).to.include('https:').and.include('localhost');
  });

  it('has words for every problem of a GPU', () => {
    const titleOf = (type: DeviceProblem['type'], message = ''): string =>
      problemWords({ type, message }, true).title;
    expect(titleOf('no-adapter')).to.equal('The browser offers WebGPU, but found no GPU');
    expect(titleOf('software')).to.equal('The browser found no GPU');
    expect(problemWords({ type: 'device-failed', message: 'Out of memory.' }).text).to.equal(
      'Out of memory.',
    );
  });

  it('knows browsers by what they say of themselves', () => {
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
