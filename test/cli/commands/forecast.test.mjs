// Covers src/cli/commands/forecast.ts and plan.ts. Also src/laws/forecast/table-forecast.ts.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openCli } from '../../support/cli.mjs';

let { inHere, file, refuses, remove } = {};
before(async () => ({ inHere, file, refuses, remove } = await openCli()));
after(() => remove());

describe('forecast', () => {
  const line = () =>
    file(
      'line.csv',
      [
        'N,C,loss',
        ...[100, 300, 1000, 3000, 10_000].map((N) => `${N},${6e6 * N},${0.5 + 20 / N ** 0.5}`),
      ].join('\n'),
    );
  const surface = () =>
    file(
      'grid.csv',
      [
        'N,D,loss',
        ...[1e6, 1e7, 1e8, 1e9].flatMap((N) =>
          [1e8, 1e9, 1e10].map((D) => `${N},${D},${1.69 + 406.4 / N ** 0.34 + 410.7 / D ** 0.28}`),
        ),
      ].join('\n'),
    );
  const json = async (...args) => {
    const { code, stdout, stderr } = await inHere(...args, '--json');
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  const isNear = (actual, expected) => assert.ok(Math.abs(actual / expected - 1) < 1e-6, `${actual}`);

  it('tells the loss of a larger run with its interval', async () => {
    const said = await json('forecast', line(), '--N', '4e4', '--floor', '0.5');
    isNear(said.loss, 0.6);
    assert.ok(said.low <= said.loss && said.loss <= said.high);
    assert.deepEqual([said.law, said.N, said.extrapolation, said.points], ['power', 4e4, 4, 5]);
    isNear(said.parameters.alpha, 0.5);
    const words = await inHere('forecast', line(), '--N', '4e4', '--x', 'N');
    assert.match(
      words.stdout,
      /^At N = 40 k the law expects a loss of 0\.600\d, 95 %: .*\nFrom 5 points; 4\.0 times/,
    );
  });

  it('takes N and D for a surface', async () => {
    const said = await json('forecast', surface(), '--N', '4e9', '--D', '8e10');
    isNear(said.loss, 1.69 + 406.4 / 4e9 ** 0.34 + 410.7 / 8e10 ** 0.28);
    assert.equal(said.law, 'surface');
    isNear(said.parameters.beta, 0.28);
    assert.deepEqual([said.form, said.survivors, said.points], ['chinchilla', ['chinchilla'], 12]);
    const kaplan = (N, D) => ((8.8e13 / N) ** (0.076 / 0.095) + 5.4e13 / D) ** 0.095;
    const rows = [1e6, 1e7, 1e8, 1e9].flatMap((N) =>
      [1e8, 1e9, 1e10].map((D) => `${N},${D},${kaplan(N, D)}`),
    );
    const other = await json(
      'forecast',
      file('kaplan.csv', ['N,D,loss', ...rows].join('\n')),
      '--N',
      '4e9',
      '--D',
      '8e10',
    );
    assert.equal(other.form, 'kaplan');
    isNear(other.loss, kaplan(4e9, 8e10));
  });

  it('is marked past ten times the largest, refused past a thousand, and says why there is none', async () => {
    for (const floor of ['free', 'none', '0.5']) {
      const far = await json('forecast', line(), '--C', '6e12', '--floor', floor);
      assert.match(far.warnings.join(' '), /100 times beyond the fitted runs/);
      const lost = await json('forecast', line(), '--C', '6e14', '--floor', floor);
      assert.equal(lost.loss, null);
      assert.match(lost.refused, /10,?000 times beyond the fitted runs.*up to C = 6/);
    }
    const wide = await json('forecast', surface(), '--N', '4e9', '--D', '8e11');
    assert.match(wide.warnings.join(' '), /80 times beyond the fitted runs/);
    const wider = await json('forecast', surface(), '--N', '4e9', '--D', '8e14');
    assert.match(wider.refused, /^D = 8 × 10¹⁴ lies .* times beyond/);
    const none = await json('forecast', line(), '--N', '1e5', '--where', 'N=100', '--where', 'N=300');
    assert.equal(none.loss, null);
    assert.match(none.refused, /at least 4 different sizes/);
  });

  it('says what is wrong with the file or an option', async () => {
    await refuses(['forecast', line()], /Expected --N, --D or --C, or --N and --D; got none/);
    await refuses(['forecast', line(), '--N', '1e4', '--C', '1e9'], /got N and C/);
    await refuses(['forecast', line(), '--N', 'many'], /--N: expected a number above 0, got many/);
    await refuses(['forecast', line(), '--N', '1e4', '--x', 'D'], /--x D requires --D/);
    const alone = file('alone.csv', 'N,loss\n100,2\n300,1.8\n');
    await refuses(['forecast', alone, '--D', '1e4'], /alone.csv: there is no column D/);
    const fixed = await json('forecast', line(), '--D', '1e4');
    assert.match(fixed.refused, /D is the same in all rows/, 'D of C = 6 N D');
    await refuses(['forecast', surface(), '--N', '1', '--D', '1', '--floor', 'none'], /--floor does not go/);
  });

  it('plans the best run of a budget, and prices a lower loss', async () => {
    const plan = await json('plan', surface(), '--flops', '1e21', '--speed', '1e14', '--watts', '400');
    const G = ((0.34 * 406.4) / (0.28 * 410.7)) ** (1 / 0.62);
    isNear(plan.N, G * (1e21 / 6) ** (0.28 / 0.62));
    isNear(plan.seconds, 1e7);
    isNear(plan.joules, 4e9);
    const back = await json('plan', surface(), '--loss', String(plan.loss));
    isNear(back.flops, 1e21);
    const words = await inHere('plan', surface(), '--flops', '1e21', '--speed', '1e14');
    assert.match(
      words.stdout,
      /1 % lower loss costs 1\.\d+× .*the parameters, 1\.\d+× .*the data, \d\.\d+× .*the compute\./,
    );
    for (const { N, NInterval, flops, flopsInterval } of plan.improvements) {
      assert.ok(NInterval[0] <= N && N <= NInterval[1]);
      assert.ok(flopsInterval[0] <= flops && flops <= flopsInterval[1]);
    }
    const along = await json('plan', line(), '--flops', '6e10');
    isNear(along.N, 1e4);
    const low = await json('plan', surface(), '--loss', '1');
    assert.match(low.refused, /no budget reaches/);
    const next = await json('plan', surface(), '--flops', '1e22', '--next');
    assert.deepEqual(
      next.next.map(({ target }) => target),
      ['alpha', 'beta', 'a', 'E'],
    );
    for (const { N, D, C, seeds, flops, halfWidth, halfWidthAfter } of next.next) {
      isNear(C, 6 * N * D);
      isNear(flops, seeds * C);
      assert.ok(flops <= 1e22 && halfWidthAfter < halfWidth);
    }
    const said = await inHere('plan', line(), '--flops', '6e10', '--next', '--floor', '0.5');
    assert.match(said.stdout, /^N = .*, \d seeds: α ± .* instead of ± /);
    const few = await json(
      'plan',
      line(),
      '--flops',
      '1e9',
      '--next',
      '--where',
      'N=100',
      '--where',
      'N=300',
    );
    assert.match(few.refused, /at least 4 different sizes/);
    await refuses(['plan', line(), '--loss', '1', '--next'], /--next requires --flops/);
    await refuses(['plan', line()], /Expected one of --flops, --seconds and --loss, got none/);
    await refuses(['plan', line(), '--seconds', '60'], /--seconds requires --speed/);
  });
});
