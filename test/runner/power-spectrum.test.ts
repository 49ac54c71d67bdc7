// Covers src/data/tasks/power-spectrum.ts and src/lab/presets/linear.ts, by training: what is measured is what is known.

import { expect } from 'chai';
import { expectedLosses, type PowerSpectrumSpec } from '../../src/data/tasks/power-spectrum.js';
import { readExperiment } from '../../src/lab/plan/read-experiment.js';
import type { RunPlan } from '../../src/lab/plan/run-plan.js';
import { composeExperiment } from '../../src/lab/presets/resolve.js';
import type { Overrides } from '../../src/lab/presets/presets.js';
import { LabStore } from '../../src/lab/records/store.js';
import { laws } from '../../src/laws/runs/lab-laws.js';
import { lawsOfTable } from '../../src/laws/table-laws.js';
import { parameterCounts } from '../../src/models/parameters.js';
import { labPoints } from '../../src/laws/runs/lab-points.js';
import type { Backend } from '../../src/runner/backend.js';
import { onEachBackend, withPool } from '../support/backends.js';
import { tableOf } from '../support/law-panels.js';
import { collect } from '../support/run-events.js';

/** Trains a preset; the store has what it reported. */
async function train(backend: Backend, preset: string, overrides: Overrides): Promise<LabStore> {
  const { plan } = readExperiment(composeExperiment(preset, overrides));
  const store = new LabStore();
  store.apply([...(await collect(backend, plan))]);
  return store;
}

/** The expected loss at the end of a run or of one of its branches. */
function expectedLoss(
  task: PowerSpectrumSpec,
  run: RunPlan,
  { from, to }: { from: number; to: number },
): number {
  const [{ learningRate }] = run.replicas;
  const rates = Float64Array.from(
    { length: to },
    (_, step) => learningRate * (step < from ? 1 : (to - step) / (to - from)),
  );
  const { batch, model } = run;
  if (model.family !== 'mlp') throw new Error('expected a perceptron');
  return expectedLosses(task, { N: model.inputs, batch, rates })[to];
}

onEachBackend('power-spectrum', (withBackend) => {
  it('has the losses that are known, of models that read fewer features than it has', () =>
    withBackend(async (backend) => {
      const store = await train(backend, 'power-spectrum', {
        'task.features': 70,
        'model.widths': [6, 33],
        'training.steps': 120,
        'seeds.count': 8,
        'evaluation.points': 2,
      });
      const { plan, runs } = store.state;
      const points = labPoints(store.state);
      runs.forEach(({ plan: run }, i) => {
        const decay = Math.round(0.3 * run.steps);
        const loss = expectedLoss(plan!.spec.task as PowerSpectrumSpec, run, {
          from: run.steps - decay,
          to: run.steps,
        });
        expect(points[i].loss, run.id).to.be.closeTo(loss, 4 * points[i].standardError!);
        expect(points[i].standardError! / loss).to.be.below(0.02);
      });
    }));
});

describe('the presets of power-spectrum', () => {
  it('measure the exponent a along N and a / b along D', () =>
    withPool(async (backend) => {
      const byN = await train(backend, 'power-spectrum', {
        'model.widths': [16, 23, 32, 45, 64, 91, 128, 181],
        'task.features': 256,
        'training.steps': 4000,
        'training.batch': 16,
        'seeds.count': 1,
        'evaluation.points': 2,
      });
      const [law] = laws(byN.state);
      if (law.fit.type !== 'fit') return expect.fail(law.fit.reason);
      expect(law.knownFloor).to.equal(0.1);
      // The exact losses of this design have 0.500.
      expect(law.fit.alpha).to.be.closeTo(0.5, 0.015);
      const byD = await train(backend, 'power-spectrum-data', { 'seeds.count': 8, 'evaluation.points': 2 });
      const [, data] = laws(byD.state);
      if (data.fit.type !== 'fit') return expect.fail(data.fit.reason);
      const [low, high] = data.fit.intervals.alpha;
      expect(low).to.be.below(0.4);
      expect(high).to.be.above(0.4);
      expect(high - low).to.be.below(0.2);
    }));

  it('have budgets whose exact losses give the best size its exponent 1 / (1 + b), where the surface of Chinchilla errs', () => {
    const { plan } = readExperiment(composeExperiment('power-spectrum-budgets', {}));
    const rows = plan.runs.map((run) => {
      const from = run.steps - Math.round(0.3 * run.steps);
      const loss = expectedLoss(plan.spec.task as PowerSpectrumSpec, run, { from, to: run.steps });
      return [run.trainingFlops, parameterCounts(run.model).total, run.steps * run.batch, loss].join(',');
    });
    const { isoflop, surface } = lawsOfTable(tableOf(['C,N,D,loss', ...rows].join('\n')));
    const sizes = isoflop.N.fit;
    if (sizes.type !== 'fit' || surface.fit.type !== 'fit') return expect.fail('expected fits');
    expect(sizes.exponent).to.be.closeTo(1 / 2.25, 0.01);
    expect(sizes.exponentInterval[0]).to.be.below(1 / 2.25);
    expect(sizes.exponentInterval[1]).to.be.above(1 / 2.25);
    // No noise, and yet: the floor 0.1 is outside the interval, since this loss is not a sum of a term in N and one in D.
    expect(surface.fit.intervals.E[0]).to.be.above(0.1);
    expect(surface.fit.r2).to.be.below(0.99);
  });
});
