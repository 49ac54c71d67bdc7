// Covers src/cli/commands/record.ts, and the recordings that it makes: training a replica of one again gives the same bits.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openCli, root } from '../../support/cli.mjs';
import { lab, verified } from '../../support/verified-records.mjs';

let cli;
before(async () => (cli = await openCli()));
after(() => cli.remove());

describe('record', () => {
  it('names the cards, and the nearest one where there is none of a name', async () => {
    const { stdout } = await cli.inHere('record', '--help');
    assert.match(stdout, /The cards:\n {2}bigger, /);
    await cli.refuses(['record', 'skill'], /^There is no card skill; did you mean skills\?/);
    await cli.refuses(['record', 'bigger', '--only', 'd5'], /^--only: bigger has no experiment d5; /);
  });
});

describe('a recording', () => {
  const text = readFileSync(join(root, 'src/lab/gallery/recordings/bigger-d4.json'), 'utf8');

  it('holds records alone, in few bytes', () => {
    const fields = ['format', 'version', 'versions', 'spec', 'device', 'curvePoints', 'records', 'times'];
    assert.deepEqual(Object.keys(JSON.parse(text)), fields);
  });

  it('is verified bit for bit', async () => {
    const file = lab.readRecordFile(text);
    // A draw of one of the smallest models, which trains in a moment.
    const isSmall = (seed) => lab.sampleLines(file, 0.01, seed).every(({ run }) => run === 'w8');
    const seed = Array.from({ length: 100 }, (_, i) => i).find(isSmall);
    const { replicas, numbers, difference } = await verified(text, { share: 0.01, seed });
    assert.deepEqual({ replicas, difference }, { replicas: 1, difference: null });
    assert.ok(numbers >= 30, `${numbers} numbers`);
  });
});
