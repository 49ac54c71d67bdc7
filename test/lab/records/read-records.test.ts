// Covers src/lab/records/read-records.ts.

import { expect } from 'chai';
import { InputError } from '../../../src/base/errors.js';
import { recordsToJson } from '../../../src/lab/records/write-records.js';
import { recordsFromJson } from '../../../src/lab/records/read-records.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import type { RunPlan } from '../../../src/lab/plan/run-plan.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { planOf, lossOf, finishedStore, eventsOf, device } from '../../support/finished-run.js';

describe('records.json', () => {
  it('brings records back as they were, diverged replicas and widenings too', () => {
    const whole = planOf();
    const loss = lossOf();
    const store = finishedStore(whole, (run, r) => (r === 0 ? NaN : loss(run, r)));
    const added: RunPlan = {
      ...whole.runs[0],
      id: 'w4+1',
      round: 1,
      replicas: whole.runs[0].replicas.slice(0, 2),
    };
    store.apply([{ type: 'run-added', run: added, reason: '' }, ...eventsOf(added, () => 2)]);
    const restored = new LabStore();
    restored.restore(recordsFromJson(recordsToJson(store.state)));
    expect(restored.state.status).to.equal('finished');
    expect(restored.state.device).to.deep.equal(device);
    expect(restored.state.runs.map(({ plan: run }) => run)).to.deep.equal(
      store.state.runs.map(({ plan: run }) => run),
    );
    expect(laws(restored.state)).to.deep.equal(laws(store.state));
    expect(recordsToJson(restored.state)).to.equal(recordsToJson(store.state));
  });

  it('is refused with a reason where it is something else', () => {
    const complaint = (text: string): string => {
      try {
        recordsFromJson(text);
      } catch (error) {
        expect(error).to.be.instanceOf(InputError);
        return (error as Error).message;
      }
      return expect.fail('expected an InputError');
    };
    const text = recordsToJson(finishedStore(planOf()).state);
    expect(complaint(text.slice(0, 500))).to.contain('cut off');
    expect(complaint('{}')).to.equal('format: this field is missing');
    expect(complaint('3')).to.equal('the file: expected an object, got 3');
    expect(complaint(text.replace('"round":0', '"round":"one"'))).to.equal(
      'records.0.round: expected number, got "one"',
    );
    expect(
      complaint(text.replace('"config":"w4"', '"config":"w5"').replace('"run":"w4"', '"run":"w5"')),
    ).to.contain('no config w5');
    expect(complaint(text.replace('"steps":200', '"steps":-1'))).to.contain(
      'training.steps: expected a whole number',
    );
  });
});
