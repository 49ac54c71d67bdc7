// Covers src/cli/commands/fit.ts, with src/cli/fit/laws/forms.ts, broken.ts and repeat.ts. Also
// src/cli/fit/laws/{broken,laws,repeat}.ts.
// cspell:ignore nwsd
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openCli } from '../../support/cli.mjs';

let { inHere, file, refuses, remove } = {};
before(async () => ({ inHere, file, refuses, remove } = await openCli()));
after(() => remove());

describe('fit --law all', () => {
  const sizes = [1e6, 1e7, 1e8, 1e9];
  const data = [1e8, 1e9, 1e10, 1e11];
  const product = (N, D) => 40 * N ** -0.06 * D ** -0.09;
  const table = (loss, D = data) =>
    ['N,D,loss', ...sizes.flatMap((N) => D.map((d) => `${N},${d},${loss(N, d)}`))].join('\n');
  const all = async (text, ...args) => {
    const { code, stdout, stderr } = await inHere(
      ...['fit', file('all.csv', text), '--law', 'all', '--json', ...args],
    );
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
    assert.match(
      words.stdout,
      /## power: Power law\n[^]*## product: [^]*\nL = K N\^-alpha D\^-beta: K = 40\.0/,
    );
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
    await refuses(
      ['fit', file('nan.csv', 'N,D,loss\n1e6,1e8,NaN\n'), '--law', 'all'],
      /line 2: loss is "NaN", which is not a number/,
    );
  });

  it('splits a table where one law for all is worse, fits it together where it is not, and says so', async () => {
    const rows = (factor) =>
      sizes.flatMap((N) =>
        data.flatMap((D) =>
          ['cosine', 'wsd'].map((schedule, i) => `${N},${D},${product(N, D) * (1 + i * factor)},${schedule}`),
        ),
      );
    const path = (factor) => file('mixed.csv', ['N,D,loss,schedule', ...rows(factor)].join('\n'));
    const fit = async (factor, ...args) =>
      JSON.parse((await inHere('fit', path(factor), '--law', 'product', '--json', ...args)).stdout);
    const apart = await fit(0.2);
    assert.equal(apart.split.column, 'schedule');
    assert.match(
      apart.notes[0],
      /^The rows are split by schedule: one law for all 2 misses the losses by 9.*%/,
    );
    const [cosine, wsd] = apart.groups.map(({ law }) => law.parameters);
    assert.ok(Math.abs(cosine.K / 40 - 1) < 1e-6 && Math.abs(wsd.K / 48 - 1) < 1e-6);
    const words = await inHere('fit', path(0.2), '--law', 'product');
    assert.match(words.stdout, /\nschedule +law\ncosine +L = .*\nwsd +L = /);
    const together = await fit(0);
    assert.deepEqual([together.split, together.groups, together.points], [null, [], 16]);
    const forced = await fit(0.2, '--split', 'none');
    assert.match(forced.warnings.join(' '), /Rows of 2 different schedule \(cosine, wsd\)/);
    const all = await inHere('fit', path(0.2), '--law', 'all', '--json');
    assert.deepEqual(
      JSON.parse(all.stdout).groups.map(({ law }) => law.law),
      ['all', 'all'],
    );
    const chosen = await fit(0.2, '--where', 'schedule=wsd');
    assert.deepEqual([chosen.warnings, chosen.groups, chosen.rows.used], [[], [], 16]);
    assert.equal((await fit(0.2, '--where', 'schedule!=wsd')).rows.used, 16);
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
