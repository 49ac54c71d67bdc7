// Covers src/cli/fit/laws/surface.ts. Also src/cli/fit/{fit-law,read-options,table-options}.ts.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openCli } from '../../../support/cli.mjs';

let { inHere, file, refuses, remove } = {};
before(async () => ({ inHere, file, refuses, remove } = await openCli()));
after(() => remove());

describe('fit --law surface', () => {
  const loss = (N, D) => 1.69 + 406.4 * N ** -0.34 + 410.7 * D ** -0.28;
  const rows = [1e6, 1e7, 1e8, 1e9].flatMap((N) =>
    [1e8, 1e9, 1e10].map((D) => `${N},${D},${loss(N, D)},${N < 1e9 ? 'small' : 'large'},${D / 1e8}`),
  );
  const table = () => file('surface.csv', ['N,D,loss,kind,multiple', ...rows].join('\n'));
  const surface = async (...args) =>
    JSON.parse((await inHere('fit', table(), '--law', 'surface', ...args, '--json')).stdout);

  it('recovers the surface of a table', async () => {
    const document = await surface('--rows', 'all');
    assert.equal(document.law, 'surface');
    assert.equal(document.points, 12);
    for (const [name, value] of Object.entries({ E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 })) {
      assert.ok(Math.abs(document.parameters[name] / value - 1) < 1e-6, name);
      assert.equal(document.intervals[name].length, 2);
    }
    assert.deepEqual(document.heldOut, []);
    assert.equal((await surface()).points, 12, 'one law holds for both kinds');
    const { split, points, groups } = await surface('--split', 'kind');
    assert.deepEqual([split.column, points], ['kind', 9], 'the first of the kinds, as on the page');
    assert.deepEqual(
      groups.map(({ value, law }) => [value, law.points]),
      [
        ['small', 9],
        ['large', 3],
      ],
    );
    const words = await inHere('fit', table(), '--law', 'surface', '--rows', 'all');
    assert.match(words.stdout, /^L = E \+ A N\^-alpha \+ B D\^-beta: alpha = 0\.34/);
  });

  it('fits some rows and predicts the others', async () => {
    const { points, heldOut } = await surface('--train-where', 'kind=small', '--residuals', 'linear');
    assert.equal(points, 9);
    assert.equal(heldOut.length, 3);
    for (const { N, D, loss, predicted, low, high } of heldOut) {
      assert.equal(N, 1e9);
      assert.ok(D > 0 && Math.abs(predicted / loss - 1) < 1e-6 && low <= predicted && predicted <= high);
    }
    const some = await surface(
      ...['--where', 'multiple=1', '--where', 'multiple=10.0', '--rows', 'all', '--tie-exponents'],
    );
    assert.equal(some.points, 8);
    assert.equal(some.parameters.alpha, some.parameters.beta);
  });

  it('counts residuals as it is told, and draws the same bootstrap for the same seed', async () => {
    const args = ['--rows', 'all', '--robust', 'huber:0.001', '--bootstrap', '5', '--seed', '2'];
    const document = await surface(...args);
    assert.deepEqual(document.robust, { type: 'huber', delta: 0.001 });
    assert.deepEqual((await surface(...args)).bootstrap, document.bootstrap);
    assert.match(document.recipe.Objective, /Huber's loss of residuals of log loss, delta 0.001/);
    assert.equal(document.recipe.Points, '12 used of 12');
    assert.deepEqual((await surface('--robust', 'absolute')).robust, { type: 'absolute' });
  });

  it('says why it refuses a fit, or what is wrong with the file or an option', async () => {
    const few = await surface('--where', 'kind=large');
    assert.equal(few.parameters, null);
    assert.match(few.refused, /at least 6 points/);
    const bad = (text, ...args) => ['fit', file('bad.csv', text), '--law', 'surface', ...args];
    await refuses(bad('N,D,loss\n100,1e3,2\n300,1e3,-1\n'), /bad.csv: line 3: loss is -1/);
    await refuses(bad('N,loss\n100,2\n'), /needs columns N and D; the file has N, loss/);
    await refuses(bad('N,D,loss\n1,1,1\n', '--where', 'kind=a'), /there is no column kind/);
    await refuses(bad('N,D,loss\n1,1,1\n', '--where', 'N=2'), /no row has N=2/);
    await refuses(bad('N,D,loss\n1,1,1\n', '--where', 'N'), /--where: expected column=value, got N/);
    await refuses(bad('', '--robust', 'huber:'), /--robust: expected none, absolute, huber or huber:DELTA/);
    await refuses(bad('', '--residuals', 'cubed'), /--residuals: expected log or linear/);
    await refuses(bad('', '--bootstrap', '-1'), /--bootstrap/);
    await refuses(bad('', '--floor', '0'), /--floor does not go with --law surface/);
  });
});
