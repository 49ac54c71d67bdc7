import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, it, mock } from 'node:test';
import { runnerImport } from 'vite';

const root = dirname(dirname(import.meta.dirname));
const launcher = join(root, 'src/cli/launch.mjs');
let folder;
let main;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  const config = { root, configFile: false, logLevel: 'error' };
  ({ main } = (await runnerImport(join(root, 'src/cli/main.ts'), config)).module);
});
after(() => rmSync(folder, { recursive: true }));

/** Runs the command line as a person does, in a process of its own; resolves to exit code, stdout and stderr. */
function cli(...args) {
  return cliWith({}, ...args);
}

function cliWith(variables, ...args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...variables };
    const child = spawn(process.execPath, [launcher, ...args], { cwd: folder, env });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
    }
    child.once('error', reject).once('close', (code) => resolve({ code, ...output }));
  });
}

/** The same in this process, which is quicker, for what needs no GPU. */
async function inHere(...args) {
  const output = { stdout: '', stderr: '' };
  const log = mock.method(console, 'log', (text) => (output.stdout += `${text}\n`));
  const error = mock.method(console, 'error', (text) => (output.stderr += `${text}\n`));
  try {
    return { code: await main(args), ...output };
  } finally {
    log.mock.restore();
    error.mock.restore();
  }
}

function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Exit code 2, nothing on stdout, and a message that matches. */
async function refuses(args, message) {
  const { code, stdout, stderr } = await inHere(...args);
  assert.match(stderr, message);
  assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
}

/** Four sizes and a handful of steps: seconds on a software adapter. */
const tiny = Object.entries({
  'model.widths': '4,8,16,32',
  'training.steps': 24,
  'training.batch': 32,
  'training.schedule.warmupSteps': 4,
  'fan.count': 3,
  'fan.widen': false,
  'seeds.count': 2,
  'evaluation.samples': 256,
}).flatMap(([path, value]) => ['--set', `${path}=${value}`]);

describe('the command line', () => {
  it('says what it can do, and what a command takes', async () => {
    const overview = await inHere('--help');
    assert.equal(overview.code, 0);
    for (const name of ['presets', 'run', 'fit', 'forecast', 'plan', 'parity', 'device']) {
      assert.match(overview.stdout, new RegExp(`\\n  ${name} `));
      const help = await inHere(name, '--help');
      assert.equal(help.code, 0);
      assert.match(help.stdout, new RegExp(`^${name} .*--json`));
    }
  });

  it('names what is near when there is no such command, option, preset or field', async () => {
    assert.equal((await cli('prests')).code, 2);
    await refuses(['prests'], /no command prests; did you mean presets/);
    await refuses(['bench', 'cnn'], /Expected mlp, transformer or fit, got cnn/);
    await refuses(['bench', '--seconds', 'x'], /--seconds: expected a number above 0, got x/);
    await refuses(['presets', '--jsn'], /--jsn/);
    await refuses(['run', 'manifoldd'], /no preset manifoldd; did you mean manifold/);
    await refuses(['run', 'manifold', '--set', 'seeds.cont=2'], /seeds.cont.*did you mean seeds.count/);
  });

  it('refuses values and files that make no sense, before anything starts', async () => {
    await refuses(['run', 'manifold', '--set', 'fan.centre=NaN'], /fan.centre: expected a number .* got NaN/);
    await refuses(
      ['run', 'manifold', '--set', 'model.widths=-4,8'],
      /model.widths.0: expected a whole number/,
    );
    await refuses(['run', 'manifold', '--set', 'steps'], /--set: expected path=value/);
    await refuses(['run', 'missing.json'], /missing.json: there is no such file/);
    await refuses(['run', file('broken.json', '{"version": 1,')], /broken.json: this is no JSON/);
    await refuses(
      ['run', file('other.json', '{"versoin": 1}')],
      /versoin: there is no such field; did you mean version/,
    );
    await refuses(['parity', file('short.safetensors', 'abc')], /short.safetensors: .*at least 8 bytes/);
  });

  it('sees that results can be written before it trains for them', async () => {
    const taken = file('taken', '');
    await refuses(['run', 'manifold', '--out', taken], /--out: cannot write to .*taken: this is a file/);
    await refuses(
      ['run', 'manifold', '--out', join(taken, 'deeper')],
      /--out: .*a part of this path is a file/,
    );
    const fixture = join(root, 'test/fixtures/parity/relu-mse-adamw-cosine.safetensors');
    await refuses(['parity', fixture, '--out', folder], /--out: expected a file, got the folder/);
  });
});

