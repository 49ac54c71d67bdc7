// Covers src/ui/page: which engine the page trains on, by its address, the help where there is no GPU, and the way to the processor.
// Also src/ui/parts/words.ts.

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { emit } from '../../../src/ui/session/page-events.js';
import { find, query } from '../../support/find.js';
import { noticeButton, openPage, part, text } from '../../support/page.js';
import { device, processor, softwareDevice } from '../../support/synthetic-run.js';
import { waitUntil } from '../../support/wait-until.js';

use(chaiA11yAxe);

const address = location.pathname + location.search;
afterEach(() => history.replaceState(null, '', address));

describe('the page without a GPU', () => {
  it('is ready to start without WebGPU, and says in one line how to use a GPU', async () => {
    const { app } = await openPage({ device: processor, withoutGpu: { type: 'no-webgpu', message: '' } });
    expect(find(part(app, 'lab-run-controls'), 'button.primary').matches(':enabled')).to.equal(true);
    expect(text(app, 'lab-run-controls')).to.include('Measure it on your machine');
    expect(text(app, 'lab-notices')).to.equal('');
    expect(text(app, 'lab-device-line')).to.match(/^The processor trains here. How to switch a GPU on/);
    expect(query(app, 'lab-device-help:not([optional])')).to.equal(null);
    await expect(app).to.be.accessible();
    // Whoever asks for the processor misses no GPU.
    const { app: asked } = await openPage({ device: processor });
    expect(query(asked, 'lab-device-line')).to.equal(null);
  });

  it('says which value of its address does not work, and goes on without it', async () => {
    history.replaceState(null, '', `${location.pathname}?engine=tpu`);
    const { app, client } = await openPage();
    expect(client.wishes[0].engine).to.equal('auto');
    expect(text(app, 'lab-notices')).to.include('engine: expected auto, gpu or cpu, got "tpu".');
    expect(text(app, 'lab-run-controls')).to.include('Start');
    noticeButton(app, 'Dismiss')!.click();
    await waitUntil(() => !text(app, 'lab-notices').includes('tpu'));
  });
});

describe('where a GPU is asked for', () => {
  const problem = { type: 'no-adapter', message: '' } as const;
  beforeEach(() => history.replaceState(null, '', `${location.pathname}?engine=gpu&threads=3`));

  it('the page helps where there is none, and tries again', async () => {
    const { app, client } = await openPage({ report: { type: 'problem', problem } });
    expect(client.wishes).to.deep.equal([{ engine: 'gpu', threads: 3, simd: 'plain' }]);
    expect(text(app, 'lab-device-help')).to.include('found no GPU');
    await expect(app).to.be.accessible();
    client.options = {};
    find(part(app, 'lab-device-help'), 'button:not(.primary)').click();
    await waitUntil(() => query(app, 'lab-device-help') === null);
    expect(client.wishes.at(-1)?.engine).to.equal('gpu');
  });

  it('it is named where its kernels compute wrong numbers, and the processor offered', async () => {
    const message = 'The kernel adamw computes other numbers on this GPU than on the processor.';
    const refusal = { type: 'plan-finished', outcome: 'failed', message, offer: 'cpu', time: 0 } as const;
    const { app, client } = await openPage({ device, until: 0, then: [refusal] });
    emit(part(app, 'lab-run-controls'), 'start-plan');
    await waitUntil(() => text(app, 'lab-notices').includes(message));
    client.options = { device: processor };
    noticeButton(app, 'Train on the processor instead')!.click();
    // Once it is there nothing more is offered.
    await waitUntil(() => !text(app, 'lab-notices').includes('Train on the processor instead'));
    expect(client.wishes.at(-1)?.engine).to.equal('cpu');
  });

  it('the page trains on the processor instead, and on the small version', async () => {
    const { app, client } = await openPage({ report: { type: 'problem', problem } });
    client.options = { device: processor };
    find(part(app, 'lab-device-help'), 'button.primary').click();
    await waitUntil(() => query(app, 'lab-device-help') === null);
    expect(client.wishes.at(-1)).to.deep.equal({ engine: 'cpu', threads: 3, simd: 'plain' });
    expect(new URLSearchParams(location.search).get('engine')).to.equal('cpu');
    expect(part(app, 'lab-experiment-panel').spec?.size).to.equal('small');
  });

  it('the page offers the processor beside a software adapter', async () => {
    const { app, client } = await openPage({ device: softwareDevice });
    expect(text(app, 'lab-notices')).to.include('No GPU in use.');
    client.options = { device: processor };
    noticeButton(app, 'Train on the processor instead')!.click();
    await waitUntil(() => client.wishes.length === 2);
    // A worker keeps what it opened.
    expect(client.asked).to.deep.equal(['open', 'terminate', 'open']);
  });
});
