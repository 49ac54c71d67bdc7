// Covers src/runner/{split-run,join,joined-run}.ts: runs that do not fit into memory as a whole. The limit is the test's own.

import { expect } from 'chai';
import { DeviceError } from '../../src/engine/device.js';
import type { Plan, RunPlan } from '../../src/lab/plan/run-plan.js';
import type { RunEvent } from '../../src/lab/records/events.js';
import type { Backend } from '../../src/runner/backend.js';
import { poolHere, withPool } from '../support/backends.js';
import { collect, curve, ofType, results } from '../support/run-events.js';
import { tinyPlan } from '../support/tiny-plan.js';

/** A backend that has no memory for some runs, beside so many that are open. */
function limited(backend: Backend, fits: (run: RunPlan, open: number) => boolean): Backend {
  let opened = 0;
  return {
    info: backend.info,
    lost: backend.lost,
    begin: async (plan) => {
      const session = await backend.begin(plan);
      return {
        open: async (run) => {
          if (!fits(run, opened)) throw new DeviceError('out-of-memory', 'There is no memory.');
          opened++;
          const trainer = await session.open(run);
          const destroy = trainer.destroy.bind(trainer);
          trainer.destroy = () => {
            opened--;
            destroy();
          };
          return trainer;
        },
        hold: () => session.hold(),
        release: () => session.release(),
        drop: (ids) => session.drop(ids),
        end: () => session.end(),
      };
    },
    write: (...asked) => backend.write(...asked),
    logProbabilities: (...asked) => backend.logProbabilities(...asked),
    close: () => backend.close(),
  };
}

/** Five replicas, with a branch. */
function branched(steps: number): Plan {
  const replicas = [1, 2, 3, 4, 5].map((seed) => ({ seed, learningRate: 1e-2 * seed }));
  const tiny = tinyPlan({ replicas, steps, widths: [5] });
  const schedule = { ...tiny.spec.training.schedule, type: 'wsd' } as const;
  const spec = { ...tiny.spec, training: { ...tiny.spec.training, schedule } };
  return { spec, runs: tiny.runs.map((run) => ({ ...run, branches: [{ from: 20, to: 26 }] })) };
}

describe('a run that does not fit into memory', () => {
  const two = ({ replicas }: RunPlan): boolean => replicas.length <= 2;

  it('trains in parts, one after another, with the same results', () =>
    withPool(async (pool) => {
      const plan = branched(60);
      const whole = await collect(pool, plan);
      expect(results(await collect(limited(pool, two), plan))).to.deep.equal(results(whole));
    }));

  it('goes on from its checkpoint where it fits as a whole', () =>
    withPool(async (pool) => {
      // Chunks grow fourfold: after 200 steps some thousand more may be under way.
      const plan = branched(12_000);
      const small = await poolHere();
      const options = { checkpointMilliseconds: 0, reopen: () => Promise.resolve(pool) };
      let steps = 0;
      const events = await collect(limited(small, two), plan, options, (batch) => {
        steps += curve(batch, 'w5', 0).length;
        if (steps > 200) small.close();
      });
      expect(ofType(events, 'device-recovered')).to.have.length(1);
      expect(results(events)).to.deep.equal(results(await collect(pool, plan)));
    }));

  it('waits until others have ended, where it does not fit beside them', () =>
    withPool(async (pool) => {
      const plan = tinyPlan();
      const events = await collect(
        limited(pool, (_, open) => open === 0),
        plan,
      );
      const isEndOrBegin = ({ type }: RunEvent): boolean => type === 'run-started' || type === 'run-finished';
      expect(events.filter(isEndOrBegin).map(({ type }) => type)).to.deep.equal([
        'run-started',
        'run-finished',
        'run-started',
        'run-finished',
      ]);
      expect(results(events)).to.deep.equal(results(await collect(pool, plan)));
    }));

  it('is refused with the batch that would fit, if a single replica does not', () =>
    withPool(async (pool) => {
      const messageOf = async (most: number): Promise<unknown> =>
        (
          await collect(
            limited(pool, ({ batch }) => batch <= most),
            branched(60),
          )
        ).at(-1);
      expect(await messageOf(5)).to.deep.include({
        outcome: 'failed',
        message: 'There is no memory. For w5, a batch of 4 would fit.',
      });
      expect(await messageOf(0)).to.deep.include({
        message: 'There is no memory. w5 does not fit with any batch: leave it out.',
      });
    }));
});
