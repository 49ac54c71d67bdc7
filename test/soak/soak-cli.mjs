// The command line under many kills: the last records equal those of a run that was not disturbed, and the time that kills cost.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contentOf, killAgainAndAgain, start } from './kill-cli.mjs';

const root = dirname(dirname(import.meta.dirname));
/** A start trains for so long before it is killed, at most. */
const SECONDS = 9;

const settings = { 'model.widths': '4,8,16', 'training.steps': 16000, 'training.batch': 16 };
const args = ['run', 'markov', '--engine', 'cpu'].concat(
  Object.entries(settings).flatMap(([path, value]) => ['--set', `${path}=${value}`]),
);

export async function soakCli({ kills, seed }) {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  try {
    const undisturbed = join(folder, 'undisturbed');
    const whole = await start(root, [...args, '--out', undisturbed]).ended;
    assert.equal(whole.code, 0, whole.stderr);
    console.log(`Undisturbed: ${whole.seconds.toFixed(0)} s.`);
    const killed = join(folder, 'killed');
    const signals = ['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGHUP', 'SIGKILL', 'SIGINT'];
    const { ends } = await killAgainAndAgain({
      root,
      args,
      folder: killed,
      kills,
      signals,
      seed,
      seconds: SECONDS,
    });
    for (const { sent = 'none', code, signal, seconds, stderr } of ends) {
      const stand = /Going on in [^:]*: (.*)\./.exec(stderr)?.[1] ?? 'from the beginning';
      console.log(`${sent.padEnd(8)} after ${seconds.toFixed(1)} s of training, ${signal ?? code}: ${stand}`);
    }
    assert.deepEqual(contentOf(killed), contentOf(undisturbed));
    const inVain = ends.filter(
      ({ sent, stderr }) => sent && /already, and it is finished/.test(stderr),
    ).length;
    const trained = ends.reduce((sum, { seconds }) => sum + seconds, 0);
    console.log(
      `${kills} kills, ${inVain} of them after it had finished: the same records, points and weights. Trained for ${trained.toFixed(0)} s in all, ` +
        `${((trained - whole.seconds) / kills).toFixed(1)} s more a kill.`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
