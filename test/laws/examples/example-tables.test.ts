// Covers src/laws/examples/{example-tables,double-descent}.ts and src/figures/panels/made-for.ts: tables to try, and the law that each was made for. Also
// src/figures/panels/group-laws.ts and
// src/laws/outlook/{plan-of,table-outlook}.ts.
import { expect } from 'chai';
import { panelMadeFor } from '../../../src/figures/panels/made-for.js';
import { exampleIds, exampleTable, type ExampleId } from '../../../src/laws/examples/example-tables.js';
import { planOf } from '../../../src/laws/outlook/plan-of.js';
import { outlookOf } from '../../../src/laws/outlook/table-outlook.js';
import { lawsOfTable, type LawsOfTable } from '../../../src/laws/table-laws.js';
import type { Interval } from '../../../src/fit/goodness/prediction.js';
import { normal } from '../../../src/base/random.js';
import { leastSquaresLoss, type LeastSquares } from '../../../src/laws/examples/double-descent.js';
import { groupLaws } from '../../../src/figures/panels/group-laws.js';
import { readPoints } from '../../../src/laws/table/read-points.js';
import { tableOf } from '../../support/law-panels.js';

const lawsOf = (id: ExampleId): LawsOfTable => lawsOfTable(tableOf(exampleTable(id)!.text()));

function expectWithin(interval: Interval, truth: number, of: string): void {
  expect(interval[0], of).to.be.below(truth);
  expect(interval[1], of).to.be.above(truth);
}

function fitted<Fit extends { readonly type: string }>(fit: Fit): Extract<Fit, { type: 'fit' }> {
  if (fit.type !== 'fit') throw new Error(JSON.stringify(fit));
  return fit as Extract<Fit, { type: 'fit' }>;
}

describe('example tables', () => {
  it('are the same each time, and small', () => {
    for (const id of exampleIds) {
      const text = exampleTable(id)!.text();
      expect(exampleTable(id)!.text(), id).to.equal(text);
      expect(text.length, id).to.be.below(4000);
    }
    expect(exampleTable('chinchilla')).to.equal(null);
  });

  it('open with the law that they were made for', () => {
    expect(exampleIds.map((id) => panelMadeFor(lawsOf(id)))).to.deep.equal([
      'N',
      'surface',
      'isoflop',
      'repeat',
      'critical-batch',
      'N',
      'isoflop',
      'D',
    ]);
  });

  it('hold what is said to be true of them, within the interval of their fit', () => {
    const truth = (id: ExampleId): Readonly<Record<string, number>> => exampleTable(id)!.truth;
    const size = fitted(lawsOf('size').power.N.fit);
    expectWithin(size.intervals.alpha, truth('size').alpha, 'size');
    expectWithin(size.intervals.E, truth('size').E, 'floor');
    const surface = fitted(lawsOf('size-data').surface.fit);
    for (const name of ['E', 'A', 'B', 'alpha', 'beta'] as const) {
      expectWithin(surface.intervals[name], truth('size-data')[name], name);
    }
    expectWithin(fitted(lawsOf('budgets').isoflop.N.fit).exponentInterval, truth('budgets').a, 'budgets');
    expect(fitted(lawsOf('epochs').repeat.fit).dataDecay).to.be.within(13.5, 16.5);
    const batches = fitted(lawsOf('batches')['critical-batch'].fit);
    expectWithin(batches.intervals.criticalBatch, truth('batches').criticalBatch, 'batches');
  });

  it('show a form that is wrong: minima find the exponent that a surface misses, without any noise', () => {
    const { truth } = exampleTable('spectrum')!;
    const { isoflop, surface, forms } = lawsOf('spectrum');
    expectWithin(fitted(isoflop.N.fit).exponentInterval, truth.a, 'minima');
    const { intervals, alpha, beta } = fitted(surface.fit);
    expect(intervals.E[0]).to.be.above(truth.E);
    expect(beta / (alpha + beta)).to.be.below(truth.a - 0.05);
    if (!('best' in forms.choice)) return expect.fail('expected a choice of forms');
    expect(forms.choice.best.law).to.equal('kaplan');
  });

  it('show where no law holds: along the whole none describes the losses, along the tail one seems to, with a wrong floor', () => {
    const { groups } = readPoints(exampleTable('descent')!.text());
    const [fewer, , more] = groups.map(({ table }) => lawsOfTable(table).power.D);
    expect(fitted(fewer.fit).r2).to.be.below(0);
    const tail = fitted(more.fit);
    expect(tail.r2).to.be.above(0.99);
    expect(tail.intervals.E[0]).to.be.above(0.25);
    const { E, A, alpha } = tail;
    // At 72 samples the loss is ten times the floor; the law of the tail has half of that.
    expect((E + A * 72 ** -alpha) / leastSquaresLoss({ features: 64, noise: 0.25 }, 72)).to.be.below(0.6);
  });
});

