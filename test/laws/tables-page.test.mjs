// Covers src/laws/table/ as docs/tables.md describes it: its examples are read as it says.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openCli, root } from '../support/cli.mjs';

let cli;
before(async () => (cli = await openCli()));
after(() => cli.remove());

describe('the page about tables', () => {
  const text = readFileSync(join(root, 'docs/tables.md'), 'utf8');
  const examples = [...text.matchAll(/```csv\n([^]*?)```/g)].map(([, table]) => table);
  const read = async (table, ...args) => {
    const path = join(cli.folder, 'example.csv');
    writeFileSync(path, table);
    const { stdout } = await cli.inHere('fit', path, '--json', ...args);
    return JSON.parse(stdout);
  };
  const points = async (table) =>
    (await read(table, '--x', 'N')).law.points.map(({ x, loss }) => [x, Number(loss.toFixed(9))]);

  it('has examples that are read as it says', async () => {
    const [units, german, swept] = examples;
    const expected = [
      [70e6, 3.69],
      [160e6, 3.13],
    ];
    assert.deepEqual([await points(units), await points(german)], [expected, expected]);
    const { columns, tuned, rows } = await read(swept, '--law', 'isoflop');
    assert.deepEqual(columns.C, { name: 'C (1e18 FLOPs)', scale: 1e18 });
    assert.deepEqual(tuned, ['lr']);
    assert.deepEqual(rows, {
      read: 3,
      used: 1,
      left: [
        { why: 'marked by outlier', count: 1 },
        { why: 'not at the best lr of its size', count: 1 },
      ],
    });
  });

  it('names options and parts of JSON that there are', async () => {
    const { stdout: help } = await cli.inHere('fit', '--help');
    for (const [, option] of text.matchAll(/`--([a-z]+)/g)) assert.ok(help.includes(`--${option}`), option);
    const report = await read(examples[0]);
    for (const part of ['columns', 'ignored', 'tuned', 'rows'])
      assert.ok(part in report && text.includes(part), part);
  });
});
