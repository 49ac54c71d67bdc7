// Covers src/laws/critical-batch.ts and repeated-data.ts: laws of batches and of epochs from the rows of a table. Also
// src/laws/repeated-data.ts.
import { expect } from 'chai';
import { InputError } from '../../src/base/errors.js';
import { criticalBatchInWords, criticalBatchRecipe, hasBatches } from '../../src/laws/critical-batch.js';
import { hasUniqueSamples, repeatInWords, repeatRecipe } from '../../src/laws/repeated-data.js';
import { lawsOfTable } from '../../src/laws/table-laws.js';
import { readPoints } from '../../src/laws/table/read-points.js';
import { chinchillaLoss } from '../support/synthetic-table.js';

const tableOf = (text: string) => readPoints(text, { strict: true }).table;

describe('the critical batch size of a table', () => {
  // S = 1000 + 64 000 / B steps to a loss of 2, which falls as steps^-1/2.
  const rows = [8, 16, 32, 64, 128, 256].flatMap((B) =>
    [0.5, 0.9, 1.3, 2].map((share) => `${B},${share * (1000 + 64_000 / B)},${2 / share ** 0.5}`),
  );
  const table = tableOf(['batch,steps,loss', ...rows].join('\n'));

  it('counts steps to one loss along each curve', () => {
    expect(hasBatches(table)).to.equal(true);
    const law = lawsOfTable(table, { 'critical-batch': { loss: 2 } })['critical-batch'];
    for (const { batch, steps } of law.points) expect(steps / (1000 + 64_000 / batch)).to.be.closeTo(1, 1e-9);
    expect(criticalBatchInWords(law)).to.include('At the critical batch size of 64');
    expect(Object.fromEntries(criticalBatchRecipe(law)).Points).to.equal(
      '6 batch sizes, steps to a loss of 2.000',
    );
    const common = lawsOfTable(table)['critical-batch'];
    expect(common.target, 'by default the lowest that all come to').to.be.closeTo(2 / 2 ** 0.5, 1e-12);
    const low = lawsOfTable(table, { 'critical-batch': { loss: 0.1 } })['critical-batch'];
    expect(low.warnings.join(' ')).to.include('6 batch sizes do not come to a loss');
  });

  it('is refused where runs end at different losses, or where a cell is not a number', () => {
    const ends = tableOf('batch,steps,loss\n8,9000,3\n16,5000,2\n32,3000,2');
    expect(() => lawsOfTable(ends)['critical-batch']).to.throw(InputError, 'steps are counted to one loss');
    const wrong = tableOf('N,batch,steps,loss\n1,8,many,2');
    expect(() => lawsOfTable(wrong)['critical-batch']).to.throw(InputError, 'line 2: steps is "many"');
  });
});

describe('repeated data of a table', () => {
  it('lose their worth over R_D epochs', () => {
    const worth = (D: number, U: number): number => U + U * 10 * (1 - Math.exp(-(D / U - 1) / 10));
    const rows = [1e7, 3e7, 1e8].flatMap((N) =>
      [1e10, 1e11].flatMap((U) =>
        [0.1, 0.3, 1, 4, 16, 64].map((epochs) => {
          const D = epochs * U;
          return `${N},${D},${Math.min(D, U)},${chinchillaLoss(N, epochs > 1 ? worth(D, U) : D)}`;
        }),
      ),
    );
    const table = tableOf(['N,tokens,unique_tokens,loss', ...rows].join('\n'));
    expect(hasUniqueSamples(table)).to.equal(true);
    const law = lawsOfTable(table).repeat;
    expect(law.fit.type === 'fit' && law.fit.dataDecay).to.be.closeTo(10, 0.2);
    expect(repeatInWords(law)).to.include('after R_D = 10');
    expect(Object.fromEntries(repeatRecipe(law, [])).Points).to.equal(
      '36 used of 36, 18 of them repeat data',
    );
  });

  it('need unique samples, and rows without repetition', () => {
    expect(() => lawsOfTable(tableOf('N,D,loss\n1,2,3')).repeat).to.throw(
      InputError,
      'need columns N, D and U',
    );
    const { fit } = lawsOfTable(tableOf('N,tokens,U,loss\n1,20,2,3\n2,20,2,2')).repeat;
    expect(fit.type === 'refused' && fit.reason).to.include('no sample twice');
  });
});
