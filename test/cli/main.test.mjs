// Covers src/cli/main.ts, src/cli/shared/command.ts and src/cli/commands/presets.ts. Also src/cli/commands/plan.ts.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openCli, root } from '../support/cli.mjs';

let { folder, inProcess, inHere, file, refuses, remove } = {};
before(async () => ({ folder, inProcess, inHere, file, refuses, remove } = await openCli()));
after(() => remove());

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

  it('says what each option does in one column, in lines that fit a terminal', async () => {
    const overview = await inHere('--help');
    const names = [...overview.stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name);
    assert.ok(names.length >= 10, names.join());
    for (const name of names) {
      const lines = (await inHere(name, '--help')).stdout.trimEnd().split('\n');
      const json = lines.find((line) => line.startsWith('  --json'));
      const column = json.search(/(?<= {2})[a-z]/);
      for (const line of lines) {
        assert.ok(line.length <= 127, `${name}: ${line}`);
        // An option that reaches the column has its words on the next line.
        const apart = line.search(/(?<=\S) {2,}(?=\S)/);
        if (apart > 0 && /^ {2}--/.test(line))
          assert.match(line.slice(column - 1), /^ \S/, `${name}: ${line}`);
      }
      const usages = lines.slice(0, lines.indexOf(''));
      assert.ok(
        usages.every((line) => line.startsWith(`${name} `)),
        usages.join('\n'),
      );
    }
  });

  it('says what is wrong with an option, in a sentence', async () => {
    await refuses(['presets', 'river.'], /^Expected options alone, got river\.\n/);
    await refuses(['fit'], /^Expected one table of points, got none\.\nSee: .* fit --help\n$/);
    await refuses(['fit', 'a.csv', '--jsn'], /^There is no option --jsn; did you mean --json\?\n/);
    await refuses(['presets', '--river'], /^There is no option --river; there are --json\.\n/);
    await refuses(['fit', 'a.csv', '--law'], /^--law: expected a value, got none\.\n/);
    await refuses(['fit', 'a.csv', '--law', '--json'], /^--law: expected a value, got --json; /);
    await refuses(['fit', 'a.csv', '--json=yes'], /^--json: takes no value, got yes\.\n/);
    await refuses(['fit', 'my table.csv'], /^my table\.csv: no such file.*\.\n$/);
  });

  it('names what is near when there is no such command, option, preset or field', async () => {
    assert.equal((await inProcess({}, 'prests')).code, 2);
    await refuses(['prests'], /There is no command prests; did you mean presets/);
    await refuses(['bench', 'cnn'], /Expected .*mlp, transformer or fit, got cnn/);
    await refuses(['bench', '--seconds', 'x'], /--seconds: expected a number above 0, got x/);
    await refuses(['presets', '--jsn'], /--jsn/);
    await refuses(['run', 'manifoldd'], /no preset manifoldd; did you mean manifold/);
    await refuses(['run', 'manifold', '--set', 'seeds.cont=2'], /seeds.cont.*did you mean seeds.count/);
  });

  it('refuses values and files that make no sense, before anything starts', async () => {
    await refuses(
      ['run', 'manifold', '--set', 'lrSweep.centre=NaN'],
      /lrSweep.centre: expected a number .* got NaN/,
    );
    await refuses(
      ['run', 'manifold', '--set', 'model.widths=-4,8'],
      /model.widths.0: expected a whole number/,
    );
    await refuses(['run', 'manifold', '--set', 'steps'], /--set: expected path=value/);
    await refuses(['run', 'missing.json'], /missing.json: no such file/);
    await refuses(['run', file('broken.json', '{"version": 1,')], /broken.json: this is not valid JSON/);
    await refuses(
      ['run', file('other.json', '{"versoin": 1}')],
      /versoin: there is no such field; did you mean version/,
    );
    await refuses(['parity', file('short.safetensors', 'abc')], /short.safetensors: .*at least 8 bytes/);
  });

  it('refuses an engine, threads or SIMD that there are none of', async () => {
    const fixture = join(root, 'test/fixtures/parity/gpt-small.safetensors');
    for (const command of [
      ['run', 'manifold'],
      ['parity', fixture],
      ['sample', fixture, '--prompt', 'a'],
    ]) {
      await refuses([...command, '--engine', 'tpu'], /--engine: expected auto, gpu or cpu, got tpu/);
      await refuses([...command, '--simd', 'avx'], /--simd: expected plain or relaxed, got avx/);
      for (const threads of ['0', '-1', '1.5', 'all', '', '257']) {
        await refuses(
          [...command, `--threads=${threads}`],
          /--threads: expected a whole number from 1 to 256, got /,
        );
      }
      await refuses([...command, '--engine', 'gpu', '--threads', '2'], /--threads: a GPU has none/);
      await refuses([...command, '--engine', 'gpu', '--simd', 'relaxed'], /--simd: a GPU has none/);
    }
  });

  it('sees that results can be written before it trains for them', async () => {
    const taken = file('taken', '');
    await refuses(['run', 'manifold', '--out', taken], /--out: cannot write to .*taken: this is a file/);
    await refuses(
      ['run', 'manifold', '--out', join(taken, 'deeper')],
      /--out: .*part of this path is a file/,
    );
    const fixture = join(root, 'test/fixtures/parity/relu-mse-adamw-cosine.safetensors');
    await refuses(['parity', fixture, '--out', folder], /--out: expected a file, got the folder/);
  });

  it('refuses a name that is empty, as a variable without a value is', async () => {
    await refuses(['run', 'manifold', '--out', ''], /^--out: expected a name, got nothing/);
    for (const command of ['fit', 'verify', 'merge'])
      await refuses([command, ''], /expected a name, got nothing; is it a variable that is empty/i);
  });

  it('refuses a folder where the system allows none', { skip: process.platform !== 'linux' }, async () => {
    await refuses(
      ['run', 'manifold', '--out', '/proc/x/y'],
      /--out: cannot write to .proc.x.y: no such file/,
    );
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
