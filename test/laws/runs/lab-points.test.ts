// Covers src/laws/runs/lab-points.ts and src/lab/records/tuning.ts: from replicas to the points of a law.

import { expect } from 'chai';
import type { RunEvent } from '../../../src/lab/records/events.js';
import type { RunPlan } from '../../../src/lab/plan/run-plan.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { onlyLaw, finishedStore, planOf, lossOf, device, eventsOf } from '../../support/finished-run.js';

describe('laws', () => {
  it('make a tuned point of every config and recover the exponent', () => {
    const { fit, points, knownFloor, theory } = onlyLaw(finishedStore(planOf()));
    expect(points.map(({ width, final }) => [width, final])).to.deep.equal([
      [4, true],
      [8, true],
      [16, true],
      [32, true],
    ]);
    // The parabola finds the minimum between the two middle rates; 1e-6 is what f32 losses leave of it.
    points.forEach(({ loss, N }) => expect((loss * N) / 30).to.be.closeTo(1, 1e-6));
    expect(fit.type === 'fit' && fit.alpha).to.be.closeTo(1, 1e-6);
    expect([knownFloor, theory]).to.deep.equal([0, 1]);
  });

  it('pool the seeds of all configs into the error, and add that of the evaluation set', () => {
    const { points } = onlyLaw(finishedStore(planOf()));
    const relative = points[0].standardError! / points[0].loss;
    // Seeds differ by 0.04 in log loss: variance 8e-4, over two seeds; the evaluation set adds 0.001^2.
    expect(relative).to.be.closeTo(Math.sqrt(8e-4 / 2 + 1e-6), 1e-5);
  });

  it('pass over learning rates at which a replica diverged', () => {
    const whole = planOf();
    const loss = lossOf();
    const diverging = (run: RunPlan, r: number): number => (r === 2 ? NaN : loss(run, r));
    const { points } = onlyLaw(finishedStore(whole, diverging));
    expect(points[0].learningRate).to.be.closeTo(whole.runs[0].replicas[1].learningRate, 1e-12);
  });

  it('leave a config out, with the reason, where nothing can be tuned', () => {
    const loss = lossOf();
    const hopeless = (run: RunPlan, r: number): number => (run.id === 'w8' ? NaN : loss(run, r));
    const { points, fit } = onlyLaw(finishedStore(planOf(), hopeless));
    expect(points[1]).to.deep.include({
      config: 'w8',
      excluded: 'at every learning rate a replica diverged',
    });
    expect(fit.type).to.equal('refused');
  });

  it('show a loss of exactly 0, leave it out of the fit and say why', () => {
    const loss = lossOf();
    const widths = { 'model.widths': [4, 8, 16, 32, 64] };
    const perfect = (run: RunPlan, r: number): number => (run.id === 'w64' ? 0 : loss(run, r));
    const { points, fit } = onlyLaw(finishedStore(planOf(widths), perfect));
    expect(points[4]).to.deep.include({
      loss: 0,
      standardError: null,
      excluded: 'its loss is exactly 0, which has no logarithm',
    });
    expect(fit.type === 'fit' && fit.alpha).to.be.closeTo(1, 1e-6);
  });

  it('show a running config at its present loss and keep it out of the fit', () => {
    const whole = planOf();
    const store = new LabStore();
    store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
    store.apply(eventsOf(whole.runs[0], lossOf()).slice(0, 3));
    const { points, fit } = onlyLaw(store);
    expect(points).to.have.length(1);
    expect(points[0]).to.deep.include({ loss: 1, final: false, excluded: null });
    expect(fit.type).to.equal('refused');
  });

  it('stop early where data are finite, and run along D', () => {
    const whole = planOf({ 'model.widths': [16], 'data.uniqueSamples': [32, 100, 320, 1000] });
    const store = new LabStore();
    store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
    for (const run of whole.runs) {
      const best = run.uniqueSamples! ** -0.5;
      const [started, losses, early, late, finished] = eventsOf(run, () => 5 * best);
      const at = early as Extract<RunEvent, { type: 'evaluation' }>;
      store.apply([started, losses, { ...at, losses: at.losses.map(() => best) }, late, finished]);
    }
    const { axis, points, fit, theory } = onlyLaw(store);
    expect([axis, theory]).to.deep.equal(['D', null]);
    expect(points.map(({ x }) => x)).to.deep.equal([32, 100, 320, 1000]);
    expect(fit.type === 'fit' && fit.alpha).to.be.closeTo(0.5, 1e-5);
  });
});
