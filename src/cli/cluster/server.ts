// The nats-server of a sweep. It runs on when the coordinator dies, so that workers can go on, and the next coordinator takes it over.

import { spawn, spawnSync } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { missingIsNull, replaceFile } from '../shared/files.js';
import { LARGEST_MESSAGE } from './messages.js';
import { writeSecret } from './sweep.js';

export interface ServerPlace {
  readonly host: string;
  readonly port: number;
  /** Files of a certificate and its key, for a server that other machines reach. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** How to get the server, in a line. */
export const INSTALL =
  'nats-server is not installed. Debian, Ubuntu: apt-get install nats-server; macOS: brew install nats-server; Windows: scoop install nats-server or choco install nats-server';

/** The path of nats-server, in case `given` names none. Throws InputError that says how to install it. */
export function findServer(given: string | undefined): string {
  const candidates = given === undefined ? ['nats-server', '/usr/sbin/nats-server'] : [given];
  const found = candidates.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
  if (found !== undefined) return found;
  throw new InputError(
    given === undefined ? INSTALL : `--nats-bin: ${given} does not run as nats-server`,
    'nats-bin',
  );
}

/** A port that is free now. */
export async function freePort(host: string): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, host, () => resolve()));
  const address = probe.address() as { readonly port: number };
  await new Promise((resolve) => probe.close(resolve));
  return address.port;
}

const CONFIG = 'nats.conf';
const RUNNING = 'server.json';

interface Running {
  readonly pid: number;
  readonly place: ServerPlace;
}

export class NatsServer {
  readonly place: ServerPlace;
  readonly #binary: string;
  readonly #folder: string;
  #pid: number;

  private constructor(binary: string, folder: string, { pid, place }: Running) {
    this.#binary = binary;
    this.#folder = folder;
    this.#pid = pid;
    this.place = place;
  }

  /** Where the sweep's server was last; null before the first time. */
  static async lastPlace(folder: string): Promise<ServerPlace | null> {
    return (await readRunning(folder))?.place ?? null;
  }

  /** Writes the configuration, and starts the server unless the sweep's own still runs at that place. */
  static async start(
    binary: string,
    folder: string,
    { place, accounts }: { readonly place: ServerPlace; readonly accounts: string },
  ): Promise<NatsServer> {
    const before = await readRunning(folder);
    await writeSecret(join(folder, CONFIG), configOf(folder, place, accounts));
    const isHere =
      before !== null && isOurs(before.pid, folder) && JSON.stringify(before.place) === JSON.stringify(place);
    const server = new NatsServer(binary, folder, { pid: isHere ? before.pid : 0, place });
    if (!isHere) await server.#spawn();
    return server;
  }

  get url(): string {
    const { host, port, tls } = this.place;
    return `${tls ? 'tls' : 'nats'}://${host}:${port}`;
  }

  /** Starts the server again if it has died. */
  async revive(): Promise<boolean> {
    if (isRunning(this.#pid)) return false;
    await this.#spawn();
    return true;
  }

  async stop(): Promise<void> {
    if (!isRunning(this.#pid)) return;
    process.kill(this.#pid, 'SIGTERM');
    for (let i = 0; i < 100 && isRunning(this.#pid); i++) await sleep(50);
    if (isRunning(this.#pid)) process.kill(this.#pid, 'SIGKILL');
  }

  async #spawn(): Promise<void> {
    const log = openSync(join(this.#folder, 'nats.log'), 'a', 0o600);
    const child = spawn(this.#binary, ['-c', join(this.#folder, CONFIG)], {
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    child.once('error', () => undefined);
    child.unref();
    this.#pid = child.pid ?? 0;
    const running: Running = { pid: this.#pid, place: this.place };
    await replaceFile(join(this.#folder, RUNNING), JSON.stringify(running));
  }
}

async function readRunning(folder: string): Promise<Running | null> {
  const text = await readFile(join(folder, RUNNING), 'utf8').catch(missingIsNull);
  return text === null ? null : (parseJson(text, `${RUNNING}: `) as Running);
}

function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process is the server of this folder: after a crash another may have its number. */
function isOurs(pid: number, folder: string): boolean {
  if (!isRunning(pid)) return false;
  if (process.platform === 'win32') return true;
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.includes(join(folder, CONFIG));
}

function configOf(folder: string, { host, port, tls }: ServerPlace, accounts: string): string {
  const quoted = JSON.stringify;
  const certificate = tls ? `tls { cert_file: ${quoted(tls.cert)}, key_file: ${quoted(tls.key)} }\n` : '';
  return `# Made by serve; it is written again at every start.
listen: ${quoted(`${host}:${port}`)}
max_payload: ${LARGEST_MESSAGE}
jetstream { store_dir: ${quoted(join(folder, 'nats'))} }
${certificate}${accounts}`;
}