describe('presets', () => {
  it('lists every preset with its sizes', async () => {
    const { code, stdout } = await inHere('presets', '--json');
    assert.equal(code, 0);
    const presets = JSON.parse(stdout);
    assert.deepEqual(
      presets.slice(0, 2).map(({ id }) => id),
      ['manifold', 'zipf-facts'],
    );
    for (const { sizes } of presets) assert.equal(sizes.length, 3);
  });
});

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
      /text.csv: line 3, column loss: .* got "two"/,
    );
    await refuses(
      ['fit', file('column.csv', 'N,score\n100,2\n')],
      /there is no column loss; the file has N, score/,
    );
    await refuses(['fit', file('size.csv', 'size,loss\n100,2\n')], /size.csv: there is no column N, D or C/);
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

  it('says why it refuses a fit', async () => {
    const { code, stdout } = await inHere('fit', file('few.csv', 'N,loss\n100,2\n1000,1\n'));
    assert.equal(code, 0);
    assert.match(stdout, /^No law along N: A law needs at least 4 different sizes/);
  });
});

describe('fit --law surface', () => {
  const loss = (N, D) => 1.69 + 406.4 * N ** -0.34 + 410.7 * D ** -0.28;
  const rows = [1e6, 1e7, 1e8, 1e9].flatMap((N) =>
    [1e8, 1e9, 1e10].map((D) => `${N},${D},${loss(N, D)},${N < 1e9 ? 'small' : 'large'},${D / 1e8}`),
  );
  const table = () => file('surface.csv', ['N,D,loss,kind,multiple', ...rows].join('\n'));
  const surface = async (...args) =>
    JSON.parse((await inHere('fit', table(), '--law', 'surface', ...args, '--json')).stdout);

  it('recovers the surface of a table', async () => {
    const document = await surface();
    assert.equal(document.law, 'surface');
    assert.equal(document.rows, 12);
    for (const [name, value] of Object.entries({ E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 })) {
      assert.ok(Math.abs(document.parameters[name] / value - 1) < 1e-6, name);
      assert.equal(document.intervals[name].length, 2);
    }
    assert.deepEqual(document.heldOut, []);
    const words = await inHere('fit', table(), '--law', 'surface');
    assert.match(words.stdout, /^L = E \+ A N\^-alpha \+ B D\^-beta: alpha = 0\.34/);
  });

  it('fits some rows and foretells the others', async () => {
    const { rows, heldOut } = await surface('--train-where', 'kind=small', '--residuals', 'linear');
    assert.equal(rows, 9);
    assert.equal(heldOut.length, 3);
    for (const { N, D, loss, predicted, low, high } of heldOut) {
      assert.equal(N, 1e9);
      assert.ok(D > 0 && Math.abs(predicted / loss - 1) < 1e-6 && low <= predicted && predicted <= high);
    }
    const some = await surface('--where', 'multiple=1', '--where', 'multiple=10.0', '--tie-exponents');
    assert.equal(some.rows, 8);
    assert.equal(some.parameters.alpha, some.parameters.beta);
  });

  it('counts residuals as it is told, and draws the same bootstrap for the same seed', async () => {
    const args = ['--robust', 'huber:0.001', '--bootstrap', '5', '--seed', '2'];
    const document = await surface(...args);
    assert.deepEqual(document.robust, { type: 'huber', delta: 0.001 });
    assert.deepEqual((await surface(...args)).bootstrap, document.bootstrap);
    assert.match(document.checklist.Objective, /Huber's loss of residuals of log loss, delta 0.001/);
    assert.equal(document.checklist.Points, '12 used of 12');
    assert.deepEqual((await surface('--robust', 'absolute')).robust, { type: 'absolute' });
  });

  it('says why it refuses a fit, or what is wrong with the file or an option', async () => {
    const few = await surface('--where', 'kind=large');
    assert.equal(few.parameters, null);
    assert.match(few.refused, /at least 6 points/);
    const bad = (text, ...args) => ['fit', file('bad.csv', text), '--law', 'surface', ...args];
    await refuses(bad('N,D,loss\n100,1e3,2\n300,1e3,0\n'), /bad.csv: line 3: loss is 0/);
    await refuses(bad('N,loss\n100,2\n'), /needs columns N and D; the file has N, loss/);
    await refuses(bad('N,D,loss\n1,1,1\n', '--where', 'kind=a'), /there is no column kind/);
    await refuses(bad('N,D,loss\n1,1,1\n', '--where', 'N=2'), /no row has N=2/);
    await refuses(bad('N,D,loss\n1,1,1\n', '--where', 'N'), /--where: expected column=value, got N/);
    await refuses(bad('', '--robust', 'huber'), /--robust: expected none, absolute or huber:DELTA/);
    await refuses(bad('', '--residuals', 'cubed'), /--residuals: expected log or linear/);
    await refuses(bad('', '--bootstrap', '-1'), /--bootstrap/);
    await refuses(bad('', '--floor', '0'), /--floor does not go with --law surface/);
  });
});

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
    JSON.parse((await inHere('fit', path, '--law', 'isoflop', ...args, '--json')).stdout);

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
      assert.match(document.warnings.join(' '), /Chinchilla's surface/);
    }
    assert.ok(Math.abs((await isoflop(table())).exponent - 0.5) < 1e-6);
    const words = await inHere('fit', table(), '--law', 'isoflop');
    assert.match(words.stdout, /^Ten times the compute calls for 3\.16 times the N\./);
    assert.match(words.stdout, /by spline in 3 of 4 budgets/);
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
    await refuses(bad('', '--optimum', 'cubic'), /--optimum: expected spline or parabola, got cubic/);
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

  it('reaches ten times the largest where the floor is fitted, and says why there is no forecast', async () => {
    const far = await json('forecast', line(), '--C', '6e12');
    assert.equal(far.loss, null);
    assert.match(far.refused, /100 times beyond the fitted runs.*at most, C = 600 G/);
    const fixed = await json('forecast', line(), '--C', '6e12', '--floor', '0.5');
    assert.match(fixed.warnings.join(' '), /100 times beyond the fitted sizes/);
    const wide = await json('forecast', surface(), '--N', '4e9', '--D', '8e11');
    assert.match(wide.refused, /^D = 800 G lies 80 times beyond/);
    const none = await json('forecast', line(), '--N', '1e5', '--where', 'N=100', '--where', 'N=300');
    assert.equal(none.loss, null);
    assert.match(none.refused, /at least 4 different sizes/);
  });

  it('says what is wrong with the file or an option', async () => {
    await refuses(['forecast', line()], /Expected --N, --D or --C, or --N and --D; got none/);
    await refuses(['forecast', line(), '--N', '1e4', '--C', '1e9'], /got N and C/);
    await refuses(['forecast', line(), '--N', 'many'], /--N: expected a number above 0, got many/);
    await refuses(['forecast', line(), '--N', '1e4', '--x', 'D'], /--x D wants --D/);
    await refuses(['forecast', line(), '--D', '1e4'], /line.csv: there is no column D/);
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
      /1 % lower loss costs 1\.\d+× the parameters, 1\.\d+× the data, \d\.\d+× the compute\./,
    );
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
    await refuses(['plan', line(), '--loss', '1', '--next'], /--next wants its budget as --flops/);
    await refuses(['plan', line()], /Expected one of --flops, --seconds and --loss, got none/);
    await refuses(['plan', line(), '--seconds', '60'], /--seconds wants --speed/);
  });
});

