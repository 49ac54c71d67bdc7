// Options that `serve` and `resume` share.

import { resolve } from 'node:path';
import { UsageError } from '../shared/command.js';
import type { ServerPlace } from './server.js';
import { WORKER_NAME } from './subjects.js';

/** For `parseArgs`. */
export const serverOptions = {
  'nats-bin': { type: 'string' },
  listen: { type: 'string' },
  port: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  worker: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;

export const serverUsage = `  --worker NAME      write DIR/NAME.creds, with which workers sign in: worker. Several times for several people;
                     results are kept under the name, which nobody else can use
  --listen HOST      address for workers on other machines; it needs --cert and --key. Without it only this machine is
                     served, and others come through ssh
  --port P           port of nats-server: a free one
  --cert FILE        certificate of --listen (PEM), and
  --key FILE         its key
  --nats-bin FILE    nats-server, where it is not on the PATH
  --json             print one line {"nats", "creds", "state"} before the work, and no law after it`;

interface Range {
  readonly from: number;
  readonly to: number;
  readonly otherwise: number;
}

/** Throws UsageError. */
export function readNumber(option: string, text: string | undefined, { from, to, otherwise }: Range): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() !== '' && value >= from && value <= to) return value;
  throw new UsageError(`${option}: expected a number from ${from} to ${to}, got ${text}.`);
}

/** Throws UsageError. */
export function readPlace(values: {
  readonly listen?: string;
  readonly port?: string;
  readonly cert?: string;
  readonly key?: string;
}): { readonly host: string | null; readonly port: number | null; readonly tls: ServerPlace['tls'] } {
  const { listen, port, cert, key } = values;
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError('--cert and --key: expected both or none.');
  const number = port === undefined ? null : readNumber('--port', port, { from: 1, to: 65535, otherwise: 0 });
  const tls = cert !== undefined && key !== undefined ? { cert: resolve(cert), key: resolve(key) } : null;
  return { host: listen ?? null, port: number, tls };
}

/** Throws UsageError. */
export function readWorkers(names: readonly string[] = ['worker']): readonly string[] {
  const wrong = names.find((name) => !WORKER_NAME.test(name));
  if (wrong !== undefined)
    throw new UsageError(
      `--worker: expected a name of small letters, digits and hyphens, 31 at most, got ${wrong}.`,
    );
  return names;
}
