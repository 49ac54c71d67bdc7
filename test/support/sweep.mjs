// A sweep of tiny runs, its processes, and a look at its files.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadClient } from './nats.mjs';
import { openCli, root } from './cli.mjs';

/** 8 units: four sizes, two seeds. */
export const UNITS = 8;
const settings = {
  'model.widths': '4,8,16,32',
  'training.steps': 100,
  'training.batch': 32,
  'training.schedule.warmupSteps': 4,
  'lrSweep.count': 2,
  'lrSweep.widen': false,
  'seeds.count': 2,
  'evaluation.samples': 256,
};
export const experiment = Object.entries(settings).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
const processor = ['--engine', 'cpu', '--threads', '1'];
const launcher = join(root, 'src/cli/start/launch.mjs');
/** A guard against hangs; nothing is measured by it. */
const PATIENCE = 40_000;

/** Resolves with the first truthy answer. */
export async function until(what, ask) {
  for (const start = Date.now(); Date.now() - start < PATIENCE; await sleep(20)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`waited in vain until ${what}`);
}

/** The command line with processes that end with the tests. */
export async function openSweeps() {
  const cli = await openCli();
  const client = loadClient();
  const running = new Set();

  /** A command that goes on; `ended` resolves to exit code and output. */
  const start = (...args) => {
    const child = spawn(process.execPath, [launcher, ...args], { cwd: cli.folder });
    running.add(child);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'])
      child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
    const ended = new Promise((resolve) =>
      child.once('close', (code) => {
        running.delete(child);
        resolve({ code, ...output });
      }),
    );
    return { child, output, ended };
  };

  /** Serves the experiment in a folder of that name. */
  const serve = async (name, ...options) => {
    const state = join(cli.folder, name);
    const args = ['serve', 'manifold', ...experiment, '--state', state, '--lease', '3', '--json', ...options];
    return opened(state, start(...args));
  };
  const resume = async (name, ...options) => {
    const state = join(cli.folder, name);
    return opened(state, start('resume', state, '--json', ...options));
  };
  const states = new Set();
  const opened = async (state, process) => {
    states.add(state);
    const line = await until('it serves', () => {
      assert.equal(process.child.exitCode, null, process.output.stderr);
      return process.output.stdout.includes('\n') && process.output.stdout;
    });
    return { ...process, state, url: JSON.parse(line).nats, files: filesOf(state) };
  };
  const worker = ({ state, url }, name = 'worker', ...options) =>
    start('worker', '--creds', join(state, `${name}.creds`), '--nats', url, ...processor, ...options);

  const connections = new Set();
  /** A client of our own with credentials of a worker, or others. */
  const connect = async ({ state, url }, { name = 'worker', creds, ...options } = {}) => {
    const bytes = creds ?? readFileSync(join(state, `${name}.creds`));
    const connection = await client.transport.connect({
      servers: url,
      authenticator: client.transport.credsAuthenticator(bytes),
      inboxPrefix: `_INBOX_${name}`,
      reconnect: false,
      ...options,
    });
    connections.add(connection);
    return connection;
  };
  /** Draws jobs as a worker does. */
  const drawer = async (served, name = 'worker') => {
    const connection = await connect(served, { name });
    const { sweep } = served.files.manifest();
    const js = client.jetstream.jetstream(connection, { apiPrefix: 'LABJS' });
    const consumer = await until('the queue is there', () =>
      js.consumers.get(`JOBS-${sweep}`, 'w').catch(() => null),
    );
    const draw = () => until('there is a job', () => consumer.next({ expires: 1000 }));
    return { connection, js, sweep, draw };
  };

  const remove = async () => {
    for (const connection of connections) await connection.close().catch(() => undefined);
    for (const child of running) child.kill('SIGKILL');
    // A server outlives a coordinator that was killed.
    for (const state of states) {
      try {
        process.kill(filesOf(state).server(), 'SIGKILL');
      } catch {
        // It has ended, as it should.
      }
    }
    cli.remove();
  };
  return { ...cli, client, start, serve, resume, worker, connect, drawer, remove };
}

/** What lies in the folder of a sweep. */
function filesOf(state) {
  const json = (name) => JSON.parse(readFileSync(join(state, name), 'utf8'));
  const lines = () => {
    const path = join(state, 'results.jsonl');
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  };
  const results = () => lines().filter(({ type }) => type === 'result');
  return {
    lines,
    results,
    done: () => new Set(results().map(({ run }) => run)).size,
    manifest: () => json('manifest.json'),
    keys: () => json('keys.json'),
    records: () => json('records.json').records,
    server: () => json('server.json').pid,
  };
}

/** The records of an undisturbed sweep: of the same experiment on one machine. */
export async function undisturbed({ inHere, folder }) {
  const { code, stderr } = await inHere(
    'run',
    'manifold',
    ...experiment,
    ...processor,
    '--out',
    join(folder, 'alone'),
  );
  assert.equal(code, 0, stderr);
  return JSON.parse(readFileSync(join(folder, 'alone', 'records.json'), 'utf8')).records;
}
