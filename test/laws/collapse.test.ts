// Covers src/fit/other/collapse.ts and src/laws/collapse.ts: curves divided by their ends. Their chart is in test/figures/views/.

import { expect } from 'chai';
import {
  collapseCurves,
  seedNoise,
  type Collapse,
  type CollapseCurve,
} from '../../src/fit/other/collapse.js';
import { collapseInWords, curvesOfRecords, curvesOfTable, floorOfRecords } from '../../src/laws/collapse.js';
import { recordsFromJson } from '../../src/lab/records/read-records.js';
import { FLOOR, simulateSweep } from '../reference/simulated-collapse.js';
import { tableOf } from '../support/law-panels.js';

function collapsed(curves: readonly CollapseCurve[], floor = FLOOR): Collapse {
  const found = collapseCurves(curves, floor);
  if (found.type === 'refused') throw new Error(found.reason);
  return found;
}

/** A table with a row each point, a run of half as many samples after its end. */
function csvOf(curves: readonly CollapseCurve[]): string {
  const rows = curves.flatMap(({ size, seeds }) =>
    seeds.flatMap((course, seed) =>
      [...course, [1.5, course.at(-1)![1] * 0.98] as const].map(
        ([share, loss]) => `${size},${seed},${share * size ** 1.25},${size ** 1.25},${loss}`,
      ),
    ),
  );
  return ['n_params,seed,samples,horizon,loss', ...rows].join('\n');
}

describe('curves divided by their ends', () => {
  it('fall on one where every size is trained for as long as its last feature takes', () => {
    const { spreads, leavers, curves } = collapsed(simulateSweep(1, { noise: 0 }));
    for (const { sizes } of spreads) expect(sizes).to.be.below(0.005);
    expect(leavers).to.deep.equal([]);
    for (const { points } of curves) expect(points.at(-1)).to.deep.equal([1, 1]);
  });

  it('differ between sizes less than seeds do, and say so', () => {
    const found = collapsed(simulateSweep(1));
    const [first, second] = collapseInWords(found);
    expect(first).to.match(
      /^Divided by their ends, the curves of 7 sizes differ by 0\.\d+ % over the second half of the training, seeds of one size by 0\.\d+ %: they fall on one curve, closer than seeds\.$/,
    );
    expect(second).to.equal('None leaves the others.');
  });

  it('name the size that was trained at four times its rate in 95 % of sweeps, and hardly ever another', () => {
    const [named, others, alarms] = [0, 0, 0].map((_, k) => {
      let count = 0;
      for (let seed = 1; seed <= 60; seed++) {
        const odd = seed % 7;
        const sweep = simulateSweep(seed, { odd: k === 2 ? null : odd });
        const names = collapsed(sweep).leavers!.map(({ name }) => name);
        count += Number(
          k === 0
            ? names.includes(sweep[odd].name)
            : names.some((name) => name !== sweep[odd].name || k === 2),
        );
      }
      return count;
    });
    expect(named).to.be.at.least(57);
    expect(others).to.be.at.most(3);
    expect(alarms).to.be.at.most(3);
    const [first] = collapseInWords(collapsed(simulateSweep(1, { odd: 2 })));
    expect(first).to.match(
      /^The curve of N 23 leaves the others: it lies [\d.]+ ± [\d.]+ % lower than the line/,
    );
  });

  it('know the noise of seeds also where only their means are left', () => {
    const sweep = simulateSweep(3, { odd: 4 });
    const noise = seedNoise(sweep, FLOOR);
    const means = collapsed(sweep).curves.map(({ points, ...curve }) => ({ ...curve, seeds: [points] }));
    const again = collapseCurves(means, 0, noise);
    expect(again.type === 'collapse' && again.leavers!.map(({ name }) => name)).to.deep.equal(['N 45']);
    expect(again.type === 'collapse' && again.spreads[4].seeds).to.equal(noise!.losses[4]);
  });

  it('are refused with fewer than three sizes, and tell of no leaver with fewer than five', () => {
    const few = simulateSweep(1, { sizes: [16, 32] });
    expect(collapseInWords(collapseCurves(few, FLOOR))[0]).to.match(/at least 3 sizes .* there are 2\.$/);
    const four = collapsed(simulateSweep(1, { sizes: [11, 16, 23, 32] }));
    expect(four.leavers).to.equal(null);
    expect(collapseInWords(four)[1]).to.match(/^From five sizes on/);
  });

  it('are those of the best rates of an experiment, seed by seed', async () => {
    const response = await fetch('/src/lab/gallery/recordings/bigger-d4.json');
    const records = recordsFromJson(await response.text());
    const curves = curvesOfRecords(records);
    expect(curves.map(({ size, seeds }) => [size, seeds.length])).to.deep.equal(
      [8, 11, 16, 23, 32, 45].map((width) => [width, 2]),
    );
    for (const { seeds } of curves) for (const course of seeds) expect(course.at(-1)![0]).to.equal(1);
    expect(floorOfRecords(records)).to.equal(0);
    expect(collapsed(curves, 0).spreads).to.have.length(9);
  });

  it('are read from a table, up to their last row or to where a column says that they end', () => {
    const sweep = simulateSweep(5, { odd: 1 });
    const table = tableOf(csvOf(sweep));
    const found = collapsed(curvesOfTable(table, 'horizon'));
    const expected = collapsed(sweep);
    found.spreads.forEach(({ sizes, seeds }, k) => {
      expect(sizes).to.be.closeTo(expected.spreads[k].sizes, 1e-6);
      expect(seeds).to.be.closeTo(expected.spreads[k].seeds!, 1e-6);
    });
    expect(found.leavers!.map(({ name }) => name)).to.deep.equal(['N = 16']);
    expect(curvesOfTable(table)[0].seeds[0].at(-2)![0]).to.be.closeTo(1 / 1.5, 1e-9);
    expect(() => curvesOfTable(table, 'end')).to.throw('there is no column end; the table has n_params');
    expect(() => curvesOfTable(tableOf('N,loss\n1,2\n2,1'))).to.throw(
      'curves need a column of steps, D or C',
    );
  });
});
