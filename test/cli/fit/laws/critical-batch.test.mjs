// Covers src/cli/fit/laws/critical-batch.ts. Also src/cli/fit/laws/numbers.ts.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openCli } from '../../../support/cli.mjs';

let { inHere, file, refuses, remove } = {};
before(async () => ({ inHere, file, refuses, remove } = await openCli()));
after(() => remove());

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
