// Covers src/lab/records/{measured-at,write-records}.ts. Also src/lab/records/record.ts.

import { expect } from 'chai';
import { LAB_VERSION } from '../../../src/base/version.js';
import { measuredAt } from '../../../src/lab/records/measured-at.js';
import { pointsToCsv, recordsToJson } from '../../../src/lab/records/write-records.js';
import { recordsFromJson } from '../../../src/lab/records/read-records.js';
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

  it('names the engines of runs that its device did not train alone', () => {
    const { state } = finishedStore(planOf());
    expect(JSON.parse(recordsToJson(state))).not.to.have.property('engines');
    const [first, second, ...rest] = state.runs;
    const mixed = [{ ...first, engines: ['cpu'] }, { ...second, engines: ['gpu', 'cpu'] }, ...rest] as const;
    const text = recordsToJson({ ...state, runs: mixed });
    expect(JSON.parse(text)).to.have.deep.property('engines', { w4: ['cpu'], w8: ['gpu', 'cpu'] });
    const read = recordsFromJson(text);
    expect(read.runs.map(({ engines }) => engines)).to.deep.equal(mixed.map(({ engines }) => engines));
    expect(recordsToJson(read)).to.equal(text);
  });
});

describe('what is saved', () => {
  it('names the version of the lab that wrote it, and what else did', () => {
    const { state } = finishedStore(planOf());
    const { versions } = JSON.parse(recordsToJson(state, { node: '24.0.0' })) as { versions: unknown };
    expect(versions).to.deep.equal({ lab: LAB_VERSION, node: '24.0.0' });
  });
});

describe('the time of an experiment', () => {
  it('is when its last run ended, or when the last one began while none has', () => {
    expect(measuredAt([])).to.equal(null);
    expect(
      measuredAt([
        { startedAt: 1, finishedAt: null },
        { startedAt: 2, finishedAt: null },
      ]),
    ).to.equal(2);
    expect(
      measuredAt([
        { startedAt: 1, finishedAt: 5 },
        { startedAt: 7, finishedAt: 4 },
      ]),
    ).to.equal(5);
  });
});

describe('points.csv', () => {
  it('has a row each replica, which the reader of tables takes back', () => {
    const store = finishedStore(planOf());
    const text = pointsToCsv(store.state);
    expect(text.split('\n')[0]).to.equal(
      'family,task,N,N_total,D,D_unique,C,loss,loss_se,lr,seed,outcome,lab_version,engine_version',
    );
    const { points, columns } = readPoints(text, { strict: true }).table;
    expect(points).to.have.length(4 * 8);
    expect(columns.D).to.equal('D_unique');
    expect(points[0]).to.deep.include({ N: 45, D: 200 * 256, seed: 1 });
    expect(points[0].cells).to.include({
      outcome: 'finished',
      lab_version: LAB_VERSION,
      engine_version: '1',
    });
  });

  it('has no cell that a spreadsheet would take for a formula', () => {
    const cells = pointsToCsv(finishedStore(planOf()).state).split(/[,\n]/);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !Number.isFinite(Number(cell)))).to.deep.equal(
      [],
    );
  });
});
