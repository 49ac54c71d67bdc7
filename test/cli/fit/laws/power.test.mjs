// Covers src/cli/fit/laws/power.ts, and what fit says of a wrong table or option.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openCli } from '../../../support/cli.mjs';

let { inHere, file, refuses, remove } = {};
before(async () => ({ inHere, file, refuses, remove } = await openCli()));
after(() => remove());

describe('fit', () => {
  const sizes = [100, 300, 1000, 3000, 10_000, 30_000];
  const table = (loss) => ['N,loss', ...sizes.map((N) => `${N},${loss(N)}`)].join('\n');

  it('recovers the law of a table', async () => {
    const points = file(
      'points.csv',
      table((N) => 0.5 + 20 * N ** -0.6),
    );
    const { code, stdout } = await inHere('fit', points, '--law', 'power', '--json');
    assert.equal(code, 0);
    const { law } = JSON.parse(stdout);
    assert.ok(Math.abs(law.alpha - 0.6) < 1e-4, `alpha ${law.alpha}`);
    assert.ok(Math.abs(law.E - 0.5) < 1e-4, `E ${law.E}`);
    assert.equal(law.points.length, sizes.length);
    const words = await inHere('fit', points);
    assert.match(words.stdout, /^Each doubling of N cuts the excess loss by 34\.0 ± /);
  });

  it('tunes over learning rates and averages over seeds', async () => {
    const rows = sizes.flatMap((N) =>
      [0.5, 1, 2].flatMap((lr) =>
        [1, 2].map((seed) => `${N},${N ** -0.5 * (1 + Math.log(lr) ** 2)},${lr},${seed}`),
      ),
    );
    const points = file('tuned.csv', ['N,loss,lr,seed', ...rows].join('\n'));
    const { law } = JSON.parse((await inHere('fit', points, '--floor', '0', '--json')).stdout);
    assert.ok(Math.abs(law.alpha - 0.5) < 1e-9);
    assert.ok(Math.abs(law.points[0].learningRate - 1) < 1e-9);
  });

  it('says where a table is wrong', async () => {
    await refuses(
      ['fit', file('text.csv', 'N,loss\n100,2\n300,two\n')],
      /text.csv: line 3: loss is "two", which is not a number/,
    );
    await refuses(
      ['fit', file('column.csv', 'N,score\n100,2\n')],
      /column.csv: Which column is the loss\? The file has N, score/,
    );
    await refuses(['fit', file('size.csv', 'width,loss\n100,2\n')], /size.csv: A law needs N, D or C/);
    await refuses(['fit', file('one.csv', 'N,loss\n100,2\n100,3\n')], /one.csv: N never varies/);
    await refuses(
      [
        'fit',
        file(
          'axis.csv',
          table((N) => 1 / N),
        ),
        '--x',
        'D',
      ],
      /there is no column D; the table has N/,
    );
    await refuses(
      ['fit', 'nowhere.csv', '--law', 'cubic'],
      /--law: expected one of power, surface.*, got cubic/,
    );
  });

  it('has no column for a learning rate that the table does not have', async () => {
    const rows = table((N) => 0.5 + 20 * N ** -0.6);
    assert.match((await inHere('fit', file('plain.csv', rows))).stdout, /\nN +loss\n/);
    const tuned = rows.replaceAll(/\n(.*)/g, '\n$1,0.01').replace('loss', 'loss,lr');
    assert.match((await inHere('fit', file('lr.csv', tuned))).stdout, /\nN +loss +learning rate\n/);
  });

  it('names the law that a table of other columns or of budgets has', async () => {
    const batches = [8, 16, 32, 64, 128].map((batch) => `${batch},${1000 + 64e3 / batch},3`);
    await refuses(
      ['fit', file('batch.csv', ['batch,steps,loss', ...batches].join('\n'))],
      /: there is no column N, D or C.* try critical-batch\.\n$/,
    );
    const budgets = [1e18, 1e19, 1e20].flatMap((C) =>
      sizes.map((N) => `${1e4 * N},${C},${1 + N ** -0.3 + (C / N) ** -0.1}`),
    );
    for (const column of ['C', 'C (FLOPs)', 'total_compute']) {
      const { stdout } = await inHere('fit', file('nc.csv', [`N,${column},loss`, ...budgets].join('\n')));
      assert.match(stdout, /^No law along N: .* IsoFLOP minima take the best N of each C, and the surface/);
    }
  });

  it('takes a hundred thousand rows, and as many that say nothing', async () => {
    const rows = (loss) => [
      'N,loss',
      ...Array.from({ length: 1e5 }, (_, i) => `${100 + i},${loss(100 + i)}`),
    ];
    const steep = rows((N) => 1 + 2 * N ** -0.5).join('\n');
    const { stdout } = await inHere('fit', file('many.csv', steep), '--json');
    const { law } = JSON.parse(stdout);
    assert.ok(Math.abs(law.alpha - 0.5) < 1e-4);
    const flat = rows(() => 2).join('\n');
    const none = JSON.parse((await inHere('fit', file('flat.csv', flat), '--json')).stdout);
    assert.match(none.law.refused ?? none.refused, /[.!]$/);
  });

  it('names a loss that lies far off, and gives it little weight by Huber’s loss', async () => {
    const noise = [0.998, 1.001, 1, 1.002, 0.999, 1.001, 0.999, 1];
    const rows = noise.map((factor, i) => {
      const N = Math.round(100 * 3 ** i);
      return `${N},${(0.5 + 20 * N ** -0.6) * factor * (i === 5 ? 1.1 : 1)}`;
    });
    const points = file('wrong.csv', ['N,loss', ...rows].join('\n'));
    const { stdout } = await inHere('fit', points);
    assert.match(
      stdout,
      /The loss \S+ at 24\.3 k lies 1\d % above what the law of the other points predicts/,
    );
    assert.match(stdout, /leave it out if it is wrong, or fit by Huber’s loss/);
    const { law } = JSON.parse((await inHere('fit', points, '--json')).stdout);
    assert.deepEqual(
      law.outliers.map(({ x }) => x),
      [24_300],
    );
    const robust = JSON.parse((await inHere('fit', points, '--robust', 'huber', '--json')).stdout).law;
    assert.ok(robust.huber >= 0.001, `delta ${robust.huber}`);
    assert.deepEqual(robust.outliers, []);
    assert.ok(Math.abs(robust.alpha - 0.6) < 0.02, `alpha ${robust.alpha}`);
    assert.ok(Math.abs(robust.E - 0.5) < Math.abs(law.E - 0.5) / 3, `E ${robust.E} and ${law.E}`);
    const [expected] = [0.5 + 20 * 1e6 ** -0.6];
    const told = JSON.parse(
      (await inHere('forecast', points, '--N', '1e6', '--robust', 'huber', '--json')).stdout,
    );
    assert.ok(Math.abs(told.loss / expected - 1) < 0.01, `forecast ${told.loss}`);
    await refuses(['fit', points, '--robust', 'absolute'], /--robust: expected none, huber or huber:DELTA/);
  });

  it('says why it refuses a fit', async () => {
    const { code, stdout } = await inHere('fit', file('few.csv', 'N,loss\n100,2\n1000,1\n'));
    assert.equal(code, 0);
    assert.match(stdout, /^No law along N: A law needs at least 4 different sizes/);
  });
});
