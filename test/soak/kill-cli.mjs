// Kills `run … --out` again and again at random moments, and compares what it comes to with an undisturbed run.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomOf } from './random.mjs';

/** What a folder's files hold, but for times. */
export function contentOf(folder) {
  const records = JSON.parse(readFileSync(join(folder, 'records.json'), 'utf8'));
  const weights = readdirSync(join(folder, 'weights')).sort();
  return {
    records: { ...records, times: null },
    points: readFileSync(join(folder, 'points.csv'), 'utf8'),
    weights: weights.map((name) => [name, readFileSync(join(folder, 'weights', name), 'base64')]),
  };
}

/** Replicas that records.json says are finished; none where there is no such file. Throws where it is not whole. */
function finishedReplicas(folder) {
  const path = join(folder, 'records.json');
  if (!existsSync(path)) return 0;
  return JSON.parse(readFileSync(path, 'utf8')).records.filter(({ outcome }) => outcome === 'finished')
    .length;
}

/**
 * Starts the command line in a process group of its own. `ended` resolves to its exit code, signal, what it printed and the seconds since
 * it began to train; `training` resolves when it begins to, or when it has ended.
 */
export function start(root, args, { preload = [], variables = {} } = {}) {
  const imports = preload.map((name) => `--import=${pathToFileURL(join(root, 'test/support', name)).href}`);
  const child = spawn(process.execPath, [join(root, 'src/cli/start/launch.mjs'), ...args], {
    detached: process.platform !== 'win32',
    env: { ...process.env, ...variables, NODE_OPTIONS: imports.join(' ') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  let began = null;
  let begin;
  const training = new Promise((resolve) => (begin = resolve));
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => {
      output[name] += text;
      if (began === null && / models?, /.test(output.stderr)) {
        began = performance.now();
        begin();
      }
    });
  }
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => {
      begin();
      const seconds = began === null ? 0 : (performance.now() - began) / 1000;
      resolve({ code, signal, seconds, ...output });
    });
  });
  /** Sends a signal to the whole group, as a terminal does. */
  const kill = (signal) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
    } catch (error) {
      // It has ended by itself.
      if (error.code !== 'ESRCH') throw error;
    }
  };
  return { training, ended, kill, output, pid: child.pid };
}

/**
 * Starts the same command on a folder and kills it, `kills` times, within `seconds` of the moment when it begins to train or, one time
 * in five, before that, within a second of its start. Then it lets it end. Throws where something that was finished is lost, where a file is cut,
 * or where a signal that can be heard does not end it with 1. Resolves to the ends of all starts, and when the last began.
 */
export async function killAgainAndAgain({ root, args, folder, kills, signals, seed, seconds, preload = [] }) {
  const random = randomOf(seed);
  /** Between a share of the limit and all of it, in seconds. */
  const wait = (limit, least = 0) =>
    new Promise((resolve) => setTimeout(resolve, 1000 * limit * (least + (1 - least) * random())));
  const ends = [];
  let finished = 0;
  for (let i = 0; i < kills; i++) {
    const { training, ended, kill } = start(root, [...args, '--out', folder], { preload });
    const isEarly = random() < 0.2;
    if (isEarly) await Promise.race([training, wait(1)]);
    else await training.then(() => wait(seconds, 0.25));
    kill(signals[i % signals.length]);
    const end = await ended;
    ends.push({ ...end, sent: signals[i % signals.length], isEarly });
    // Before it listens, a signal ends it as the system does; once it has ended by itself, the exit code is 0.
    const isHeard = end.signal === null && signals[i % signals.length] !== 'SIGKILL';
    if (isHeard && end.code !== 0) {
      assert.equal(end.code, 1, end.stderr);
      assert.match(end.stderr, /Stopped by SIG/);
    }
    const now = finishedReplicas(folder);
    assert.ok(now >= finished, `${finished} replicas were finished, after kill ${i + 1} there are ${now}`);
    finished = now;
  }
  const lastStart = Date.now();
  const last = await start(root, [...args, '--out', folder], { preload }).ended;
  assert.equal(last.code, 0, last.stderr);
  return { ends: [...ends, last], lastStart };
}
