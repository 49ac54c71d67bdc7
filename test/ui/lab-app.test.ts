// Covers src/ui/{lab-app,make-view}.ts: the page as a whole, from Start to the law. Also src/ui/lab-app-styles.ts,
// src/ui/language/language-panels.lazy.ts, src/ui/language/{lab-language,language-controller}.ts and
// src/ui/session/theme-controller.ts, src/ui/charts/reset-zoom.ts.

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { resolveExperiment } from '../support/experiments.js';
import { Library } from '../../src/ui/library/library.js';
import { emit } from '../../src/ui/session/page-events.js';
import { find } from '../support/find.js';
import { openPage, part, sizesOf, start, status, text } from '../support/page.js';
import type { SyntheticClientOptions } from '../support/synthetic-client.js';
import { device, processor } from '../support/synthetic-run.js';
import { waitUntil } from '../support/wait-until.js';

use(chaiA11yAxe);

describe('<lab-app>', () => {
  it('is ready with an experiment and its cost', async () => {
    const { app } = await openPage({ device });
    expect(text(app, 'lab-run-controls'))
      .to.include('sizes ×')
      .and.match(/Start Measure it on your machine: (under )?\d/);
    await expect(app).to.be.accessible();
  });

  it('offers the standard size to a GPU and the small one to a CPU', async () => {
    const sizeOn = async (options: SyntheticClientOptions): Promise<string | undefined> => {
      const { app } = await openPage(options);
      await app.updateComplete;
      return part(app, 'lab-experiment-panel').spec?.size;
    };
    expect(await sizeOn({ device })).to.equal('standard');
    expect(await sizeOn({})).to.equal('small');
    expect(await sizeOn({ device: processor })).to.equal('small');
  });

  it('runs to the end and shows the law', async () => {
    const { app } = await openPage();
    await start(app, 'Finished. The exponent');
    expect(status(app)).to.match(/^Finished\. The exponent is 0\.9/);
    expect(text(app, 'lab-law-words')).to.include('α = 0.9');
    await expect(app).to.be.accessible();
  });

  it('pauses, resumes, skips and stops', async () => {
    const { app, client } = await openPage({ until: 0.4 });
    await start(app, 'Training');
    await expect(app).to.be.accessible();
    const controls = part(app, 'lab-run-controls');
    find(controls, 'button').click();
    await waitUntil(() => status(app) === 'Paused.');
    find(controls, '.primary').click();
    await waitUntil(() => status(app) === 'Training.');
    find(part(app, 'lab-runs-table'), '.skip button').click();
    await app.updateComplete;
    controls.shadowRoot!.querySelectorAll('button')[1].click();
    await waitUntil(() => status(app) === 'Stopped.');
    expect(client.asked.slice(2)).to.deep.equal(['pause', 'resume', `skip ${sizesOf(app)[0]}`, 'stop']);
  });

  it('starts one experiment, however often Start is pressed', async () => {
    const { app, client } = await openPage();
    const press = (): void => find(part(app, 'lab-run-controls'), 'button.primary').click();
    press();
    press();
    await waitUntil(() => status(app).startsWith('Finished'), 'expected an end');
    expect(client.asked).to.deep.equal(['open', 'start without nothing']);
  });

  it('keeps the last law as a ghost when the next experiment starts', async () => {
    const { app } = await openPage();
    await start(app, 'Finished. The exponent');
    await start(app, 'Finished');
    const hasGhost = (): boolean => text(app, 'lab-figure').includes('last law');
    await waitUntil(hasGhost, 'expected a ghost');
  });

  it('gives no ghost to an experiment whose losses have another unit', async () => {
    const { app } = await openPage();
    await start(app, 'Finished. The exponent');
    emit(part(app, 'lab-experiment-panel'), 'spec-change', { spec: resolveExperiment('zipf-facts') });
    await app.updateComplete;
    await start(app, 'Finished');
    expect(text(app, 'lab-figure')).not.to.include('last law');
  });

  it('remembers the theme', async () => {
    const { app } = await openPage();
    const toggle = find(part(app, 'lab-header'), '.theme');
    const before = toggle.getAttribute('aria-label');
    toggle.click();
    await app.updateComplete;
    expect(toggle.getAttribute('aria-label')).not.to.equal(before);
    expect(document.documentElement.style.colorScheme).to.equal(localStorage.getItem('scaling-lab-theme'));
    toggle.click();
    localStorage.removeItem('scaling-lab-theme');
  });

  it('asks before it is left only while an experiment runs that cannot be kept', async () => {
    const isAsked = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const { app } = await openPage({ until: 0.4 });
    await start(app, 'Training');
    expect(isAsked()).to.equal(false);
    app.remove();
    const full = new Library({ load: () => Promise.reject(new DOMException('', 'QuotaExceededError')) });
    const { app: other } = await openPage({ until: 0.4 }, full);
    await start(other, 'Training');
    await waitUntil(() => text(other, 'lab-stage').includes('no room is left'));
    expect(isAsked()).to.equal(true);
    other.remove();
    expect(isAsked()).to.equal(false);
  });

  it('ends its worker when it leaves the page', async () => {
    const { app, client } = await openPage();
    app.remove();
    expect(client.asked.at(-1)).to.equal('terminate');
  });

  it('says nothing to the page around it', async () => {
    const { app } = await openPage();
    let heard = 0;
    const hear = (): void => void heard++;
    document.addEventListener('toggle-theme', hear);
    find(part(app, 'lab-header'), '.theme').click();
    find(part(app, 'lab-header'), '.theme').click();
    document.removeEventListener('toggle-theme', hear);
    localStorage.removeItem('scaling-lab-theme');
    expect(heard).to.equal(0);
  });
});
