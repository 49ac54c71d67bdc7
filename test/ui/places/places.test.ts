// Covers src/ui/session/address-controller.ts, src/ui/places/place-parts.ts, src/ui/parts/place-styles.ts,
// src/ui/places/history/lab-history.ts, src/ui/page/lab-header.ts and src/ui/parts/toolbar.ts: the places of the page and the ways between them.

import { expect } from 'chai';
import { resolveExperiment } from '../../support/experiments.js';
import { readAddress } from '../../../src/ui/session/address.js';
import { AddressController } from '../../../src/ui/session/address-controller.js';
import { specFromHash } from '../../../src/lab/share/spec-link.js';
import { emit } from '../../../src/ui/session/page-events.js';
import { find, query } from '../../support/find.js';
import { openPage, part, start, status, text } from '../../support/page.js';
import { waitUntil } from '../../support/wait-until.js';

describe('the places of the page', () => {
  it('open by their links, and Back goes where one was', async () => {
    const { app } = await openPage();
    find<HTMLAnchorElement>(part(app, 'lab-header'), 'nav [href="#history"]').click();
    await waitUntil(() => query(app, 'lab-history') !== null);
    expect(find(part(app, 'lab-header'), '[aria-current=page]').textContent).to.equal('History');
    expect(text(app, 'lab-history')).to.include('Everything you measured');
    history.back();
    await waitUntil(() => query(app, 'lab-history') === null);
    expect(find(part(app, 'lab-header'), '[aria-current=page]').textContent).to.equal('Lab');
  });

  it('lead from the history back into an experiment that was cut short, which goes on', async () => {
    const stopped = { type: 'plan-finished', outcome: 'stopped', message: '', time: 0 } as const;
    const { app, client } = await openPage({ until: 0.4, ended: 2, then: [stopped] });
    await start(app, 'Stopped');
    await app.library.flush();
    location.hash = '#history';
    await waitUntil(() => text(app, 'lab-history').includes('Keep the law so far'));
    client.options = {};
    find(part(app, 'lab-history'), '.unfinished .primary').click();
    await waitUntil(() => status(app).startsWith('Finished'), 'expected an end');
    expect(readAddress(location.hash).place).to.equal('lab');
    expect(await app.library.list()).to.have.length(1);
  });

  it('are one to the Tab key with all tools of the page, in which arrow keys move', async () => {
    const { app } = await openPage();
    const tools = find(part(app, 'lab-header'), '[role=toolbar]');
    const buttons = [...tools.querySelectorAll('button')];
    expect(buttons.filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    buttons[0].focus();
    tools.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    expect(part(app, 'lab-header').shadowRoot!.activeElement).to.equal(buttons.at(-1));
    expect(buttons.map(({ tabIndex }) => tabIndex)).to.deep.equal(
      buttons.map((_, i) => (i < buttons.length - 1 ? -1 : 0)),
    );
  });

  it('are not left for the experiment of the dials by a page that hears of a link a moment later', () => {
    const host = { addController: () => undefined, requestUpdate: () => undefined } as never;
    const controller = new AddressController(host, () => undefined);
    controller.hostConnected();
    location.hash = '#gallery';
    controller.replace('#e=2.abc');
    controller.hostDisconnected();
    expect(location.hash).to.equal('#gallery');
  });

  it('keep the experiment of the dials in the address, so that a reload opens it', async () => {
    const { app } = await openPage();
    const spec = resolveExperiment('manifold', { 'task.dimension': 7 });
    emit(part(app, 'lab-experiment-panel'), 'spec-change', { spec });
    await waitUntil(() => readAddress(location.hash).key === 'e');
    expect(await specFromHash(location.hash)).to.deep.equal(spec);
  });
});