describe('double descent', () => {
  it('is what least squares on random samples has on average', () => {
    const shape = { features: 12, noise: 0.25 };
    for (const D of [4, 30]) {
      const draws = Array.from({ length: 300 }, (_, draw) => trainedLoss(shape, D, draw));
      const mean = draws.reduce((sum, loss) => sum + loss, 0) / draws.length;
      const variance = draws.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / (draws.length - 1);
      expect(mean, `${D} samples`).to.be.closeTo(leastSquaresLoss(shape, D), 3.5 * Math.sqrt(variance / 300));
    }
    expect(leastSquaresLoss({ features: 64, noise: 0.25 }, 32)).to.be.closeTo(1.008, 5e-4);
    expect(leastSquaresLoss({ features: 64, noise: 0.25 }, 72)).to.be.closeTo(2.536, 5e-4);
    expect(leastSquaresLoss({ features: 64, noise: 0.25 }, 1024)).to.be.closeTo(0.267, 5e-4);
    expect(leastSquaresLoss({ features: 64, noise: 0.25 }, 64)).to.equal(Infinity);
  });
});

/** Loss on fresh samples after gradient descent from 0, whose end is the least solution. The signal lies along the first feature. */
function trainedLoss({ features, noise }: LeastSquares, D: number, draw: number): number {
  const x = Array.from({ length: D }, (_, i) =>
    Array.from({ length: features }, (__, j) => normal(draw, 'data', i, j)),
  );
  const y = x.map((row, i) => row[0] + Math.sqrt(noise) * normal(draw, 'data', i, features));
  const weights = new Float64Array(features);
  for (let step = 0; step < 600; step++) {
    const errors = x.map((row, i) => row.reduce((sum, value, j) => sum + value * weights[j], -y[i]));
    const rate = 1 / (Math.sqrt(D) + Math.sqrt(features)) ** 2;
    weights.forEach(
      (w, j) => (weights[j] = w - rate * errors.reduce((sum, error, i) => sum + error * x[i][j], 0)),
    );
  }
  return noise + weights.reduce((sum, w, j) => sum + (w - Number(j === 0)) ** 2, 0);
}

describe('a table of groups', () => {
  it('has a law each on one chart, with its exponent', () => {
    const { reading, groups } = readPoints(exampleTable('groups')!.text());
    const laws = groupLaws(reading.split!, groups, 'N');
    expect(laws.column).to.equal('manifold');
    expect(laws.figure!.ends!.map(({ name }) => name)).to.deep.equal([
      'manifold d1',
      'manifold d2',
      'manifold d4',
      'manifold d8',
    ]);
    expect(laws.heads).to.deep.equal(['manifold', 'α, 95 %', 'Floor', 'Rows', 'R²']);
    for (const { value, exponent, rows } of laws.rows) {
      const [alpha, half] = exponent.split(' ± ').map(Number);
      expect(Math.abs(alpha - exampleTable('groups')!.truth[value]), value).to.be.below(2 * half);
      expect(rows, value).to.equal(14);
    }
  });

  it('has the law that it was made for beside them, where that is another', () => {
    const rows = exampleTable('budgets')!.text().trim().split('\n');
    const twice = ['a', 'b'].flatMap((set) => rows.slice(1).map((row) => `${set},${row}`));
    const { groups } = readPoints([`set,${rows[0]}`, ...twice].join('\n'), { split: 'set' });
    const laws = groupLaws({ column: 'set', values: ['a', 'b'], words: '' }, groups, 'isoflop');
    expect(laws.axis).to.equal('C');
    expect(laws.rows.map(({ headline }) => headline).join(',')).to.match(/^a = 0\.4\d+ ± 0\.0\d+,a = /);
  });
});

describe('what the laws of a table are good for', () => {
  it('is plain data: it crosses from worker to page', () => {
    for (const id of exampleIds) {
      const outlook = outlookOf(lawsOf(id));
      expect(structuredClone(outlook), id).to.deep.equal(outlook);
    }
  });

  it('is a plan by the law in sight, by the surface elsewhere, or by any law that there is', () => {
    const both = outlookOf(lawsOf('size-data'));
    expect(planOf(both, 'isoflop')?.type).to.equal('surface');
    const one = outlookOf(lawsOf('size'));
    expect(planOf(one, 'N')?.type).to.equal('line');
    expect(planOf(one, 'D')).to.equal(null);
    expect(planOf(one, 'surface')?.type).to.equal('line');
    expect(planOf(outlookOf(lawsOf('batches')), 'critical-batch')).to.equal(null);
  });

  it('can be compared: points and law along each size', () => {
    const [found] = outlookOf(lawsOf('size')).found;
    expect(found).to.include({ axis: 'N', label: 'N, parameters', knownFloor: null });
    expect(found.points.length).to.equal(9);
    expect(found.fit.type).to.equal('fit');
  });
});
