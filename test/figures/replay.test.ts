// Covers src/figures/replay.ts: what the charts of a recording show at each moment of its replay.

import { expect } from 'chai';
import { recordedResult } from '../../src/figures/recorded-result.js';
import { replayed, replayMoments, replaySeconds } from '../../src/figures/replay.js';
import { onOneLossAxis } from '../../src/figures/shown-result.js';
import { firstLaw } from '../../src/lab/gallery/first-law.js';

const result = recordedResult(firstLaw);
const charts = onOneLossAxis(
  { curves: result.curves('step', new Set()), law: result.law },
  { scale: 'log', minus: 0 },
);
const sizes = firstLaw.points.length;

describe('the replay of a recording', () => {
  it('takes 1.2 s for the curves and 0.2 s for each point', () => {
    expect(replaySeconds(charts)).to.be.closeTo(1.2 + 0.2 * sizes, 1e-9);
    const moments = replayMoments(charts);
    expect(moments).to.deep.equal([...moments].sort((a, b) => a - b));
    expect(moments.at(-1)).to.be.closeTo(replaySeconds(charts), 1e-9);
  });

  it('draws curves first, all as far as the same step, while the law stands without its points', () => {
    const { curves, law } = replayed(charts, 0.6);
    const ends = curves.lines.filter(({ style }) => style === 'solid').map(({ points }) => points.at(-1)![0]);
    expect(new Set(ends.map((end) => end.toPrecision(9))).size).to.equal(1);
    expect(curves.marks.length).to.be.within(1, charts.curves.marks.length - 1);
    expect(law.marks).to.deep.equal([]);
    expect([law.joins, curves.joins]).to.deep.equal([[], []]);
    expect(law.lines).to.equal(charts.law.lines);
  });

  it('moves each point at the height of its curve to its place, the smallest size first', () => {
    const { curves, law } = replayed(charts, 1.2 + 0.2 * 2.5);
    expect(law.marks).to.have.length(3);
    expect(curves.joins).to.have.length(3);
    law.marks.forEach(({ x, y }, i) => {
      const there = charts.law.marks[i];
      expect(y).to.equal(there.y);
      if (i < 2) expect(x).to.be.closeTo(there.x, 1e-6 * there.x);
      else expect(x).to.be.within(charts.law.x.range[0], 0.9 * there.x);
    });
  });

  it('changes no axis at any moment, and ends with what there is', () => {
    for (const seconds of [0, 0.3, 1.3, 2]) {
      const { curves, law } = replayed(charts, seconds);
      expect([curves.x, curves.y, law.x, law.y]).to.deep.equal([
        charts.curves.x,
        charts.curves.y,
        charts.law.x,
        charts.law.y,
      ]);
    }
    const { curves, law } = replayed(charts, 100);
    expect(curves).to.deep.equal(charts.curves);
    expect(law.marks.map(({ y }) => y)).to.deep.equal(charts.law.marks.map(({ y }) => y));
  });
});
