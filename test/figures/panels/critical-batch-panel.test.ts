// Covers src/figures/panels/critical-batch-panel.ts.
import { expect } from 'chai';
import { tableOf, firstPanels, gridTable } from '../../support/law-panels.js';

describe('the panel of batch sizes', () => {
  it('finds the critical batch size, where the table has steps and batches', () => {
    expect(firstPanels(gridTable)).not.to.have.property('critical-batch');
    // S = 1000 + 64 000 / B steps to a loss of 2 (McCandlish et al. 2018, 2.11): both doubled at B = 64. Loss falls as steps^-1/2.
    const rows = [8, 16, 32, 64, 128, 256, 512].flatMap((B) =>
      [0.25, 0.5, 0.9, 1.3, 2].map((share) => {
        const steps = share * (1000 + 64_000 / B);
        return `${B},${steps},${2 / share ** 0.5}`;
      }),
    );
    const curves = ['batch_size,steps,loss', ...rows].join('\n');
    const { 'critical-batch': batch } = firstPanels(tableOf(curves));
    expect(batch.figures.map(({ title }) => title)).to.deep.equal(['Steps against batch', 'Residuals']);
    expect(batch.headline).to.match(/^B = 64(\.0)?$/);
    const steps = batch.figures[0].table.rows.map((row) => Number(row[2]) / (1000 + 64_000 / Number(row[0])));
    for (const share of steps) expect(share, 'to the lowest loss that all come to').to.be.closeTo(2, 1e-6);
    const ends = [8, 16, 32, 64].map((B) => `${B},${1000 + 64_000 / B},${2 + B / 100}`);
    const apart = firstPanels(tableOf(['batch,steps,loss', ...ends].join('\n')))['critical-batch'];
    expect(apart.summary).to.include('steps are counted to one loss');
  });
});
