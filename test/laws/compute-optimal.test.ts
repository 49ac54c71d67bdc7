// Covers src/laws/compute-optimal.ts: the best size of each compute, from the rows of a table.
import { expect } from 'chai';
import { InputError } from '../../src/base/errors.js';
import { computeOptimalInWords, frontierRecipe, isoflopRecipe } from '../../src/laws/compute-optimal.js';
import { lawsOfTable, type LawsOfTable } from '../../src/laws/table-laws.js';
import { readPoints } from '../../src/laws/table/read-points.js';

const lawsOf = (text: string): LawsOfTable => lawsOfTable(readPoints(text, { strict: true }).table);

/** Valleys in log N with their minima at 3 C^0.5; `more` are further cells of each row. */
const valleys = (more: (i: number) => string): string[] =>
  [1e15, 1e16, 1e17, 1e18].flatMap((C) =>
    [0.2, 0.4, 0.7, 1, 1.4, 2.5, 5].map(
      (factor, i) =>
        `${C},${factor * 3 * C ** 0.5},${60 * C ** -0.09 * (1 + 0.05 * Math.log(factor) ** 2)}${more(i)}`,
    ),
  );

describe('compute-optimal sizes of a table', () => {
  it('are the minima of its budgets, for N and for D', () => {
    const { isoflop, table } = lawsOf(['C,N,loss', ...valleys(() => '')].join('\n'));
    for (const axis of ['N', 'D'] as const) {
      const { fit, rows, given } = isoflop[axis];
      expect(fit.type === 'fit' && fit.exponent).to.be.closeTo(0.5, 1e-6);
      expect([rows, given]).to.deep.equal([28, 28]);
    }
    expect(isoflop.N.assumed).to.deep.equal([]);
    expect(isoflop.D.assumed).to.deep.equal(['There is no column D: it is taken to be C / (6 N).']);
    expect(table.columns.D).to.equal('C / (6 N)');
    expect(computeOptimalInWords(isoflop.N)).to.equal('Ten times the compute calls for 3.16 times the N.');
    expect(Object.fromEntries(isoflopRecipe(isoflop.N, [])).Points).to.match(/^28 of 28 rows in 4 budgets/);
  });

  it('take rows of one size at the best learning rate, and none of runs that diverged', () => {
    const tuned = valleys(() => ',0.1').concat(
      valleys(() => ',0.2').map((row) =>
        row.replace(/,([\d.]+),0\.2$/, (_, loss: string) => `,${1.1 * Number(loss)},0.2`),
      ),
    );
    const { fit, warnings } = lawsOf(['C,N,loss,lr', ...tuned, '1e15,1e9,nan,0.1'].join('\n')).isoflop.N;
    expect(fit.type === 'fit' && fit.exponent).to.be.closeTo(0.5, 1e-6);
    expect(warnings).to.deep.equal([
      'Tuned over lr: at each size the best row counts, and 28 rows are left out (28 of 56).',
      '1 sizes have no finished loss and are left out.',
    ]);
  });

  it('by the envelope use points of training curves too, which the minima leave out', () => {
    const rows = valleys(() => ',yes').concat('1e14,3e6,9,no');
    const { frontier, isoflop } = lawsOf(['C,N,loss,cooled', ...rows].join('\n'));
    expect([frontier.N.rows, isoflop.N.rows]).to.deep.equal([29, 28]);
    expect(frontier.N.warnings.join(' ')).to.include('1 rows are points of training curves');
    expect(isoflop.N.warnings.join(' ')).to.include('1 row is left out: a point of a training curve');
    expect(Object.fromEntries(frontierRecipe(frontier.N, [])).Form).to.include('N* = k C^a');
  });

  it('need two of C, N and D', () => {
    expect(() => lawsOf('N,loss\n10,2').isoflop.N).to.throw(
      InputError,
      'needs columns C and N, or N and D; the file has N, loss',
    );
  });
});
