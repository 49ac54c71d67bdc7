// Covers src/cli/commands/sample.ts and src/cli/shared/{files,given-files}.ts.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openCli, root } from '../support/cli.mjs';

let { folder, inProcess, inHere, file, refuses, remove } = {};
before(async () => ({ folder, inProcess, inHere, file, refuses, remove } = await openCli()));
after(() => remove());

describe('sample', () => {
  const cpu = ['--engine', 'cpu', '--threads', '2'];
  const small = [
    'model.widths=[8]',
    'training.steps=60',
    'lrSweep.enabled=false',
    'data.branches=[]',
    'task.context=16',
  ]
    .concat('evaluation.points=1', 'evaluation.samples=8')
    .flatMap((setting) => ['--set', setting]);

  it('writes with the weights of a run, which can also go on from them', async () => {
    const text = file('ducks.txt', 'Ducks quack, and geese honk at ducks. '.repeat(400));
    const train = (...more) =>
      inHere('run', 'text', '--set', `task.file=${text}`, ...small, ...cpu, '--json', ...more);
    const out = join(folder, 'trained');
    const first = await train('--out', out);
    assert.equal(first.code, 0, first.stderr);
    const weights = join(out, 'weights/w8.safetensors');
    const loss = ({ stdout }) => JSON.parse(stdout).law.points[0].loss;
    assert.ok(loss(await train('--start-from', weights)) < loss(first));
    // A spec names a text that is somewhere else by its id.
    const { spec } = JSON.parse(first.stdout);
    const elsewhere = await inProcess({}, 'run', file('spec.json', JSON.stringify(spec)));
    assert.equal(elsewhere.code, 2);
    assert.match(elsewhere.stderr, /task\.file: expected the text to learn/);

    const write = (...more) =>
      inProcess({}, 'sample', weights, '--prompt', 'Ducks ', '--count', '40', ...cpu, ...more);
    const [once, again, sober] = await Promise.all([write(), write(), write('--temperature', '0', '--json')]);
    assert.equal(once.stdout, again.stdout, 'the same seed');
    assert.equal(once.stdout.length, 'Ducks '.length + 40 + 1);
    assert.equal(JSON.parse(sober.stdout).tokens.length, 40);
    const scored = JSON.parse(
      (await inHere('sample', weights, '--score', 'Ducks quack', ...cpu, '--json')).stdout,
    );
    await refuses(
      ['sample', weights, '--prompt', 'Ducks é Zoo'],
      /^--prompt: the model has no token for "é", "Z": the text that it learned does not have them/,
    );
    const long = await inHere('sample', weights, '--score', 'Ducks quack, and geese honk.', ...cpu);
    assert.match(long.stderr, /Only the first 17 of 28 tokens are scored: the model reads 16 at once/);
    const bits = scored.tokens.map(({ probability }) => -Math.log(probability));
    assert.ok(Math.abs(bits.reduce((a, b) => a + b) / bits.length - scored.loss) < 1e-6);
  });

  it('says what is wrong with the file or an option', async () => {
    const parityFile = join(root, 'test/fixtures/parity/gpt-small.safetensors');
    await refuses(['sample', parityFile], /either --prompt TEXT or --score TEXT/);
    await refuses(
      ['sample', parityFile, '--prompt', 'a', '--count', '0'],
      /--count: expected a whole number from 1/,
    );
    await refuses(['sample', file('cut.safetensors', 'x'), '--prompt', 'a'], /cut\.safetensors: safetensors/);
    await refuses(
      ['sample', parityFile, '--prompt', 'a'],
      /gpt-small\.safetensors: attentionScale: this field is missing/,
    );
    await refuses(['run', 'text'], /task\.file: expected the text to learn: --set task\.file=PATH/);
    await refuses(
      ['run', 'text', '--set', `task.file=${file('zero.txt', 'a\0b')}`],
      /^\S+\/zero\.txt is not a text file: byte 2 is zero/,
    );
    await refuses(
      ['run', 'manifold', '--start-from', parityFile],
      /gpt-small\.safetensors: attentionScale: this field is missing/,
    );
  });
});
