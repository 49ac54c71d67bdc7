import { expect } from 'chai';
import { unsolvedMass, type ParityMixSpec } from '../../src/data/tasks/parity-mix.js';
import type { RunEvent } from '../../src/lab/events.js';
import { plan } from '../../src/lab/plan.js';
import { changeExperiment, resolveExperiment } from '../../src/lab/resolve.js';
import { RunControl } from '../../src/runner/control.js';
import { runPlan } from '../../src/runner/runner.js';
import { withDevice } from '../support/gpu.js';

type EvaluationEvent = Extract<RunEvent, { type: 'evaluation' }>;

const task: ParityMixSpec = { type: 'parity-mix', subtasks: 12, bits: 10, parityBits: 2, zipf: 1.4, seed: 1 };

describe('parity-mix', () => {
  it('has a mean loss that is the mass of its unsolved subtasks, which falls with size', () =>
    withDevice(async (device) => {
      const spec = changeExperiment(resolveExperiment('zipf-facts'), {
        task,
        'model.depth': 1,
        'model.widths': [4, 24],
        'training.steps': 500,
        'training.batch': 128,
        'fan.enabled': false,
        'fan.centre': 0.02,
        'seeds.count': 1,
        'evaluation.points': 1,
      });
      const evaluations: EvaluationEvent[] = [];
      const options = { flopsPerSecond: null, control: new RunControl() };
      for await (const events of runPlan(device, plan(spec), options)) {
        evaluations.push(...events.filter((event): event is EvaluationEvent => event.type === 'evaluation'));
      }
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
