// Covers what src/runner/{scheduler,active-run,control}.ts, src/engine/cpu/cpu-queue.ts and src/lab/records/store.ts promise of clocks that
// are moved, with clocks that the test moves.

import { expect } from 'chai';
import { LabStore } from '../../src/lab/records/store.js';
import { onEachBackend } from '../support/backends.js';
import { collect, ofType, results } from '../support/run-events.js';
import { tinyPlan } from '../support/tiny-plan.js';

const HOUR = 3_600_000;

/** What the time is, given the true time. */
const clocks: Readonly<Record<string, (time: number, start: number) => number>> = {
  'is moved back by an hour': (time, start) => (time - start < 50 ? time : time - HOUR),
  'jumps ahead by an hour, as after sleep': (time, start) => (time - start < 50 ? time : time + HOUR),
  'stands still': (_, start) => start,
  'runs backwards': (time, start) => 2 * start - time,
};

onEachBackend('a plan whose clock', (withBackend, engine) => {
  const now = performance.now.bind(performance);
  const date = Date.now.bind(Date);
  afterEach(() => {
    performance.now = now;
    Date.now = date;
  });

  for (const [name, clock] of Object.entries(clocks)) {
    it(`${name} has the same results, checkpoints in time, and no negative times`, () =>
      withBackend(async (backend) => {
        const plan = tinyPlan({ widths: [4, 48], steps: engine === 'gpu' ? 120 : 6000 });
        const undisturbed = await collect(backend, plan, { checkpointMilliseconds: 1e9 });
        const [start, startDate] = [now(), date()];
        performance.now = () => clock(now(), start);
        Date.now = () => clock(date(), startDate);
        let batches = 0;
        const events = await collect(backend, plan, { checkpointMilliseconds: 20 }, () => batches++);
        expect(results(events)).to.deep.equal(results(undisturbed));
        expect(ofType(events, 'checkpoint').length, 'checkpoints').to.be.above(0);
        // More than the first, those of the preparation, and the last.
        expect(batches, 'batches').to.be.above(3);
        const store = new LabStore();
        store.apply(events);
        for (const { deviceSeconds, startedAt, finishedAt } of store.state.runs) {
          expect(deviceSeconds).to.be.least(0);
          expect(finishedAt! - startedAt!).to.be.least(0);
        }
        for (const { remainingSeconds } of ofType(events, 'progress'))
          expect(remainingSeconds ?? 0).to.be.least(0);
      }));
  }
});
