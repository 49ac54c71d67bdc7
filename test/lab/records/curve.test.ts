// Covers src/lab/records/curve.ts, through the store.

import { expect } from 'chai';
import { CURVE_POINTS } from '../../../src/lab/records/curve.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { planOf, device } from '../../support/finished-run.js';

describe('curves', () => {
  it('are thinned to a bounded number of points, the same however losses are cut into chunks', () => {
    const whole = planOf({ 'training.steps': 20_000, 'model.widths': [4], 'seeds.count': 1 });
    const [run] = whole.runs;
    const curveOf = (chunk: number): unknown => {
      const store = new LabStore();
      store.apply([{ type: 'plan-started', plan: whole, device, time: 1 }]);
      store.apply([{ type: 'run-started', run: run.id, time: 2 }]);
      for (let firstStep = 0; firstStep < run.steps; firstStep += chunk) {
        const losses = Float32Array.from({ length: chunk * 4 }, (_, i) => 1 / (firstStep + (i % chunk) + 1));
        store.apply([{ type: 'losses', run: run.id, firstStep, count: chunk, losses }]);
      }
      return store.state.runs[0].curve;
    };
    const curve = curveOf(500) as { steps: number[]; losses: number[][] };
    expect(curve).to.deep.equal(curveOf(8));
    expect(curve.steps.length).to.be.within(CURVE_POINTS / 2, CURVE_POINTS);
    expect(curve.steps.at(-1)).to.equal(20_000);
    expect(curve.losses[0][0]).to.equal(1);
  });
});
