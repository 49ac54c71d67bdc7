// Covers how `run … --out` (src/cli/run) goes on after it was killed: real processes, signals to their whole group, moments by a seed.
// The same with more kills: `npm run soak -- cli`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { contentOf, killAgainAndAgain, start } from '../../soak/kill-cli.mjs';
import { openCli, root } from '../../support/cli.mjs';

let { folder, remove } = {};
before(async () => ({ folder, remove } = await openCli()));
after(() => remove());

/** With samples of a language, and a sweep that is widened. */
const settings = {
  'model.widths': '4,8',
  'training.steps': 3000,
  'training.batch': 16,
  'lrSweep.count': 2,
  'lrSweep.centre': 1e-3,
  'seeds.count': 2,
  'evaluation.samples': 64,
};
const args = ['run', 'markov', '--engine', 'cpu'].concat(
  Object.entries(settings).flatMap(([path, value]) => ['--set', `${path}=${value}`]),
);

describe('a run that is killed', () => {
  // Windows has no signals to send: there a kill is a kill.
  const signals =
    process.platform === 'win32' ? ['SIGKILL'] : ['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGHUP', 'SIGINT'];

  it('goes on where it was, and comes to the same as one that was not disturbed', async () => {
    const undisturbed = join(folder, 'undisturbed');
    const preload = ['fast-clock.mjs'];
    const whole = await start(root, [...args, '--out', undisturbed], { preload }).ended;
    assert.equal(whole.code, 0, whole.stderr);
    const out = join(folder, 'killed');
    const { ends, lastStart } = await killAgainAndAgain({
      ...{ root, args, folder: out, kills: 4, signals, seed: 11, preload },
      // Machines differ in speed: so that all kills come before the end.
      seconds: whole.seconds / 4,
    });
    assert.ok(ends.some(({ stderr }) => /Going on in /.test(stderr)));
    assert.deepEqual(contentOf(out), contentOf(undisturbed));
    // Runs went on from their checkpoints: they had begun before the last process did.
    const { times } = JSON.parse(readFileSync(join(out, 'records.json'), 'utf8'));
    assert.ok(Object.values(times.runs).some(({ startedAt }) => startedAt < lastStart));
  });
});
