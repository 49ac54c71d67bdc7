// Covers src/ui/session/wake-lock.ts: when the screen is kept on, with a double for the browser's locks.

import { expect } from 'chai';
import type { ReactiveControllerHost } from 'lit';
import { emit } from '../../../src/ui/session/page-events.js';
import { WakeLockController } from '../../../src/ui/session/wake-lock.js';
import { openPage, part, start } from '../../support/page.js';
import { showPage, withVisibility } from '../../support/visibility.js';
import { waitUntil } from '../../support/wait-until.js';

const host = { addController: () => undefined } as unknown as ReactiveControllerHost;
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Counts locks that were asked for, and those that are held. */
class Locks {
  asked = 0;
  held = 0;
  refuses = false;

  async request(): Promise<WakeLockSentinel> {
    this.asked++;
    await Promise.resolve();
    if (this.refuses) throw new DOMException('The battery is low.', 'NotAllowedError');
    this.held++;
    return { release: () => Promise.resolve(void this.held--) } as unknown as WakeLockSentinel;
  }
}

describe('the wake lock', () => {
  withVisibility();
  let locks: Locks;
  let trains: boolean;
  let controller: WakeLockController;
  beforeEach(() => {
    locks = new Locks();
    trains = false;
    controller = new WakeLockController(host, () => trains, locks);
    controller.hostConnected();
  });
  afterEach(() => controller.hostDisconnected());

  async function update(isTraining: boolean): Promise<void> {
    trains = isTraining;
    controller.hostUpdated();
    await settle();
  }
  async function show(isVisible: boolean): Promise<void> {
    showPage(isVisible);
    await settle();
  }

  it('is held once while an experiment trains, and released at its end', async () => {
    await update(false);
    expect(locks.asked).to.equal(0);
    await update(true);
    await update(true);
    expect([locks.asked, locks.held]).to.deep.equal([1, 1]);
    await update(false);
    expect(locks.held).to.equal(0);
  });

  it('is not held while the page is hidden, and asked for again when it becomes visible', async () => {
    await show(false);
    await update(true);
    expect(locks.asked).to.equal(0);
    await show(true);
    expect(locks.held).to.equal(1);
    await show(false);
    expect(locks.held).to.equal(0);
    await show(true);
    expect([locks.asked, locks.held]).to.deep.equal([2, 1]);
  });

  it('is released where it arrives only after the end', async () => {
    trains = true;
    controller.hostUpdated();
    await update(false);
    expect([locks.asked, locks.held]).to.deep.equal([1, 0]);
  });

  it('is released with the page, and hears of nothing afterwards', async () => {
    await update(true);
    controller.hostDisconnected();
    await settle();
    await show(false);
    await show(true);
    expect([locks.asked, locks.held]).to.deep.equal([1, 0]);
  });

  it('is asked for once where the browser refuses, until the page becomes visible again', async () => {
    locks.refuses = true;
    await update(true);
    await update(true);
    expect(locks.asked).to.equal(1);
    locks.refuses = false;
    await show(false);
    await show(true);
    expect(locks.held).to.equal(1);
  });

  it('is nothing where the browser has none', () => {
    const without = new WakeLockController(host, () => true, undefined);
    without.hostUpdated();
    without.hostDisconnected();
  });

  it('is held by the page from a start to its end, but not during a pause', async () => {
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: locks });
    try {
      const { app } = await openPage({ until: 0.4 });
      expect(locks.asked).to.equal(0);
      await start(app, 'Training');
      await waitUntil(() => locks.held === 1);
      emit(part(app, 'lab-run-controls'), 'pause-plan');
      await waitUntil(() => locks.held === 0);
      emit(part(app, 'lab-run-controls'), 'resume-plan');
      await waitUntil(() => locks.held === 1);
      emit(part(app, 'lab-run-controls'), 'stop-plan');
      await waitUntil(() => locks.held === 0);
    } finally {
      Reflect.deleteProperty(navigator, 'wakeLock');
    }
  });
});
