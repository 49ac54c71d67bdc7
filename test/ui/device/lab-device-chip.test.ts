// Covers src/ui/device/lab-device-chip.ts and src/ui/device/words.ts: the device in the header.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { deviceDetails, deviceName } from '../../../src/ui/device/words.js';
import '../../../src/ui/device/lab-device-chip.js';
import type { LabDeviceChip } from '../../../src/ui/device/lab-device-chip.js';
import { device, processor, softwareDevice } from '../../support/synthetic-run.js';
import { inside, words } from '../../support/find.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';

use(chaiA11yAxe);
adoptTokens(document);

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

  it('shows engine, SIMD and check in its tooltip', async () => {
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
