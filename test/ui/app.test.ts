import { fixture, html, waitUntil } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import type { RunEvent } from '../../src/lab/records/events.js';
import { plan } from '../../src/lab/plan/plan.js';
import type { Plan } from '../../src/lab/plan/run-plan.js';
import { resolveExperiment } from '../support/experiments.js';
import { specToHash } from '../../src/lab/presets/share.js';
import { Journal } from '../../src/ui/session/journal.js';
import '../../src/ui/session/analysis.lazy.js';
import '../../src/ui/lab-app.js';
import type { LabApp } from '../../src/ui/lab-app.js';
import { adoptTokens } from '../../src/ui/parts/tokens.js';
import { SyntheticClient, type SyntheticClientOptions } from '../support/synthetic-client.js';
import { device, processor, softwareDevice, syntheticBatches } from '../support/synthetic-run.js';

use(chaiA11yAxe);
adoptTokens(document);

let journals = 0;
const newJournal = (): string => `test-${Date.now()}-${journals++}`;
const stopped: RunEvent = { type: 'plan-finished', outcome: 'stopped', message: '', time: 0 };
const lost: readonly RunEvent[] = [
  { type: 'device-lost', reason: 'unknown', message: 'the driver was reset' },
  { type: 'plan-finished', outcome: 'device-lost', message: '', time: 0 },
];

/** The page with a synthetic worker on a CPU, which makes for small experiments. */
async function open(
  options: SyntheticClientOptions = {},
  journal = newJournal(),
): Promise<{ app: LabApp; client: SyntheticClient }> {
  const client = new SyntheticClient({ device: softwareDevice, ...options });
  const app = await fixture<LabApp>(
    html`<lab-app .client=${client} .journal=${new Journal(journal)}></lab-app>`,
  );
  await waitUntil(
    () => text(app, 'lab-run-controls') !== '' && !text(app, 'lab-run-controls').includes('Measuring'),
  );
  return { app, client };
}

const part = (app: LabApp, selector: string): HTMLElement =>
  app.shadowRoot!.querySelector<HTMLElement>(selector)!;
const within = (app: LabApp, element: string, selector: string): HTMLElement =>
  part(app, element).shadowRoot!.querySelector<HTMLElement>(selector)!;
const text = (app: LabApp, element: string): string => {
  const found = part(app, element);
  return (found.shadowRoot ?? found).textContent.replace(/\s+/g, ' ').trim();
};
const status = (app: LabApp): string => text(app, '[role=status]');
const button = (app: LabApp, label: string): HTMLButtonElement =>
  [...app.shadowRoot!.querySelectorAll<HTMLButtonElement>('.notices button')].find(
    ({ textContent }) => textContent.trim() === label,
  )!;

/** Configs of the experiment in sight. */
const sizesOf = (app: LabApp): string[] =>
  (app.shadowRoot!.querySelector('lab-experiment-panel')!.spec?.model.widths ?? []).map(
    (width) => `w${width}`,
  );

async function start(app: LabApp, until: string): Promise<void> {
  within(app, 'lab-run-controls', 'button.primary').click();
  await waitUntil(() => status(app).startsWith(until), `expected the status ${until}`, { timeout: 5000 });
  await app.updateComplete;
}

