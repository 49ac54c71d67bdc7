// Covers src/cli/commands/{compare,collapse}.ts, src/cli/fit/records-or-table.ts and src/laws/compare/family-runs.ts.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openCli } from '../../support/cli.mjs';

let { inHere, file, refuses, remove } = {};
before(async () => ({ inHere, file, refuses, remove } = await openCli()));
after(() => remove());

/** A family whose compute is worth so many times as much; seeds shift all losses of a size alike. */
const family = (multiplier, extra = '') =>
  [
    `N,D,C,seed,loss${extra === '' ? '' : ',seconds'}`,
    ...[0, 1, 2, 3, 4, 5].flatMap((i) =>
      [1, 2].map((seed) => {
        const N = 1e4 * 10 ** (0.4 * i);
        const C = 6 * N * 1e6;
        const noise =
          1 + 0.003 * Math.sin(7 * i + 3 * seed) + 0.001 * Math.sin(29 * i * multiplier + 5 * seed);
        return `${N},1e6,${C},${seed},${(1.5 + 2 * ((multiplier * C) / 6e10) ** -0.25) * noise}${extra && `,${C / 1e9}`}`;
      }),
    ),
  ].join('\n');

describe('compare', () => {
  it('prints the multiplier of B over A with its interval, and null where a column is missing', async () => {
    const [a, b] = [file('a.csv', family(1)), file('b.csv', family(1.3))];
    const found = JSON.parse((await inHere('compare', a, b, '--json')).stdout);
    assert.equal(found.level, 0.9);
    const { value, low, high } = found.multiplier.flops;
    assert.ok(Math.abs(value - 1.3) < 0.02, value);
    assert.ok(low <= value && value <= high);
    assert.equal(found.multiplier.seconds, null);
    assert.equal(found.trend, 'cannot-tell');
    assert.equal(found.paired, true);
    assert.equal(found.bySize.length, 6);
    const words = (await inHere('compare', a, b)).stdout;
    assert.match(
      words,
      /^For the same loss B needs 1\.3\d* times less compute than A .*A needs 1\.3\d* times more/,
    );
  });

  it('counts seconds where both tables have them', async () => {
    const [a, b] = [file('a.csv', family(1, 's')), file('b.csv', family(1.3, 's'))];
    const { multiplier } = JSON.parse((await inHere('compare', a, b, '--json')).stdout);
    assert.ok(Math.abs(multiplier.seconds.value - 1.3) < 0.02);
  });

  it('takes records, and a family against itself for equal', async () => {
    const records = join(import.meta.dirname, '../../../src/lab/gallery/recordings/bigger-d4.json');
    const { multiplier } = JSON.parse((await inHere('compare', records, records, '--json')).stdout);
    assert.ok(Math.abs(multiplier.flops.value - 1) < 1e-6);
    assert.ok(multiplier.flops.low <= 1 + 1e-9 && multiplier.flops.high >= 1 - 1e-9);
  });

  it('asks for two families', async () => {
    await refuses(['compare', file('a.csv', family(1))], /two families of runs, got 1/);
    await refuses(['compare', file('a.csv', family(1)), 'missing.csv'], /missing\.csv/);
  });
});

describe('collapse', () => {
  const records = join(import.meta.dirname, '../../../src/lab/gallery/recordings/bigger-d4.json');

  it('says of records how far curves differ that are divided by their ends, in words and as JSON', async () => {
    const words = (await inHere('collapse', records)).stdout;
    assert.match(words, /^Divided by their ends, the curves of 6 sizes differ by .* seeds of one size by /);
    assert.match(words, /share of the training +between sizes +between seeds\n10 % /);
    const found = JSON.parse((await inHere('collapse', records, '--json')).stdout);
    assert.equal(found.floor, 0);
    assert.equal(found.spreads.length, 9);
    assert.deepEqual(found.leavers, []);
    assert.equal(found.curves[0].name, 'width 8');
  });

  it('names the curve of a table that leaves the others', async () => {
    const curves = [10, 20, 40, 80, 160, 320].flatMap((N, i) =>
      Array.from({ length: 12 }, (_, k) => {
        const share = 0.05 ** (1 - k / 11);
        const height = N === 40 ? 0.7 : 0.5;
        return `${N},${share * N},${0.1 + N ** -0.3 * share ** -height * (1 + 0.002 * Math.sin(9 * i + k))}`;
      }),
    );
    const table = file('curves.csv', ['N,steps,loss', ...curves].join('\n'));
    const { stdout } = await inHere('collapse', table, '--floor', '0.1');
    assert.match(stdout, /^The curve of N = 40 leaves the others: it lies \d+(\.\d+)? ± [\d.]+ % higher/);
    await refuses(['collapse', table, '--floor', 'free'], /--floor: expected a number or none/);
    await refuses(['collapse', table, '--end', 'horizon'], /there is no column horizon/);
    await refuses(['collapse'], /one file of curves/);
  });
});
