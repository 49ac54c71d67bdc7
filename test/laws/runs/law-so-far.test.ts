// Covers src/laws/runs/law-so-far.ts. Also src/laws/runs/fit-once.ts.

import { expect } from 'chai';
import type { RunEvent } from '../../../src/lab/records/events.js';
import type { RunPlan } from '../../../src/lab/plan/run-plan.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { planOf, eventsOf, lossOf, device, onlyLaw } from '../../support/finished-run.js';

describe('laws', () => {
  it('compare sizes that still train at the last step that all have come to, and only until there is a fit', () => {
    const whole = planOf();
    const store = new LabStore();
    const evaluated = (run: RunPlan, step: number, factor: number): RunEvent[] =>
      eventsOf(run, (of, r) => factor * lossOf()(of, r))
        .filter(({ type }) => type === 'evaluation')
        .slice(1)
        .map((event) => ({ ...event, step }) as RunEvent);
    store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
    store.apply(whole.runs.map((run) => ({ type: 'run-started', run: run.id, time: 1 })));
    store.apply(whole.runs.slice(1).flatMap((run) => evaluated(run, 50, 3)));
    expect(onlyLaw(store).soFar, 'the first has not been evaluated').to.equal(null);
    store.apply(evaluated(whole.runs[0], 50, 3));
    store.apply(evaluated(whole.runs[2], 100, 0.1));
    const { fit, soFar } = onlyLaw(store);
    expect(fit.type).to.equal('refused');
    expect(soFar).to.deep.include({ step: 50, steps: 200 });
    expect(soFar!.fit.alpha, 'of the losses at step 50').to.be.closeTo(1, 1e-4);
    const stopped = new LabStore();
    stopped.restore(store.state);
    stopped.apply([{ type: 'plan-finished', outcome: 'stopped', message: '', time: 2 }]);
    expect(onlyLaw(stopped), 'stopped, they keep their law at that step').to.deep.include({ soFar });
    expect(soFar!.points.map(({ x, loss }) => x * loss)[0]).to.be.closeTo(90, 1e-3);
    for (const run of whole.runs) store.apply(eventsOf(run, lossOf()).slice(2));
    expect(onlyLaw(store)).to.deep.include({ soFar: null });
  });
});