describe('<lab-app>', () => {
  const address = location.pathname + location.search;
  afterEach(() => history.replaceState(null, '', address));

  it('is ready with an experiment and its cost', async () => {
    const { app } = await open({ device });
    expect(text(app, 'lab-run-controls'))
      .to.include('sizes ×')
      .and.include('on this GPU')
      .and.include('Start');
    await expect(app).to.be.accessible();
  });

  it('offers the standard size to a GPU and the small one to a CPU', async () => {
    const sizeOn = async (options: SyntheticClientOptions): Promise<string | undefined> => {
      const { app } = await open(options);
      await app.updateComplete;
      return app.shadowRoot!.querySelector('lab-experiment-panel')!.spec?.size;
    };
    expect(await sizeOn({ device })).to.equal('standard');
    expect(await sizeOn({})).to.equal('small');
    expect(await sizeOn({ device: processor })).to.equal('small');
  });

  it('runs to the end and tells the law', async () => {
    const { app } = await open();
    await start(app, 'Finished. The exponent');
    expect(status(app)).to.match(/^Finished\. The exponent is 0\.9/);
    expect(text(app, 'lab-law-words')).to.include('α = 0.9');
    await expect(app).to.be.accessible();
  });

  it('pauses, resumes, skips and stops', async () => {
    const { app, client } = await open({ until: 0.4 });
    await start(app, 'Training');
    await expect(app).to.be.accessible();
    const [pause] = part(app, 'lab-run-controls').shadowRoot!.querySelectorAll('button');
    pause.click();
    await waitUntil(() => status(app) === 'Paused.');
    within(app, 'lab-run-controls', '.primary').click();
    await waitUntil(() => status(app) === 'Training.');
    within(app, 'lab-runs-table', '.skip button').click();
    await app.updateComplete;
    part(app, 'lab-run-controls').shadowRoot!.querySelectorAll('button')[1].click();
    await waitUntil(() => status(app) === 'Stopped.');
    expect(client.asked.slice(2)).to.deep.equal(['pause', 'resume', `skip ${sizesOf(app)[0]}`, 'stop']);
  });

  it('keeps the points of a lost device and goes on with the rest', async () => {
    const { app, client } = await open({ until: 0.4, ended: 3, then: lost });
    await start(app, 'The GPU was lost');
    expect(text(app, '.notices')).to.include(`3 of ${sizesOf(app).length} runs are finished and kept.`);
    const configs = sizesOf(app);
    client.options = { device: softwareDevice };
    button(app, 'Go on').click();
    await waitUntil(() => status(app).startsWith('Finished'), 'expected an end', { timeout: 5000 });
    expect(client.asked.at(-1)).to.equal(`start without ${configs.slice(0, 3).join(', ')}`);
  });

  it('keeps the last law as a ghost when the next experiment starts', async () => {
    const { app } = await open();
    await start(app, 'Finished. The exponent');
    await start(app, 'Finished');
    const hasGhost = (): boolean => app.shadowRoot!.querySelector('lab-law-chart')!.ghost !== null;
    await waitUntil(hasGhost, 'expected a ghost', { timeout: 5000 });
  });

  it('says what failed', async () => {
    const message = 'linear_forward.wgsl:14: unknown name x';
    const { app } = await open({
      until: 0.001,
      then: [{ type: 'plan-finished', outcome: 'failed', message, time: 0 }],
    });
    await start(app, 'The experiment failed');
    expect(text(app, '.notices')).to.include(message);
  });

  it('is ready to start without WebGPU, and says in one line how a GPU is had', async () => {
    const { app } = await open({ device: processor, withoutGpu: { type: 'no-webgpu', message: '' } });
    expect(within(app, 'lab-run-controls', 'button.primary').matches(':enabled')).to.equal(true);
    expect(text(app, 'lab-run-controls')).to.include('on this CPU');
    expect(text(app, '.notices')).to.equal('');
    expect(text(app, 'lab-device-line')).to.match(/^The processor trains here. How to switch a GPU on/);
    expect(part(app, '.stage > lab-device-help')).to.equal(null);
    await expect(app).to.be.accessible();
    // Whoever asks for the processor misses no GPU.
    const { app: asked } = await open({ device: processor });
    expect(part(asked, 'lab-device-line')).to.equal(null);
  });

  describe('where a GPU is asked for', () => {
    const problem = { type: 'no-adapter', message: '' } as const;
    beforeEach(() => history.replaceState(null, '', `${location.pathname}?engine=gpu&threads=3`));

    it('helps where there is none, and tries again', async () => {
      const { app, client } = await open({ report: { type: 'problem', problem } });
      expect(client.wishes).to.deep.equal([{ engine: 'gpu', threads: 3, simd: 'plain' }]);
      expect(text(app, 'lab-device-help')).to.include('found no GPU');
      await expect(app).to.be.accessible();
      client.options = {};
      within(app, 'lab-device-help', 'button:not(.primary)').click();
      await waitUntil(() => app.shadowRoot!.querySelector('lab-loss-chart') !== null);
      expect(client.wishes.at(-1)?.engine).to.equal('gpu');
    });

    it('is named where its kernels compute wrong numbers, and the processor offered', async () => {
      const message = 'The kernel adamw computes other numbers on this GPU than on the processor.';
      const refusal = { type: 'plan-finished', outcome: 'failed', message, offer: 'cpu', time: 0 } as const;
      const { app, client } = await open({ device, until: 0, then: [refusal] });
      part(app, 'lab-run-controls').dispatchEvent(new CustomEvent('start-plan'));
      await waitUntil(() => text(app, '.notices').includes(message));
      client.options = { device: processor };
      button(app, 'Train on the processor instead').click();
      // Once it is there nothing more is offered.
      await waitUntil(() => !text(app, '.notices').includes('Train on the processor instead'));
      expect(client.wishes.at(-1)?.engine).to.equal('cpu');
    });

    it('trains on the processor instead, and on the small version', async () => {
      const { app, client } = await open({ report: { type: 'problem', problem } });
      client.options = { device: processor };
      within(app, 'lab-device-help', 'button.primary').click();
      await waitUntil(() => app.shadowRoot!.querySelector('lab-loss-chart') !== null);
      expect(client.wishes.at(-1)).to.deep.equal({ engine: 'cpu', threads: 3, simd: 'plain' });
      expect(new URLSearchParams(location.search).get('engine')).to.equal('cpu');
      expect(app.shadowRoot!.querySelector('lab-experiment-panel')!.spec?.size).to.equal('small');
    });

    it('offers the processor beside a software adapter', async () => {
      const { app, client } = await open({ device: softwareDevice });
      expect(text(app, '.notices')).to.include('No GPU in use.');
      client.options = { device: processor };
      button(app, 'Train on the processor instead').click();
      await waitUntil(() => text(app, 'lab-header').includes('Share') && client.wishes.length === 2);
      // A worker keeps what it opened.
      expect(client.asked).to.deep.equal(['open', 'terminate', 'open']);
    });

    it('shares links that ask for no engine, and keeps it in its own address', async () => {
      const { app } = await open({ device });
      const copied: string[] = [];
      const { clipboard } = navigator;
      const writeText = (link: string): Promise<void> => Promise.resolve(void copied.push(link));
      Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
      try {
        part(app, 'lab-header').dispatchEvent(new CustomEvent('copy-link'));
        await waitUntil(() => copied.length === 1);
      } finally {
        Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
      }
      expect(copied[0]).to.include('#').and.not.include('engine');
      expect(location.search).to.equal('?engine=gpu&threads=3');
    });
  });

  it('says which value of its address does not work, and goes on without it', async () => {
    history.replaceState(null, '', `${location.pathname}?engine=tpu`);
    const { app, client } = await open();
    expect(client.wishes[0].engine).to.equal('auto');
    expect(text(app, '.notices')).to.include('engine: expected auto, gpu or cpu, got "tpu".');
    expect(text(app, 'lab-run-controls')).to.include('Start');
    button(app, 'Dismiss').click();
    await app.updateComplete;
    expect(text(app, '.notices')).not.to.include('tpu');
  });

  it('asks before it is left while an experiment runs', async () => {
    const isAsked = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const { app } = await open({ until: 0.4 });
    expect(isAsked()).to.equal(false);
    await start(app, 'Training');
    expect(isAsked()).to.equal(true);
    app.remove();
    expect(isAsked()).to.equal(false);
  });

  it('starts one experiment, however often Start is pressed', async () => {
    const { app, client } = await open();
    const press = (): void => within(app, 'lab-run-controls', 'button.primary').click();
    press();
    press();
    await waitUntil(() => status(app).startsWith('Finished'), 'expected an end', { timeout: 5000 });
    expect(client.asked).to.deep.equal(['open', 'start without nothing']);
  });

  it('gives no ghost to an experiment whose losses have another unit', async () => {
    const { app } = await open();
    await start(app, 'Finished. The exponent');
    const facts = app.shadowRoot!.querySelector('lab-experiment-panel')!;
    facts.dispatchEvent(
      new CustomEvent('spec-change', { detail: { spec: resolveExperiment('zipf-facts') } }),
    );
    await app.updateComplete;
    await start(app, 'Finished');
    expect(app.shadowRoot!.querySelector('lab-law-chart')!.ghost).to.equal(null);
  });

  it('rebuilds the experiment of a link', async () => {
    const spec = resolveExperiment('manifold', { 'task.dimension': 7 });
    history.replaceState(null, '', await specToHash(spec));
    const { app } = await open();
    await waitUntil(() => {
      const task = app.shadowRoot!.querySelector('lab-experiment-panel')?.spec?.task;
      return task?.type === 'manifold' && task.dimension === 7;
    });
  });

  it('says that a link is damaged, and loses nothing', async () => {
    history.replaceState(null, '', '#experiment=1.bm90IGEgbGluaw');
    const { app } = await open();
    await waitUntil(() => text(app, '.notices').includes('This link does not work.'));
    // On a phone, where all is one column, it stands above the experiment.
    const [notices, side] = ['.notices', '.side'].map((part) => app.shadowRoot!.querySelector(part)!);
    expect(notices.compareDocumentPosition(side)).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(text(app, 'lab-run-controls')).to.include('Start');
    button(app, 'Dismiss').click();
    await app.updateComplete;
    expect(text(app, '.notices')).not.to.include('link');
  });

  it('remembers the theme', async () => {
    const { app } = await open();
    const toggle = within(app, 'lab-header', '.theme');
    const before = toggle.getAttribute('aria-label');
    toggle.click();
    await app.updateComplete;
    expect(toggle.getAttribute('aria-label')).not.to.equal(before);
    expect(document.documentElement.style.colorScheme).to.equal(localStorage.getItem('scaling-lab-theme'));
    toggle.click();
    localStorage.removeItem('scaling-lab-theme');
  });

  it('brings an unfinished experiment back after a reload, and goes on with it', async () => {
    const journal = newJournal();
    const first = await open({ until: 0.4, ended: 2, then: [stopped] }, journal);
    await start(first.app, 'Stopped');
    await first.app.journal.append([]);
    first.app.remove();
    const { app, client } = await open({}, journal);
    await waitUntil(() => text(app, '.notices').includes('From your last visit.'));
    expect(text(app, '.notices')).to.include(`2 of ${sizesOf(app).length} runs are finished and kept.`);
    const configs = sizesOf(app);
    button(app, 'Go on').click();
    await waitUntil(() => status(app).startsWith('Finished'), 'expected an end', { timeout: 5000 });
    expect(client.asked).to.include(`start without ${configs.slice(0, 2).join(', ')}`);
  });

  it('reads what the version before kept, which had other names', async () => {
    const name = newJournal();
    const whole = plan(resolveExperiment('manifold'));
    const { lrSweep, ...spec } = whole.spec;
    const runs = whole.runs.map(({ config, round, ...run }) => ({ ...run, cell: config, wave: round }));
    const old = { spec: { ...spec, version: 1, fan: lrSweep }, runs } as unknown as Plan;
    const events = [...syntheticBatches(whole)].flat();
    await new Journal(name).append(
      events.map((event) => (event.type === 'plan-started' ? { ...event, plan: old } : event)),
    );
    const { app } = await open({}, name);
    await waitUntil(() => status(app).startsWith('Finished'), 'expected the kept experiment');
  });

  it('forgets what it cannot read', async () => {
    const name = newJournal();
    const spec = resolveExperiment('manifold');
    const unknown = { ...plan(spec), spec: { ...spec, version: 99 } } as unknown as Plan;
    const [started] = [...syntheticBatches(plan(spec))].flat();
    await new Journal(name).append([{ ...started, plan: unknown } as RunEvent]);
    const { app } = await open({}, name);
    await waitUntil(async () => (await new Journal(name).load()).length === 0);
    expect(text(app, 'lab-run-controls')).to.include('Start');
  });

  it('forgets it when asked', async () => {
    const journal = newJournal();
    const first = await open({}, journal);
    await start(first.app, 'Finished');
    await first.app.journal.append([]);
    first.app.remove();
    const { app } = await open({}, journal);
    await waitUntil(() => text(app, '.notices').includes('From your last visit.'));
    expect(text(app, 'lab-run-controls')).to.include('Start again');
    button(app, 'Discard').click();
    await waitUntil(() => !text(app, '.notices').includes('visit'));
    await app.journal.append([]);
    expect(await new Journal(journal).load()).to.be.empty;
  });

  it('ends its worker when it leaves the page', async () => {
    const { app, client } = await open();
    app.remove();
    expect(client.asked.at(-1)).to.equal('terminate');
  });
});
