// Covers src/laws/power-law.ts and broken-power-law.ts: laws of one variable from the rows of a table. Also src/base/group-by.ts,
// src/laws/broken-power-law.ts and src/laws/table/tune-rows.ts.
import { expect } from 'chai';
import { InputError } from '../../src/base/errors.js';
import { defaultAxis } from '../../src/laws/power-law.js';
import { breakInWords, breakRecipe } from '../../src/laws/broken-power-law.js';
import { lawsOfTable, type LawsOfTable } from '../../src/laws/table-laws.js';
import { readPoints } from '../../src/laws/table/read-points.js';

const lawsOf = (text: string): LawsOfTable => lawsOfTable(readPoints(text, { strict: true }).table);
const sizes = [10, 100, 1000, 10_000];

describe('a power law of a table', () => {
  it('has a point for each size, with the error that its seeds give', () => {
    const rows = sizes.flatMap((N) =>
      [0.99, 1.01].map((noise, seed) => `${N},${seed},${noise * (1 + 4 / N ** 0.5)}`),
    );
    const { points } = lawsOf(['N,seed,loss', ...rows].join('\n')).power.N;
    expect(points.map(({ x }) => x)).to.deep.equal(sizes);
    for (const { x, loss, standardError } of points) {
      expect(loss / (1 + 4 / x ** 0.5)).to.be.closeTo(Math.sqrt(0.99 * 1.01), 1e-9);
      // Two seeds 2 % apart: a deviation of 1.4 %, of their mean 1 %.
      expect(standardError! / loss).to.be.closeTo(0.01, 1e-4);
    }
  });

  it('leaves out a size of which no run finished, and says so', () => {
    const rows = [...sizes, 1e5].map((N) => `${N},${N === 1000 ? 'nan' : 1 + 4 / N ** 0.5}`);
    const { points, fit } = lawsOf(['N,loss', ...rows].join('\n')).power.N;
    expect(points.map(({ excluded }) => excluded)).to.deep.equal([
      null,
      null,
      'no finished loss',
      null,
      null,
    ]);
    expect(fit.type === 'fit' && fit.pointCount).to.equal(4);
  });

  it('does not take a learning rate at which a run diverged', () => {
    const rows = sizes.flatMap((N) => [
      `${N},0.1,1,${1 + 4 / N ** 0.5}`,
      `${N},1,1,${0.5 + 4 / N ** 0.5}`,
      `${N},1,2,nan`,
    ]);
    const { points } = lawsOf(['N,lr,seed,loss', ...rows].join('\n')).power.N;
    expect(points.map(({ learningRate }) => Number(learningRate!.toPrecision(6)))).to.deep.equal([
      0.1, 0.1, 0.1, 0.1,
    ]);
  });

  it('runs along the first axis that has a law', () => {
    const laws = lawsOf(
      ['N,C,loss', ...sizes.map((N, i) => `${10 + (i % 2)},${N},${1 + 4 / N ** 0.5}`)].join('\n'),
    );
    expect(laws.power.N.fit.type).to.equal('refused');
    expect(defaultAxis(laws.power, laws.table)).to.equal('C');
    const same = lawsOf('N,loss\n10,2\n10,3');
    expect(() => defaultAxis(same.power, same.table)).to.throw(InputError, 'N never varies');
  });
});

describe('a law with a break', () => {
  const broken = (N: number): number => 50 * N ** -0.2 * (1 + (N / 2e6) ** 4) ** -0.1;
  const many = Array.from({ length: 16 }, (_, i) => 1e4 * 2 ** i);

  it('is compared with the plain one on the same points', () => {
    const found = lawsOf(['N,loss', ...many.map((N) => `${N},${broken(N)}`)].join('\n')).broken.N;
    expect(found.supported).to.equal(true);
    expect(breakInWords(found)).to.include('better with a break');
    expect(Object.fromEntries(breakRecipe(found, [])).Points).to.equal('16 used of 16');
    const plain = lawsOf(['N,loss', ...many.map((N) => `${N},${2 + 50 * N ** -0.2}`)].join('\n')).broken.N;
    expect(breakInWords(plain)).to.include('do not call for a break');
  });

  it('is refused in the words of the plain law where that has no rows', () => {
    const { broken: laws, power } = lawsOf('N,D,loss\n10,100,3\n20,50,2.5\n40,25,2.2\n80,12,2');
    expect(breakInWords(laws.N)).to.equal(power.N.fit.type === 'refused' ? power.N.fit.reason : '');
  });
});
