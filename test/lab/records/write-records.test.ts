// Covers src/lab/records/write-records.ts. Also src/lab/records/record.ts.

import { expect } from 'chai';
import { pointsToCsv, recordsToJson } from '../../../src/lab/records/write-records.js';
import { readPoints } from '../../../src/laws/table/read-points.js';
import { finishedStore, planOf, lossOf } from '../../support/finished-run.js';

describe('records.json', () => {
  it('is equal for equal runs, but for its times', () => {
    const [first, second] = [5, 7].map(
      (time) =>
        JSON.parse(recordsToJson(finishedStore(planOf(), lossOf(), time).state)) as Record<string, unknown>,
    );
    expect(first.times).not.to.deep.equal(second.times);
    delete first.times;
    delete second.times;
    expect(JSON.stringify(first)).to.equal(JSON.stringify(second));
  });
});

describe('points.csv', () => {
  it('has a row each replica, which the reader of tables takes back', () => {
    const store = finishedStore(planOf());
    const text = pointsToCsv(store.state);
    expect(text.split('\n')[0]).to.equal('family,task,N,N_total,D,D_unique,C,loss,loss_se,lr,seed,outcome');
    const { points, columns } = readPoints(text, { strict: true }).table;
    expect(points).to.have.length(4 * 8);
    expect(columns.D).to.equal('D_unique');
    expect(points[0]).to.deep.include({ N: 45, D: 200 * 256, seed: 1 });
    expect(points[0].cells.outcome).to.equal('finished');
  });
});
