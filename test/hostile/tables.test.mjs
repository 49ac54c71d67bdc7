// Covers what reads tables from outside and fits them (src/laws/table/, src/worker/fits/fit-points.ts): any table is read and fitted, with
// numbers in every chart, or is refused in words.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { attack, attackWith, openSources } from '../support/hostile.mjs';
import { measuredTables, tables } from '../support/mutants.mjs';

let lab;
before(async () => (lab = await openSources()));
after(() => lab.remove());

describe('a table', () => {
  it('is read or refused in words, whatever its cells hold', async () => {
    await attackWith(tables, 500, (text) =>
      attack(
        lab,
        () => lab.readPoints(text, { strict: true }),
        ({ table }) => {
          for (const { N, D, C, loss } of table.points) {
            for (const size of [N, D, C])
              assert.ok(size === null || (size > 0 && Number.isFinite(size)), `${size}`);
            assert.ok(loss > 0 && Number.isFinite(loss));
          }
        },
      ),
    );
  });

  /** Fits a table, and draws all its charts. */
  const attackCharts = (text) =>
    attack(lab, () => {
      let refusal = null;
      const seen = new Set();
      for (const event of lab.fitPoints({ source: { text }, robust: false })) {
        if (event.type === 'read') ({ refusal } = event.reading);
        else if (event.type !== 'panel') continue;
        else if (seen.has(event.panel.id)) break;
        else {
          seen.add(event.panel.id);
          for (const figure of event.panel.figures) {
            const svg = lab.figureSvg(figure, lab.plainStyle);
            assert.ok(!/NaN|Infinity|undefined/.test(svg), svg.slice(0, 2000));
          }
        }
      }
      if (refusal !== null) throw new lab.InputError(refusal);
    });

  it('has panels and charts of numbers, whatever its cells hold', async () => {
    await attackWith(fc.oneof(measuredTables, tables), 30, attackCharts);
  });

  it('has charts of numbers where a curve reaches 0 on a log axis', async () => {
    const rows = ['1000,1000,5', '1001,1001,5e-324', '1002,1002,4.1', '1003,1003,3.7'];
    assert.equal(await attackCharts(['N,D,loss', ...rows].join('\n')), null);
  });
});
