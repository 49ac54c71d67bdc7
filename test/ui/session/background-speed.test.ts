// Covers src/ui/session/background-speed.ts: how fast it trained while the page was hidden, with a clock that the test moves.

import { expect } from 'chai';
import type { ReactiveControllerHost } from 'lit';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { BackgroundSpeed } from '../../../src/ui/session/background-speed.js';
import { openPage, start, text } from '../../support/page.js';
import { showPage, withVisibility } from '../../support/visibility.js';
import { waitUntil } from '../../support/wait-until.js';

const host = {
  addController: () => undefined,
  requestUpdate: () => undefined,
} as unknown as ReactiveControllerHost;
const progress = (fraction: number): RunEvent => ({ type: 'progress', fraction, remainingSeconds: null });
const finished: RunEvent = { type: 'plan-finished', outcome: 'finished', message: '', time: 0 };

describe('the speed in the background', () => {
  withVisibility();
  const now = performance.now.bind(performance);
  let time: number;
  let fraction: number;
  let speed: BackgroundSpeed;
  beforeEach(() => {
    time = fraction = 0;
    performance.now = () => time;
    speed = new BackgroundSpeed(host);
    speed.hostConnected();
  });
  afterEach(() => {
    performance.now = now;
    speed.hostDisconnected();
  });

  /** Trains for so many seconds, of which each is `rate` thousandths of the whole. */
  function train(seconds: number, rate: number): void {
    for (let i = 0; i <= seconds; i++) {
      speed.hear([progress(fraction)]);
      if (i === seconds) return;
      time += 1000;
      fraction += rate / 1000;
    }
  }

  it('is a share of the speed before, known once the page is visible', () => {
    train(10, 5);
    showPage(false);
    train(20, 2);
    expect(speed.share).to.equal(null);
    showPage(true);
    expect(speed.share).to.be.closeTo(0.4, 1e-9);
  });

  it('is not told where it was the same, or where the time was too short to say', () => {
    train(10, 5);
    showPage(false);
    train(20, 4.9);
    showPage(true);
    expect(speed.share).to.equal(null);
    showPage(false);
    train(4, 1);
    showPage(true);
    expect(speed.share).to.equal(null);
  });

  it('counts the time in which a page was frozen and heard nothing', () => {
    train(10, 5);
    showPage(false);
    train(10, 5);
    time += 90_000;
    showPage(true);
    expect(speed.share).to.be.closeTo(0.1, 1e-9);
  });

  it('counts neither a pause nor the time after the end', () => {
    for (const event of [{ type: 'paused' } as const, finished]) {
      train(10, 5);
      showPage(false);
      train(10, 5);
      speed.hear([event]);
      time += 90_000;
      showPage(true);
      expect(speed.share, event.type).to.equal(null);
    }
  });

  it('is of the last time in the background, and of this experiment only', () => {
    train(10, 5);
    showPage(false);
    train(10, 1);
    showPage(true);
    showPage(false);
    train(10, 2);
    showPage(true);
    expect(speed.share).to.be.closeTo(0.4, 1e-9);
    speed.hear([{ type: 'plan-started' } as RunEvent]);
    expect(speed.share).to.equal(null);
  });

  it('is never below 0 with a clock that is moved back', () => {
    train(10, 5);
    showPage(false);
    train(10, 1);
    time = 0;
    train(10, 1);
    showPage(true);
    expect(speed.share).to.be.closeTo(0.2, 0.03);
  });

  it('is said beside the controls of what trains', async () => {
    performance.now = now;
    const { app, client } = await openPage({ until: 0.4 });
    await start(app, 'Training');
    // The page's own progress, at times that the test sets.
    performance.now = () => time;
    const tell = async (seconds: number, by: number): Promise<void> => {
      time += 1000 * seconds;
      await client.say([progress((fraction += by))]);
    };
    await client.say([{ type: 'paused' }, { type: 'resumed' }, progress((fraction = 0.4))]);
    await tell(10, 0.1);
    showPage(false);
    await tell(10, 0.04);
    showPage(true);
    performance.now = now;
    // How much it did before, in real time, is not the test's to say.
    await waitUntil(() => /In the background it trained at \d+ % of its speed\./.test(text(app, 'lab-side')));
  });
});
