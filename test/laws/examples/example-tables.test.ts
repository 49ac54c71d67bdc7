// Covers src/laws/examples/example-tables.ts and src/figures/panels/made-for.ts: tables to try, and the law that each was made for. Also
// src/figures/panels/group-laws.ts and
// src/laws/outlook/{plan-of,table-outlook}.ts.
import { expect } from 'chai';
import { panelMadeFor } from '../../../src/figures/panels/made-for.js';
import { exampleIds, exampleTable, type ExampleId } from '../../../src/laws/examples/example-tables.js';
import { planOf } from '../../../src/laws/outlook/plan-of.js';
import { outlookOf } from '../../../src/laws/outlook/table-outlook.js';
import { lawsOfTable, type LawsOfTable } from '../../../src/laws/table-laws.js';
import type { Interval } from '../../../src/fit/goodness/prediction.js';
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
});

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