describe('fit --law all', () => {
  const sizes = [1e6, 1e7, 1e8, 1e9];
  const data = [1e8, 1e9, 1e10, 1e11];
  const product = (N, D) => 40 * N ** -0.06 * D ** -0.09;
  const table = (loss, D = data) =>
    ['N,D,loss', ...sizes.flatMap((N) => D.map((d) => `${N},${d},${loss(N, d)}`))].join('\n');
  const all = async (text) => {
    const { code, stdout, stderr } = await inHere('fit', file('all.csv', text), '--law', 'all', '--json');
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    return JSON.parse(stdout).laws;
  };

  it('fits every law that the table supports, and says why not the others', async () => {
    const laws = await all(table(product));
    assert.ok(Math.abs(laws.product.parameters.alpha - 0.06) < 1e-9);
    assert.ok(laws.kaplan.comparison.find(({ law }) => law === 'product').survives);
    assert.ok(laws.power.law.alpha > 0);
    assert.match(laws.broken.refused, /at least 12 different sizes/);
    assert.match(laws.repeat.refused, /columns N, D and U/);
    const words = await inHere('fit', file('all.csv', table(product)), '--law', 'all');
    assert.match(words.stdout, /## power\n[^]*## product\nL = K N\^-alpha D\^-beta: K = 40\.0/);
  });

  it('has a sentence for whatever is wrong with a table, and never ends in an error', async () => {
    const cases = {
      collinear:
        table(product, []) + '\n' + sizes.map((N) => `${N},${20 * N},${product(N, 20 * N)}`).join('\n'),
      'one size': ['N,D,loss', ...data.map((D) => `1e6,${D},${product(1e6, D)}`)].join('\n'),
      identical: ['N,D,loss', ...data.map(() => '1e6,1e9,2')].join('\n'),
      level: table(() => 2),
      rising: table((N, D) => N ** 0.1 * D ** 0.1),
      negative: table((N) => (N === 1e6 ? -2 : 2)),
      zero: table((N) => (N === 1e6 ? 0 : 2)),
      'absurd units': table((N, D) => 1e-200 * product(N, D)),
    };
    for (const [name, text] of Object.entries(cases)) {
      for (const [law, report] of Object.entries(await all(text))) {
        const { refused } = report.law?.refused ? report.law : report;
        if (refused !== undefined) assert.match(refused, /^.{30,}/, `${name}, ${law}`);
      }
    }
    await refuses(['fit', file('nan.csv', 'N,D,loss\n1e6,1e8,NaN\n'), '--law', 'all'], /line 2, column loss/);
  });

  it('warns where rows of several configurations are fitted together', async () => {
    const rows = sizes.flatMap((N) =>
      data.map((D, i) => `${N},${D},${product(N, D)},${i % 2 ? 'wsd' : 'cosine'}`),
    );
    const mixed = ['N,D,loss,schedule', ...rows].join('\n');
    const { product: one, kaplan } = await all(mixed);
    for (const { warnings } of [one, kaplan]) {
      assert.match(
        warnings.join(' '),
        /Rows of 2 different schedule \(cosine, wsd\).*Choose one, such as schedule=cosine/,
      );
    }
    const chosen = await inHere(
      'fit',
      file('mixed.csv', mixed),
      '--law',
      'product',
      '--where',
      'schedule=wsd',
      '--json',
    );
    assert.deepEqual(JSON.parse(chosen.stdout).warnings, []);
  });

  it('finds a break, and what repetition is worth', async () => {
    const broken = Array.from({ length: 20 }, (_, i) => {
      const x = 10 ** (3 + (3 * i) / 19);
      return `${x},${0.4 + 3 * x ** -0.05 * (1 + (x / 3e4) ** (1 / 0.3)) ** -0.36}`;
    });
    const found = await inHere(
      'fit',
      file('break.csv', ['N,loss', ...broken].join('\n')),
      '--law',
      'broken',
      '--json',
    );
    const { supported, parameters } = JSON.parse(found.stdout);
    assert.ok(supported && Math.abs(parameters.breakAt / 3e4 - 1) < 1e-3);
    const unique = [1e8, 1e9, 1e10];
    const rows = unique.flatMap((U) =>
      [1, 2, 8, 64].flatMap((epochs) =>
        [1e6, 3e6, 1e7].map((N) => {
          const worth = U * (1 - 15 * Math.expm1(-(epochs - 1) / 15));
          return `${N},${epochs * U},${U},${1.69 + 406.4 * N ** -0.34 + 410.7 * worth ** -0.28}`;
        }),
      ),
    );
    const repeated = await inHere(
      'fit',
      file('repeat.csv', ['N,D,U,loss', ...rows].join('\n')),
      '--law',
      'repeat',
      '--json',
    );
    assert.ok(Math.abs(JSON.parse(repeated.stdout).parameters.dataDecay - 15) < 0.5, repeated.stdout);
  });
});

describe('fit --law critical-batch', () => {
  const table = (rows) => file('batches.csv', ['N,batch,steps,loss', ...rows].join('\n'));
  const sweep = [8, 32, 128, 512].map((B) => `1000,${B},${1000 + 64_000 / B},2`);

  it('finds the batch at which steps and samples are twice their least', async () => {
    const { stdout } = await inHere('fit', table(sweep), '--law', 'critical-batch', '--json');
    const { loss, parameters } = JSON.parse(stdout);
    assert.equal(loss, 2);
    assert.ok(Math.abs(parameters.criticalBatch / 64 - 1) < 1e-6);
    assert.ok(Math.abs(parameters.leastSteps / 1000 - 1) < 1e-6);
    const words = await inHere('fit', table(sweep), '--law', 'critical-batch');
    assert.match(words.stdout, /criticalBatch = 64.*leastSteps = 1000/);
  });

  it('says why there is none, or what is wrong with the file or an option', async () => {
    const few = await inHere('fit', table(sweep.slice(0, 2)), '--law', 'critical-batch');
    assert.match(few.stdout, /at least 4 different batches, and there are 2/);
    const law = ['--law', 'critical-batch'];
    await refuses(
      ['fit', file('n.csv', 'N,loss\n1,2\n'), ...law],
      /needs columns batch and steps; the file has N, loss/,
    );
    await refuses(
      ['fit', table(['1000,8,-5,2']), ...law],
      /line 2: steps is "-5"; expected a number above 0/,
    );
    await refuses(
      ['fit', table(sweep), ...law, '--loss', 'low'],
      /--loss: expected a number above 0, got low/,
    );
  });
});

describe('run', () => {
  it('trains a preset and writes records, points and a report that needs nothing else', async () => {
    const out = join(folder, 'out');
    const { code, stdout, stderr } = await cli('run', 'manifold', ...tiny, '--out', out, '--json');
    assert.equal(code, 0, stderr);
    const { law, outcome, spec } = JSON.parse(stdout);
    assert.equal(outcome, 'finished');
    assert.deepEqual(spec.model.widths, [4, 8, 16, 32]);
    assert.deepEqual(
      law.points.map(({ N }) => N),
      [45, 121, 369, 1249],
    );
    for (const key of ['alpha', 'alphaLow', 'alphaHigh', 'E']) assert.ok(key in law);
    const records = JSON.parse(readFileSync(join(out, 'records.json'), 'utf8'));
    assert.equal(records.records.length, 4 * 3 * 2);
    assert.equal(readFileSync(join(out, 'points.csv'), 'utf8').split('\n').length, 4 * 3 * 2 + 2);
    const report = readFileSync(join(out, 'report.html'), 'utf8');
    assert.equal(report.match(/<svg /g).length, 2);
    assert.doesNotMatch(report, /(src|href)=|@import|url\(/);
  });

  it('gives the same records for the same spec, but for times, though the GPU be lost on the way', async () => {
    const loses = pathToFileURL(join(root, 'test/support/lose-device.mjs')).href;
    const records = async (name, variables) => {
      const out = join(folder, name);
      const small = [...tiny, '--set', 'model.widths=[4]', '--out', out];
      const { code, stderr } = await cliWith(variables, 'run', 'manifold', ...small);
      assert.equal(code, 0, stderr);
      const read = JSON.parse(readFileSync(join(out, 'records.json'), 'utf8'));
      return { stderr, records: { ...read, times: null } };
    };
    const [first, second, third] = await Promise.all([
      records('a', {}),
      records('b', {}),
      records('c', { NODE_OPTIONS: `--import=${loses}` }),
    ]);
    assert.deepEqual(first.records, second.records);
    assert.doesNotMatch(first.stderr, /lost/);
    assert.match(third.stderr, /The GPU was lost/);
    assert.deepEqual(third.records, first.records);
  });
});

describe('sample', () => {
  const small = [
    'model.widths=[8]',
    'training.steps=60',
    'fan.enabled=false',
    'data.branches=[]',
    'task.context=16',
  ]
    .concat('evaluation.points=1', 'evaluation.samples=8')
    .flatMap((setting) => ['--set', setting]);

  it('writes with the weights of a run, which can also go on from them', async () => {
    const text = file('ducks.txt', 'Ducks quack, and geese honk at ducks. '.repeat(400));
    const train = (...more) => cli('run', 'text', '--set', `task.file=${text}`, ...small, '--json', ...more);
    const out = join(folder, 'trained');
    const first = await train('--out', out);
    assert.equal(first.code, 0, first.stderr);
    const weights = join(out, 'weights/w8.safetensors');
    const loss = ({ stdout }) => JSON.parse(stdout).law.points[0].loss;
    assert.ok(loss(await train('--start-from', weights)) < loss(first));
    // A spec names a text that is somewhere else by its id.
    const { spec } = JSON.parse(first.stdout);
    await refuses(['run', file('spec.json', JSON.stringify(spec))], /task\.file: expected the text to learn/);

    const write = (...more) => cli('sample', weights, '--prompt', 'Ducks ', '--count', '40', ...more);
    const [once, again, sober] = await Promise.all([write(), write(), write('--temperature', '0', '--json')]);
    assert.equal(once.stdout, again.stdout, 'the same seed');
    assert.equal(once.stdout.length, 'Ducks '.length + 40 + 1);
    assert.equal(JSON.parse(sober.stdout).tokens.length, 40);
    const weighed = JSON.parse((await cli('sample', weights, '--weigh', 'Ducks quack', '--json')).stdout);
    const bits = weighed.tokens.map(({ probability }) => -Math.log(probability));
    assert.ok(Math.abs(bits.reduce((a, b) => a + b) / bits.length - weighed.loss) < 1e-6);
  });

  it('says what is wrong with the file or an option', async () => {
    const parityFile = join(root, 'test/fixtures/parity/gpt-small.safetensors');
    await refuses(['sample', parityFile], /either --prompt TEXT or --weigh TEXT/);
    await refuses(
      ['sample', parityFile, '--prompt', 'a', '--count', '0'],
      /--count: expected a whole number from 1/,
    );
    await refuses(['sample', file('cut.safetensors', 'x'), '--prompt', 'a'], /cut\.safetensors: safetensors/);
    await refuses(['sample', parityFile, '--prompt', 'a'], /weights file: /);
    await refuses(['run', 'text'], /task\.file: expected the text to learn; --set task\.file=PATH/);
    await refuses(['run', 'text', '--set', `task.file=${file('zero.txt', 'a\0b')}`], /zero\.txt is no text/);
    await refuses(['run', 'manifold', '--start-from', parityFile], /weights file: /);
  });
});

describe('parity', () => {
  it('prints the losses that PyTorch got', async () => {
    const fixture = join(root, 'test/fixtures/parity/relu-mse-adamw-cosine');
    const { code, stdout, stderr } = await cli(
      'parity',
      `${fixture}.safetensors`,
      '--json',
      '--out',
      join(folder, 'final'),
    );
    assert.equal(code, 0, stderr);
    const expected = JSON.parse(readFileSync(`${fixture}.losses.json`, 'utf8')).losses;
    JSON.parse(stdout).losses.forEach((loss, step) => {
      assert.ok(
        Math.abs(loss / expected[step] - 1) < 1e-4,
        `step ${step}: ${loss} against ${expected[step]}`,
      );
    });
    assert.ok(readFileSync(join(folder, 'final')).length > 100);
  });
});
