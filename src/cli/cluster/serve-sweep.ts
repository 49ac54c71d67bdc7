// A sweep from its start, or from where it was left, to its law: server, credentials, coordinator, results.

import { join } from 'node:path';
import { InputError } from '../../base/errors.js';
import { laws } from '../../laws/runs/lab-laws.js';
import { LabStore } from '../../lab/records/store.js';
import { FolderLock } from '../run/folder-lock.js';
import type { Interruption } from '../run/interruption.js';
import { printJson } from '../shared/command.js';
import { exists } from '../shared/files.js';
import { mergedJson, printMerged, writeMerged } from '../report/merged.js';
import { accountsConfig, coordinatorCreds, workerCreds, type Keys } from './accounts.js';
import { Coordinator } from './coordinator.js';
import { Ledger } from './ledger.js';
import { loadNats, type Nats } from './nats.js';
import { Recheck } from './recheck.js';
import { findServer, freePort, NatsServer, type ServerPlace } from './server.js';
import { keysOf, ledgerOf, mergedSweep, writeSecret, type Run, type Sweep } from './sweep.js';

export interface ServeOptions {
  readonly natsBin: string | undefined;
  /** Null takes the port of before, or a free one. */
  readonly port: number | null;
  /** Null takes that of before, or this machine alone. */
  readonly host: string | null;
  readonly tls: ServerPlace['tls'];
  /** Names to make credentials for. */
  readonly workers: readonly string[];
  /** Whether what failed is tried again. */
  readonly retryFailed: boolean;
  readonly json: boolean;
  readonly interruption: Interruption;
}

const say = (line: string): void => console.error(line);

/** Resolves to the exit code: 0 all is trained, 1 stopped or some runs failed. */
export async function serveSweep(sweep: Sweep, options: ServeOptions): Promise<number> {
  const binary = findServer(options.natsBin);
  const nats = await loadNats();
  const lock = await FolderLock.claim(join(sweep.folder, 'lock'));
  const ledger = await Ledger.open(ledgerOf(sweep.folder));
  try {
    if (options.retryFailed) await ledger.append({ type: 'retried' });
    const keys = await keysOf(sweep, nats);
    const place = await placeOf(sweep, options);
    await makeCreds(sweep, nats, { keys, names: options.workers });
    const accounts = await accountsConfig(nats, keys);
    const server = await NatsServer.start(binary, sweep.folder, { place, accounts });
    try {
      await coordinate(sweep, { nats, server, ledger, keys }, options);
    } finally {
      await server.stop();
    }
  } finally {
    await ledger.close();
    await lock.release();
  }
  if (options.interruption.signal !== null) {
    say(`Stopped. Go on with: resume ${sweep.folder}`);
    return 1;
  }
  return exportSweep(sweep, sweep.folder, options.json ? 'nothing' : 'words');
}

/** Writes records, points and report, and prints the law in words or as JSON, or not at all; resolves to the exit code. */
export async function exportSweep(
  sweep: Sweep,
  folder: string,
  print: 'words' | 'json' | 'nothing',
): Promise<number> {
  const found = await mergedSweep(sweep);
  if (!found) throw new InputError(`${sweep.folder} has no results yet`);
  const { merged, parts } = found;
  const store = new LabStore();
  store.restore(merged.records);
  const law = laws(store.state);
  if (print === 'words') printMerged(merged, parts, { state: store.state, laws: law });
  if (print === 'json') printJson(mergedJson(merged, parts, store.state, law));
  const isWritten = await writeMerged(folder, store.state, law);
  return isWritten && merged.missing.length === 0 ? 0 : 1;
}

async function placeOf(sweep: Sweep, { port, host, tls }: ServeOptions): Promise<ServerPlace> {
  const before = await NatsServer.lastPlace(sweep.folder);
  const chosen = host ?? before?.host ?? '127.0.0.1';
  const certificate = tls ?? before?.tls ?? null;
  if (!['127.0.0.1', 'localhost', '::1'].includes(chosen) && !certificate)
    throw new InputError(
      `--listen ${chosen}: what other machines reach needs a certificate: --cert FILE --key FILE. Without one, workers come through ssh: ssh -R 4222:127.0.0.1:PORT machine`,
      'listen',
    );
  return { host: chosen, port: port ?? before?.port ?? (await freePort(chosen)), tls: certificate };
}

async function makeCreds(
  sweep: Sweep,
  nats: Nats,
  { keys, names }: { readonly keys: Keys; readonly names: readonly string[] },
): Promise<void> {
  for (const name of names) {
    const path = credsFile(sweep, name);
    if (await exists(path)) continue;
    await writeSecret(path, await workerCreds(nats, keys, { sweep: sweep.manifest.sweep, name }));
  }
}

const credsFile = (sweep: Sweep, name: string): string => join(sweep.folder, `${name}.creds`);

function sayWhere(sweep: Sweep, server: NatsServer, { workers, json }: ServeOptions): void {
  const creds = workers.map((name) => credsFile(sweep, name));
  if (json) console.log(JSON.stringify({ nats: server.url, creds, state: sweep.folder }));
  say(`${sweep.runs.length} runs wait for workers. Start as many as you like, here or elsewhere:`);
  for (const file of creds) say(`  npm run -s cli -- worker --creds ${file} --nats ${server.url}`);
}

interface Parts {
  readonly nats: Nats;
  readonly server: NatsServer;
  readonly ledger: Ledger;
  readonly keys: Keys;
}

async function coordinate(
  sweep: Sweep,
  { nats, server, ledger, keys }: Parts,
  options: ServeOptions,
): Promise<void> {
  const { interruption } = options;
  const { tls } = server.place;
  const connecting = nats.transport.connect({
    servers: server.url,
    name: 'coordinator',
    authenticator: nats.transport.credsAuthenticator(await coordinatorCreds(nats, keys)),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    waitOnFirstConnect: true,
    ...(tls ? { tls: { caFile: tls.cert } } : {}),
  });
  const connection = await Promise.race([connecting, interruption.happened]);
  if (typeof connection === 'string') return;
  sayWhere(sweep, server, options);
  let recheck: Recheck | null = null;
  const onResult = (run: Run, part: Parameters<Recheck['take']>[1]): void => {
    sayProgress(sweep, ledger);
    recheck?.take(run, part);
  };
  const revive = (): Promise<boolean> => server.revive();
  const coordinator = new Coordinator({ nats, connection, sweep, ledger, revive, onResult, say });
  recheck = new Recheck(sweep, (worker, reason) => coordinator.drop(worker, reason));
  void interruption.happened.then(() => {
    coordinator.stop();
    recheck?.close();
  });
  try {
    // A comparison at the end may leave out a worker, whose runs are then missing again.
    do {
      await coordinator.run();
      await recheck.done();
    } while (interruption.signal === null && coordinator.missing.length > 0);
    if (interruption.signal === null) await coordinator.sayDone();
    if (recheck.checked > 0) say(`${recheck.checked} trained again here, for comparison.`);
  } finally {
    recheck.close();
    await connection.close();
  }
}

let lastProgress = -Infinity;

/** Once a second at most. */
function sayProgress(sweep: Sweep, { standing }: Ledger): void {
  const done = sweep.runs.filter(({ id }) => standing.workersOf(id).length > 0).length;
  const now = performance.now();
  if (now - lastProgress < 1000 && done < sweep.runs.length) return;
  lastProgress = now;
  say(`${done} of ${sweep.runs.length} done`);
}
