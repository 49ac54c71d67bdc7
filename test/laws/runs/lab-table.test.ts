// Covers src/laws/runs/lab-table.ts: the table that an experiment becomes, and what laws make of it.

import { expect } from 'chai';
import { pointsToCsv } from '../../../src/lab/records/write-records.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { labPoints } from '../../../src/laws/runs/lab-points.js';
import type { RunPlan } from '../../../src/lab/plan/run-plan.js';
import { readingOfTable, readPoints } from '../../../src/laws/table/read-points.js';
import { labTables } from '../../../src/laws/runs/lab-table.js';
import { lawPanels } from '../../support/law-panels.js';
import { lawsOfTable } from '../../../src/laws/table-laws.js';
import { syntheticBatches } from '../../support/synthetic-run.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { parameterCounts } from '../../../src/models/parameters.js';
import { planOf, branchedStore } from '../../support/finished-run.js';

describe('laws', () => {
  it('run along D over the branches of the largest size, and give every point of a surface', () => {
    const whole = planOf({
      'data.branches': [0.1, 0.3],
      'training.steps': 1000,
      'training.schedule.type': 'wsd',
      'training.schedule.decayFraction': 0.2,
      'training.schedule.warmupSteps': 10,
    });
    expect(whole.runs[0].branches).to.deep.equal([
      { from: 80, to: 100 },
      { from: 240, to: 300 },
    ]);
    const loss = (run: RunPlan, step: number): number =>
      30 / parameterCounts(run.model).total + 40 / (step * run.batch);
    const store = branchedStore(whole, loss);
    const [alongN, alongD] = laws(store.state);
    expect([alongN.axis, alongD.axis]).to.deep.equal(['N', 'D']);
    expect(alongN.points).to.have.length(4);
    expect(alongD.points.map(({ x }) => x)).to.deep.equal([100 * 256, 300 * 256, 1000 * 256]);
    expect(alongD.points.map(({ width }) => width)).to.deep.equal([32, 32, 32]);
    const all = labPoints(store.state);
    expect(all).to.have.length(12);
    for (const point of all) {
      expect(point.loss).to.be.closeTo(30 / point.N + 40 / point.D, 1e-6);
      const { C, D } = all.find(({ N }) => N === point.N)!;
      expect(point.C / point.D, 'FLOPs an example').to.be.closeTo(C / D, 1e-6 * (C / D));
    }
    const { points } = readPoints(pointsToCsv(store.state), { strict: true }).table;
    expect(points, 'a row each replica at the end of each branch and of the trunk').to.have.length(4 * 3 * 8);
    for (const { N, D, loss } of points) expect(loss).to.be.closeTo(30 / N! + 40 / D!, 1e-6);
    const [{ size, table }, ...others] = labTables(store.state);
    expect(size.convention).to.equal('total');
    expect(others, 'a perceptron has one count of N').to.deep.equal([]);
    const reading = readingOfTable(table, [size]);
    expect(reading.columns).to.include({
      N: 'N, total',
      D: 'samples seen',
      C: 'training FLOPs',
      loss: 'loss',
    });
    const ends = table.points.filter(({ cooled }) => cooled);
    expect(ends.map(({ N, D }) => [N, D])).to.deep.equal(all.map(({ N, D }) => [N, D]));
    expect(reading.tableNotes.join(' ')).to.match(/points of training curves/);
    const panels = new Map([...lawPanels(lawsOfTable(table))].map((panel) => [panel.id, panel]));
    expect(panels.get('surface')!.headline, 'the surface of all ends').to.match(/α = 1\.0.*β = 1\.0/);
    expect(panels.get('D')!.fitted, 'three lengths do not make a law along D').to.equal(false);
  });

  it('become a table of ends and of curves, tuned at each step, which the frontier alone takes', () => {
    const whole = planOf({ 'model.widths': [4, 8, 16, 32, 64, 128], 'training.steps': 1000 });
    const store = new LabStore();
    for (const batch of syntheticBatches(whole)) store.apply(batch);
    const [{ table }] = labTables(store.state);
    const [run] = whole.runs;
    expect(table.points).to.have.length(6 * run.evaluationSteps.filter((step) => step > 0).length);
    expect(table.points.filter(({ cooled }) => cooled)).to.have.length(6);
    for (const { N, D, C, loss } of table.points) expect(Math.min(N!, D!, C!, loss)).to.be.above(0);
    const tableLaws = lawsOfTable(table);
    const law = tableLaws.power.N;
    const { points } = laws(store.state)[0];
    for (const [i, { loss }] of law.points.entries()) expect(loss).to.be.closeTo(points[i].loss, 1e-12);
    expect(law.warnings.join(' ')).to.match(
      /rows are left out: a point of a training curve before the end of its run/,
    );
    const { fit, warnings } = tableLaws.frontier.N;
    expect(fit.envelope.length).to.be.above(6);
    expect(warnings.join(' ')).to.match(/points of training curves/);
    expect(labTables({ plan: null, runs: [] })).to.deep.equal([]);
  });
});
