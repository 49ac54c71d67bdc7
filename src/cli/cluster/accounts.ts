// Who may do what on the server. Workers have an account of their own, WORK, without JetStream: of the account LAB, which has it, WORK
// sees only the services that it imports. Within one account a worker could name a subject of JetStream as the place for a reply, and so
// write results of others or delete them.

import type { Jwt, KeyPair, Nkeys } from './nats-types.js';
import type { Nats } from './nats.js';
import { LARGEST_MESSAGE } from './messages.js';
import { CONSUMER, inboxOf, jobsStream, WORKER_API } from './subjects.js';

/** Seeds of the keys of one sweep, as text: secret. */
export interface Keys {
  readonly operator: string;
  readonly lab: string;
  readonly work: string;
  readonly system: string;
  readonly coordinator: string;
}

const textOf = (pair: KeyPair): string => new TextDecoder().decode(pair.getSeed());

export function newKeys(nkeys: Nkeys): Keys {
  return {
    operator: textOf(nkeys.createOperator()),
    lab: textOf(nkeys.createAccount()),
    work: textOf(nkeys.createAccount()),
    system: textOf(nkeys.createAccount()),
    coordinator: textOf(nkeys.createUser()),
  };
}

const pairOf = (nkeys: Nkeys, seed: string): KeyPair => nkeys.fromSeed(new TextEncoder().encode(seed));

const anything = { data: -1, payload: -1, subs: -1 };
const account = { imports: -1, exports: -1, wildcards: true, conn: -1, leaf: 0, ...anything };
const store = { mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 };

/** A service that LAB offers and WORK takes, there under another name if one is given. */
interface Service {
  readonly subject: string;
  readonly response: 'Singleton' | 'Stream';
  readonly local?: string;
}

const services: readonly Service[] = [
  {
    subject: `$JS.API.CONSUMER.INFO.*.${CONSUMER}`,
    response: 'Singleton',
    local: `${WORKER_API}.CONSUMER.INFO.$1.${CONSUMER}`,
  },
  {
    subject: `$JS.API.CONSUMER.MSG.NEXT.*.${CONSUMER}`,
    response: 'Stream',
    local: `${WORKER_API}.CONSUMER.MSG.NEXT.$1.${CONSUMER}`,
  },
  { subject: '$JS.ACK.>', response: 'Stream' },
  { subject: 'lab.*.res.*.*.*', response: 'Singleton' },
];
/** What workers may hear. */
const CONTROL = 'lab.*.ctl.>';

/** The part of the server's configuration that holds the accounts. */
export async function accountsConfig({ jwt, nkeys }: Nats, keys: Keys): Promise<string> {
  const operator = pairOf(nkeys, keys.operator);
  const [lab, work, system] = [keys.lab, keys.work, keys.system].map((seed) => pairOf(nkeys, seed));
  const labId = lab.getPublicKey();
  const sign = (name: string, pair: KeyPair, content: object): Promise<string> =>
    jwt.encodeAccount(name, pair, content, { signer: operator });
  const exports = [
    ...services.map(({ subject, response }) => ({
      name: subject,
      subject,
      type: 'service',
      response_type: response,
    })),
    { name: CONTROL, subject: CONTROL, type: 'stream' },
  ];
  const imports = [
    ...services.map(({ subject, local }) => ({
      name: subject,
      subject,
      type: 'service',
      account: labId,
      local_subject: local ?? subject,
    })),
    { name: CONTROL, subject: CONTROL, type: 'stream', account: labId },
  ];
  const tokens = [
    [labId, await sign('LAB', lab, { limits: { ...account, ...store }, exports })],
    [work.getPublicKey(), await sign('WORK', work, { limits: account, imports })],
    [system.getPublicKey(), await sign('SYS', system, { limits: account })],
  ];
  return `operator: "${await jwt.encodeOperator('scaling-lab', operator)}"
system_account: "${system.getPublicKey()}"
resolver: MEMORY
resolver_preload: {
${tokens.map(([id, token]) => `  ${id}: "${token}"`).join('\n')}
}
`;
}

/** What the coordinator signs in with. */
export async function coordinatorCreds({ jwt, nkeys }: Nats, keys: Keys): Promise<Uint8Array> {
  const user = pairOf(nkeys, keys.coordinator);
  const token = await jwt.encodeUser('coordinator', user, pairOf(nkeys, keys.lab), anything);
  return jwt.fmtCreds(token, user);
}

/** What workers named `name` sign in with, until `expires` (seconds since 1970) if it is given. */
export async function workerCreds(
  { jwt, nkeys }: Pick<Nats, 'jwt' | 'nkeys'>,
  keys: Keys,
  { sweep, name, expires }: { readonly sweep: string; readonly name: string; readonly expires?: number },
): Promise<Uint8Array> {
  const user = nkeys.createUser();
  const jobs = `${jobsStream(sweep)}.${CONSUMER}`;
  const limits = {
    pub: {
      allow: [
        `${WORKER_API}.CONSUMER.INFO.${jobs}`,
        `${WORKER_API}.CONSUMER.MSG.NEXT.${jobs}`,
        `$JS.ACK.${jobs}.>`,
        `lab.${sweep}.res.*.${name}.*`,
      ],
    },
    sub: { allow: [`${inboxOf(name)}.>`, `lab.${sweep}.ctl.>`] },
    data: -1,
    payload: LARGEST_MESSAGE,
    subs: 1000,
  };
  const until = expires === undefined ? {} : { exp: expires };
  const token = await jwt.encodeUser(`${sweep}.${name}`, user, pairOf(nkeys, keys.work), limits, until);
  return jwt.fmtCreds(token, user);
}

/** Sweep and name that credentials of a worker are for. */
export async function readCreds(
  jwt: Jwt,
  creds: Uint8Array,
): Promise<{ readonly sweep: string; readonly name: string }> {
  const { uc } = await jwt.parseCreds(creds);
  const [sweep, name] = uc.name.split('.');
  return { sweep, name };
}
