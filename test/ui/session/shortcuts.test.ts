// Covers src/ui/session/shortcuts.ts: single keys of the page, and large type for a projector.

import { expect } from 'chai';
import { find } from '../../support/find.js';
import { openPage, part, status, text } from '../../support/page.js';
import { waitUntil } from '../../support/wait-until.js';

const press = (key: string, on: EventTarget = document.body, more: KeyboardEventInit = {}): void => {
  on.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );
};

describe('single keys', () => {
  it('start and pause, change the question, and choose a tab', async () => {
    const { app } = await openPage({ until: 0.4 });
    const before = text(app, 'lab-question');
    press(']');
    await waitUntil(() => text(app, 'lab-question') !== before);
    press('[');
    await waitUntil(() => text(app, 'lab-question') === before);
    press('4');
    expect(part(app, 'lab-tray').selected).to.equal('runs');
    press('s');
    await waitUntil(() => status(app) === 'Training.');
    press('s');
    await waitUntil(() => status(app) === 'Paused.');
    press('s');
    await waitUntil(() => status(app) === 'Training.');
  });

  it('mean nothing where something is typed, with Ctrl, or where their element is out of sight', async () => {
    const { app, client } = await openPage();
    press('s', find(part(app, 'lab-experiment-panel'), '.number'));
    press('s', document.body, { ctrlKey: true });
    location.hash = '#gallery';
    await waitUntil(() => !part(app, 'lab-run-controls').checkVisibility());
    press('s');
    press('2');
    expect(client.asked).to.deep.equal(['open']);
    expect(part(app, 'lab-tray').selected).to.equal('words');
  });

  it('give large type for a projector, which stands in the address, and take it back', async () => {
    const { app } = await openPage();
    press('p');
    await waitUntil(() => document.documentElement.hasAttribute('data-presented'));
    expect(location.hash).to.match(/&present$/);
    press('P');
    await app.updateComplete;
    await waitUntil(() => !document.documentElement.hasAttribute('data-presented'));
  });

  it('are listed', async () => {
    const { app } = await openPage();
    press('?');
    const dialog = find<HTMLDialogElement>(part(app, 'lab-header'), 'dialog');
    expect(dialog.open).to.equal(true);
    expect(dialog.textContent).to.include('Start, pause or resume');
    dialog.close();
  });
});
