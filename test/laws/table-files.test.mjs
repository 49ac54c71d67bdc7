// Covers src/laws/table/files/{file-text,event-file,parquet.lazy}.ts, src/laws/table/text/{latex,chart-export}.ts and
// src/laws/table/shape-size.ts: files as tools write them give the same points as plain CSV.
// cspell:ignore tfevents toprule textbf midrule bottomrule
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { openCli, root } from '../support/cli.mjs';
import { eventFile } from '../support/event-file.mjs';

let cli;
before(async () => (cli = await openCli()));
after(() => cli.remove());

const N = [1e6, 4e6, 16e6, 64e6, 256e6];
const loss = N.map((size) => Number((1.7 + 400 * size ** -0.34).toFixed(5)));
const fit = async (name, content, ...args) => {
  const path = join(cli.folder, name);
  writeFileSync(path, content);
  const { stdout, stderr, code } = await cli.inHere('fit', path, '--json', '--skip-bad-rows', ...args);
  return code === 0 ? JSON.parse(stdout) : { stderr };
};
const pointsOf = ({ law }) => law.points.map(({ x, loss: L }) => [x, Number(L.toFixed(9))]);
const expected = N.map((size, i) => [size, loss[i]]);
const rows = (line) => N.map((size, i) => line(size, loss[i], i)).join('\n');

describe('a file of points', () => {
  it('may be Parquet, in any usual compression', async () => {
    const columnData = [
      { name: 'n_params', data: N.map(BigInt), type: 'INT64' },
      { name: 'val_loss', data: loss, type: 'DOUBLE' },
      { name: 'run', data: N.map((_, i) => `run-${i}`), type: 'STRING' },
    ];
    for (const codec of ['UNCOMPRESSED', 'SNAPPY']) {
      const bytes = new Uint8Array(parquetWriteBuffer({ columnData, codec }));
      const report = await fit('runs.parquet', bytes);
      assert.deepEqual(pointsOf(report), expected, codec);
      assert.equal(report.columns.N.name, 'n_params');
      const cut = await fit('cut.parquet', bytes.subarray(0, bytes.length - 40));
      assert.match(cut.stderr, /this Parquet file cannot be read and may be damaged/);
    }
  });

  it('may be Parquet of polars and DuckDB, with a column of nothing and in every compression', async () => {
    const folder = join(root, 'test/fixtures/table-files');
    const files = readdirSync(folder).filter((name) => name.endsWith('.parquet'));
    assert.ok(files.length >= 5);
    for (const name of files) {
      const report = await fit(name, readFileSync(join(folder, name)));
      assert.deepEqual(pointsOf(report), expected.slice(0, 4), name);
      assert.deepEqual(report.rows, {
        read: 5,
        used: 4,
        left: [{ why: 'did not finish: crashed', count: 1 }],
      });
    }
  });

  it('may be an event file of TensorBoard, whose scalars become columns', async () => {
    for (const asTensor of [false, true]) {
      const scalars = N.flatMap((tokens, i) => [
        [i + 1, 'tokens', tokens],
        [i + 1, 'val/loss', loss[i]],
      ]);
      const report = await fit('events.out.tfevents.1.host', eventFile(scalars, asTensor), '--x', 'D');
      assert.deepEqual(
        pointsOf(report).map(([x]) => x),
        N,
      );
      assert.match(report.notes.join(' '), /an event file of TensorBoard/);
    }
    const none = await fit('events.out.tfevents.2.host', eventFile([[1, 'val/loss', 3]]));
    assert.match(
      none.stderr,
      /event file of TensorBoard.*It lacks the size of the run.*A law needs N, D or C/,
    );
    assert.match((await fit('e.tfevents', eventFile([]))).stderr, /holds no scalars/);
  });

  it('may be a table of LaTeX, Markdown, pandas, polars, or of fit itself', async () => {
    const files = {
      'a.tex':
        '\\begin{tabular}{lr}\n\\toprule\n$N$ (M) & \\textbf{Val.\\ loss} \\\\\n\\midrule\n' +
        rows((size, L) => `${size / 1e6} & \\textbf{$${L} \\pm 0.01$} \\\\`) +
        '\n\\bottomrule\n\\end{tabular}\n',
      'a.md': `N | loss\n---|---:\n${rows((size, L) => `${size / 1e6}M | **${L}**`)}\n`,
      'pandas.txt': `          N     loss\n${rows((size, L, i) => `${i}  ${size}  ${L}`)}\n`,
      'polars.txt': `┌───┬────┐\n│ N ┆ loss │\n╞═══╪════╡\n${rows((size, L) => `│ ${size} ┆ ${L} │`)}\n└───┴────┘\n`,
      'own.txt': `N      loss\n${rows((size, L) => `${size / 1e6} M   ${L}`)}\n`,
      'api.json': JSON.stringify({
        previous: N.map((size, i) => ({ n_params: size, loss: loss[i] })),
        budget: 2,
      }),
      'lines.jsonl': rows((size, L) =>
        JSON.stringify({ config: { n_params: size }, summary: { 'val/loss': L } }),
      ),
    };
    for (const [name, text] of Object.entries(files))
      assert.deepEqual(pointsOf(await fit(name, text)), expected, name);
  });

  it('may be one curve that a tracker exported, and it says so', async () => {
    const board = await fit('board.csv', 'Wall time,Step,Value\n1.7e9,100,3.4\n1.7e9,200,3.1\n');
    assert.match(board.stderr, /a curve that TensorBoard exported.*lacks the size of its run/);
    const history = Array.from({ length: 500 }, (_, i) =>
      JSON.stringify({ _step: 40 * i, _runtime: i, tokens: 1e6 * (i + 1), 'train/loss': 3 + 1 / (i + 1) }),
    );
    const { notes } = await fit('history.jsonl', history.join('\n'), '--x', 'D');
    assert.match(notes.join(' '), /a sample: 500 rows up to step 19960/);
  });

  it('may have the shape of networks in place of N', async () => {
    const runs = [256, 512, 1024, 2048].map((d) => ({
      d_model: d,
      num_layers: d / 64,
      train_flops: d ** 3,
      loss: 2 + 100 / d,
    }));
    const { law, columns, notes } = await fit(
      'api.json',
      JSON.stringify({ previous_runs: runs }),
      '--x',
      'N',
      '--rows',
      'all',
    );
    assert.equal(columns.N.name, '12 num_layers d_model^2');
    assert.equal(law.points[0].x, 12 * 4 * 256 ** 2);
    assert.match(notes.join(' '), /no N: it is taken to be 12 num_layers d_model\^2/);
  });
});
