// The client of NATS, whose packages are installed when a sweep is first served or worked on.

import { loadOptional } from '../host/optional.js';
import type { JetStream, Jwt, Nkeys, Transport } from './nats-types.js';

export interface Nats {
  readonly transport: Transport;
  readonly jetstream: JetStream;
  readonly jwt: Jwt;
  readonly nkeys: Nkeys;
}

/** Throws where npm cannot install them. */
export async function loadNats(): Promise<Nats> {
  const load = (name: string): Promise<unknown> => loadOptional('cluster', `@nats-io/${name}`);
  return {
    transport: (await load('transport-node')) as Transport,
    jetstream: (await load('jetstream')) as JetStream,
    jwt: (await load('jwt')) as Jwt,
    nkeys: (await load('nkeys')) as Nkeys,
  };
}
