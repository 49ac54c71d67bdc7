// Covers src/cli/fit/laws/compute-optimal.ts.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openCli } from '../../../support/cli.mjs';

let { inHere, file, refuses, remove } = {};
before(async () => ({ inHere, file, refuses, remove } = await openCli()));
after(() => remove());

describe('fit --law isoflop', () => {
  /** Valleys in log N with their bottom at 3 C^0.5, and one budget that stops short of it. */
  const rows = [1e15, 1e16, 1e17, 1e18].flatMap((C) =>
    [0.2, 0.4, 0.7, 1, 1.4, 2.5, 5]
      .filter((factor) => C < 1e18 || factor < 0.8)
      .map((factor) => {
        const N = factor * 3 * C ** 0.5;
        return `${C},${N},${C / (6 * N)},${60 * C ** -0.09 * (1 + 0.05 * Math.log(factor) ** 2)},${N < 1e9}`;
      }),
  );
  const table = (header = 'C,N,D,loss,small') => file('isoflop.csv', [header, ...rows].join('\n'));
  const isoflop = async (path, ...args) =>
    JSON.parse((await inHere('fit', path, '--law', 'isoflop', '--rows', 'all', ...args, '--json')).stdout);

  it('finds the best size for each budget, and the law through them', async () => {
    for (const [axis, coefficient] of [
      ['N', 3],
      ['D', 1 / 18],
    ]) {
      const document = await isoflop(table(), '--optimum', 'parabola', '--axis', axis);
      assert.equal(document.law, 'isoflop');
      assert.ok(Math.abs(document.exponent - 0.5) < 1e-9);
      assert.ok(Math.abs(document.coefficient / coefficient - 1) < 1e-6);
      const [low, high] = document.exponentInterval;
      assert.ok(low <= document.exponent && document.exponent <= high);
      assert.deepEqual(
        document.budgets.map(({ C }) => C),
        [1e15, 1e16, 1e17, 1e18],
      );
      assert.ok(Math.abs(document.budgets[0].optimum / (coefficient * 1e15 ** 0.5) - 1) < 1e-9);
      assert.equal(document.budgets[0].rejected, null);
      assert.equal(document.budgets[3].optimum, null);
      assert.match(document.budgets[3].rejected, /3 sizes, and a valley needs at least 4/);
      assert.ok('bias' in document);
      assert.equal(document.budgets[0].interval, null);
    }
    const centred = await isoflop(table());
    assert.ok(Math.abs(centred.exponent - 0.5) < 1e-6);
    const [low, high] = centred.budgets[0].interval;
    assert.ok(low <= 3 * 1e15 ** 0.5 && 3 * 1e15 ** 0.5 <= high);
    const words = await inHere('fit', table(), '--law', 'isoflop', '--rows', 'all');
    assert.match(words.stdout, /^Ten times the compute calls for 3\.16 times the N\./);
    assert.match(words.stdout, /by parabolas centred on their vertices in 3 of 4 budgets/);
  });

  it('takes C to be 6 N D where there is no such column', async () => {
    const document = await isoflop(table('budget,N,D,loss,small'));
    assert.ok(Math.abs(document.exponent - 0.5) < 1e-6);
    assert.match(document.warnings[0], /no column C: it is taken to be 6 N D/);
  });

  it('says why it refuses a fit, or what is wrong with the file or an option', async () => {
    const few = await isoflop(table(), '--where', 'C=1e15', '--where', 'C=1e16');
    assert.equal(few.exponent, null);
    assert.match(few.refused, /at least 3 budgets/);
    assert.equal(few.budgets.length, 2);
    const bad = (text, ...args) => ['fit', file('bad.csv', text), '--law', 'isoflop', ...args];
    await refuses(bad('C,N,loss\n1e15,1e6,2\n1e15,-3,2\n'), /bad.csv: line 3: N is -3/);
    await refuses(bad('N,loss\n100,2\n'), /needs columns C and N, or N and D; the file has N, loss/);
    await refuses(bad('', '--axis', 'C'), /--axis: expected N or D, got C/);
    await refuses(
      bad('', '--optimum', 'cubic'),
      /--optimum: expected one of centred, parabola, spline, got cubic/,
    );
  });
});

describe('fit --law frontier', () => {
  it('runs along the envelope of losses, without its ends', async () => {
    // Losses fall with C alone but for a valley around N = C^0.5, so that the envelope follows it.
    const rows = Array.from({ length: 9 }, (_, i) =>
      Array.from({ length: 9 }, (_, k) => {
        const [C, N] = [10 ** (12 + i), 10 ** (6 + k / 2)];
        return `${C},${N},${C ** -0.1 * (1 + 0.01 * Math.log(N / C ** 0.5) ** 2)}`;
      }),
    );
    const table = file('frontier.csv', ['C,N,loss', ...rows.flat()].join('\n'));
    const { stdout } = await inHere('fit', table, '--law', 'frontier', '--json');
    const { law, exponent, envelope, warnings } = JSON.parse(stdout);
    assert.equal(law, 'frontier');
    assert.ok(Math.abs(exponent - 0.5) < 1e-9);
    assert.equal(envelope.length, 9);
    assert.equal(envelope[4].N, 1e8);
    assert.match(envelope[0].rejected, /N is the smallest there is/);
    assert.match(warnings.join(' '), /luckiest run/);
    const words = await inHere('fit', table, '--law', 'frontier');
    assert.match(words.stdout, /through 7 of 9 points of the envelope/);
    await refuses(
      ['fit', table, '--law', 'frontier', '--optimum', 'spline'],
      /does not go with --law frontier/,
    );
  });
});
