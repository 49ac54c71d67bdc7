// nats-server for the tests of sweeps on many machines, and the client that attacks it.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installPackages } from '../../src/cli/start/install.mjs';
import { canInstall, installWithApt } from './browser.mjs';
import { root } from './cli.mjs';

export const hasNats = () =>
  ['nats-server', '/usr/sbin/nats-server'].some(
    (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
  );

/** Whether nats-server is there, installed first where that needs no question. */
export function findOrInstallNats() {
  if (!hasNats() && canInstall()) installWithApt('nats-server');
  return hasNats();
}

/** The packages that the command line installs for `serve`. */
export function loadClient() {
  const folder = join(root, 'src/cli/optional/cluster');
  installPackages(folder, { what: 'the client of NATS' });
  const load = createRequire(join(folder, 'package.json'));
  const [transport, jetstream, jwt, nkeys] = ['transport-node', 'jetstream', 'jwt', 'nkeys'].map((name) =>
    load(`@nats-io/${name}`),
  );
  return { transport, jetstream, jwt, nkeys };
}
