// Covers src/data/tasks/parity-mix.ts, by training on it.

import { expect } from 'chai';
import { unsolvedMass, type ParityMixSpec } from '../../src/data/tasks/parity-mix.js';
import { plan } from '../../src/lab/plan/plan.js';
import { changeExperiment } from '../../src/lab/presets/resolve.js';
import { resolveExperiment } from '../support/experiments.js';
import { withPool } from '../support/backends.js';
import { collect, ofType } from '../support/run-events.js';

const task: ParityMixSpec = { type: 'parity-mix', subtasks: 12, bits: 10, parityBits: 2, zipf: 1.4, seed: 1 };

describe('parity-mix', () => {
  it('has a mean loss that is the mass of its unsolved subtasks, which falls with size', () =>
    withPool(async (backend) => {
      const spec = changeExperiment(resolveExperiment('zipf-facts'), {
        task,
        'model.depth': 1,
        'model.widths': [4, 24],
        'training.steps': 500,
        'training.batch': 128,
        'lrSweep.enabled': false,
        'lrSweep.centre': 0.02,
        'seeds.count': 1,
        'evaluation.points': 1,
      });
      const evaluations = ofType(await collect(backend, plan(spec)), 'evaluation');
      const masses = ['w4', 'w24'].map((run) => {
        const found = evaluations.find((event) => event.run === run);
        if (!found?.groupLosses) return expect.fail(`expected a loss of each subtask of ${run}`);
        const mass = unsolvedMass(task, found.groupLosses);
        // Published runs agree within 0.05 bit: a subtask that is half learned counts as one or the other.
        expect(found.losses[0] / Math.LN2, run).to.be.closeTo(mass, 0.06);
        return mass;
      });
      expect(masses[0]).to.be.within(0.3, 0.8);
      expect(masses[1]).to.be.below(masses[0] - 0.1);
    }));
});
