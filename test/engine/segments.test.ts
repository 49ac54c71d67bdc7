// Covers src/engine/segments.ts.

import { expect } from 'chai';
import { Progress, rowsOf, segmentsOf, traceCapacity } from '../../src/engine/segments.js';
import type { ScheduleSpec } from '../../src/models/schedule.js';

const schedule: ScheduleSpec = {
  type: 'wsd',
  warmupSteps: 0,
  totalSteps: 10,
  minimumFactor: 0,
  decaySteps: 4,
};
const branches = [
  { from: 3, to: 5 },
  { from: 6, to: 7 },
];

describe('segments of a run', () => {
  it('go along the trunk to each branch, along the branch, and back', () => {
    expect(segmentsOf(schedule, branches)).to.deep.equal([
      { branch: null, firstStep: 0, firstRow: 0, count: 3 },
      { branch: 0, firstStep: 3, firstRow: 10, count: 2 },
      { branch: null, firstStep: 3, firstRow: 3, count: 3 },
      { branch: 1, firstStep: 6, firstRow: 12, count: 1 },
      { branch: null, firstStep: 6, firstRow: 6, count: 4 },
    ]);
  });

  it('refuse branches that are out of order or beyond the run', () => {
    expect(() => segmentsOf(schedule, [branches[1], branches[0]])).to.throw('expected branches in order');
    expect(() => segmentsOf(schedule, [{ from: 10, to: 12 }])).to.throw('within 10 steps, got 10 to 12');
  });

  it('have a row for every update; a branch decays to 0 from the factor before the end decay', () => {
    const { count } = rowsOf(schedule, branches);
    const rows = [...rowsOf(schedule, branches)];
    expect(rows).to.have.length(count);
    expect(rows.map(({ step }) => step)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3, 4, 6]);
    expect(rows.map(({ factor }) => factor)).to.deep.equal([
      ...[1, 1, 1, 1, 1, 1, 1, 0.75, 0.5, 0.25],
      ...[1, 0.5],
      1,
    ]);
  });
});

describe('Progress', () => {
  it('counts every update once, and no chunk goes beyond a segment or the ring of losses', () => {
    const progress = new Progress(schedule, branches);
    const chunks: [branch: number | null, step: number, count: number][] = [];
    while (progress.submitted < progress.updates) {
      const count = progress.longestChunk(4);
      chunks.push([progress.place.branch, progress.place.step, count]);
      progress.advance(count);
    }
    expect(chunks).to.deep.equal([
      [null, 0, 3],
      [0, 3, 2],
      [null, 3, 1],
      [null, 4, 2],
      [1, 6, 1],
      [null, 6, 2],
      [null, 8, 2],
    ]);
  });

  it('resumes from a position', () => {
    const [first, second] = [new Progress(schedule, branches), new Progress(schedule, branches)];
    first.advance(3);
    first.advance(1);
    second.restore(first.position);
    expect(second.place).to.deep.equal({ branch: 0, step: 4 });
    expect(second.segmentBefore).to.deep.include({ branch: null, firstStep: 0 });
  });

  it('keeps the losses of 4096 steps at most', () => {
    expect([traceCapacity(10), traceCapacity(10_000)]).to.deep.equal([10, 4096]);
  });
});
