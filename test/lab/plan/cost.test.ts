// Covers src/lab/plan/cost.ts. What it counts by hand is compared with the engine in test/runner/dispatches.test.ts.

import { expect } from 'chai';
import { estimateSeconds, planCost, type PlanCost } from '../../../src/lab/plan/cost.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { Overrides } from '../../../src/lab/presets/presets.js';
import { parameterCounts } from '../../../src/models/parameters.js';
import { resolveExperiment } from '../../support/experiments.js';

describe('planCost', () => {
  const widths = [8, 32, 128];

  const spec = resolveExperiment('manifold', {
    'model.widths': widths,
    'seeds.count': 2,
    'lrSweep.count': 4,
    'lrSweep.ratio': 2,
    'lrSweep.centre': 0.003,
  });

  const gpu = { engine: 'gpu', software: false, threads: null, flopsPerSecond: 1e12 } as const;

  it('estimates memory and time, once the device is calibrated', () => {
    const cost = planCost(plan(spec));
    expect(cost.runs).to.equal(3);
    expect(cost.replicas).to.equal(24);
    expect(cost.bytes).to.be.within(1e6, 1e9);
    expect(estimateSeconds(cost, { ...gpu, flopsPerSecond: null })).to.equal(null);
    const slow = estimateSeconds(cost, { ...gpu, flopsPerSecond: 1e9, software: true })!;
    expect(slow).to.be.greaterThan(estimateSeconds(cost, gpu)!);
  });

  it('counts that replicas are set up: a core draws the initial values of each, however few the steps are', () => {
    const overrides = { 'model.widths': [64], 'lrSweep.enabled': false, 'seeds.count': 32 };
    const oneStep = { 'training.steps': 1, 'training.schedule.warmupSteps': 0 };
    const resolved = resolveExperiment('manifold', { ...overrides, ...oneStep });
    const cost = planCost(plan(resolved));
    expect(cost.initialValues).to.equal(32 * parameterCounts(plan(resolved).runs[0].model).total);
    const given = planCost(plan({ ...resolved, start: { weightsId: 'a', name: 'a' } }));
    expect(given.initialValues).to.equal(0);
    for (const device of [gpu, { ...gpu, engine: 'cpu', threads: 2 } as const]) {
      expect(estimateSeconds(cost, device)).to.be.greaterThan(estimateSeconds(given, device)!);
    }
    // However fast the GPU: a core needs more than 50 ns for a value.
    expect(estimateSeconds(cost, { ...gpu, flopsPerSecond: 1e30 })).to.be.greaterThan(
      5e-8 * cost.initialValues,
    );
  });

  it('counts of a run that goes on what is left of its training, and all of its set-up', () => {
    const whole = plan(spec);
    const [all, half, none] = [0, 0.5, 1].map((share) => planCost(whole, () => share));
    expect(all).to.deep.equal(planCost(whole));
    for (const term of ['trainingFlops', 'evaluationFlops', 'updateFlops', 'dispatches', 'rows'] as const) {
      expect(half[term], term).to.be.closeTo(all[term] / 2, 1e-9 * all[term]);
      expect(none[term], term).to.equal(0);
    }
    expect(half.overheadFlops).to.be.closeTo(
      (all.overheadFlops + none.overheadFlops) / 2,
      1e-9 * all.overheadFlops,
    );
    expect(none.initialValues).to.equal(all.initialValues);
    expect(none.overheadFlops).to.be.greaterThan(0);
    const first = planCost(whole, ({ id }) => (id === whole.runs[0].id ? 1 : 0));
    expect(first.trainingFlops).to.equal(planCost({ spec, runs: whole.runs.slice(1) }).trainingFlops);
  });

  it('gives each core of a processor its share, and no replica more than one core', () => {
    const secondsOn = (threads: number, cost: PlanCost): number =>
      estimateSeconds(cost, { engine: 'cpu', software: false, threads, flopsPerSecond: threads * 24e9 })!;
    const cost = planCost(plan(spec));
    expect(secondsOn(4, cost)).to.be.closeTo(secondsOn(1, cost) / 4, 1e-9);
    const single = planCost(
      plan(
        resolveExperiment('manifold', {
          'model.widths': [64],
          'seeds.count': 1,
          'lrSweep.enabled': false,
        }),
      ),
    );
    expect(single.replicas).to.equal(1);
    expect(secondsOn(4, single)).to.be.closeTo(secondsOn(1, single), 1e-9);
  });

  it('counts what Muon adds at any depth: 18 launches a step, directions and Gram matrices, and products', () => {
    for (const depth of [1, 3]) {
      const [adamw, muon] = ['adamw', 'muon'].map((type) => {
        const overrides = {
          'model.depth': depth,
          'model.widths': [64],
          'training.steps': 1000,
          'training.optimizer.type': type,
        };
        return planCost(plan(resolveExperiment('markov', overrides)));
      });
      expect(muon.dispatches - adamw.dispatches).to.equal(18 * 1000);
      // Two floats for each of a block's 12 x 64^2 parameters, and for each element of its six Gram matrices.
      expect(muon.bytes - adamw.bytes).to.equal(muon.replicas * depth * 2 * 4 * (12 + 6) * 64 ** 2);
      expect(muon.updateFlops).to.be.greaterThan(10 * adamw.updateFlops);
      expect(muon.trainingFlops).to.equal(adamw.trainingFlops);
    }
  });

  it('estimates what a core was measured to need, within a factor of 1.5', () => {
    const core = { engine: 'cpu', software: false, threads: 1, flopsPerSecond: 24.3e9 } as const;
    // As they were when they were measured, where the presets have changed since.
    const settings: Readonly<Record<string, Overrides>> = {
      'parity-mix': { 'task.subtasks': 16, 'task.bits': 12, 'training.batch': 128 },
      markov: { 'task.vocabulary': 256, 'training.batch': 16 },
    };
    const secondsOf = (preset: string, width: number, steps: number): number => {
      const overrides = { 'model.widths': [width], 'training.steps': steps, 'evaluation.points': 1 };
      const alone = { 'seeds.count': 1, 'lrSweep.enabled': false, 'training.schedule.warmupSteps': 0 };
      const spec = resolveExperiment(preset, { ...settings[preset], ...overrides, ...alone });
      return estimateSeconds(planCost(plan(spec)), core)!;
    };
    // docs/lab-log.md: CPU milliseconds a step of one replica.
    for (const [preset, width, measured] of [
      ['manifold', 4, 0.061],
      ['manifold', 20, 0.104],
      ['manifold', 128, 1.29],
      ['zipf-facts', 11, 0.151],
      ['zipf-facts', 45, 0.225],
      ['glyphs', 10, 0.241],
      ['parity-mix', 4, 0.0146],
      ['parity-mix', 40, 0.0441],
      ['markov', 4, 0.345],
      ['markov', 24, 1.29],
      ['graph-walk', 16, 0.704],
      ['grammar', 4, 1.01],
      ['grammar', 32, 4.47],
      ['addition', 4, 0.192],
      ['addition', 32, 2.26],
    ] as const) {
      const step = (secondsOf(preset, width, 101) - secondsOf(preset, width, 1)) / 100;
      expect((1000 * step) / measured, `${preset} ${width}`).to.be.within(1 / 1.5, 1.5);
    }
  });
});
