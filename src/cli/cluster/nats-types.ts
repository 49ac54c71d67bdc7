// What we use of the client of NATS and of its keys, so that types can be checked where the packages are not installed.

export interface KeyPair {
  getPublicKey(): string;
  getSeed(): Uint8Array;
}

export interface Nkeys {
  createOperator(): KeyPair;
  createAccount(): KeyPair;
  createUser(): KeyPair;
  fromSeed(seed: Uint8Array): KeyPair;
}

export interface Jwt {
  encodeOperator(name: string, key: KeyPair, operator?: object): Promise<string>;
  encodeAccount(
    name: string,
    key: KeyPair,
    account: object,
    options: { readonly signer: KeyPair },
  ): Promise<string>;
  encodeUser(
    name: string,
    user: KeyPair,
    account: KeyPair,
    limits: object,
    options?: { readonly exp?: number },
  ): Promise<string>;
  fmtCreds(token: string, key: KeyPair): Uint8Array;
  parseCreds(creds: Uint8Array): Promise<{ readonly uc: { readonly name: string } }>;
}

export interface Message {
  readonly subject: string;
  readonly data: Uint8Array;
  json<T>(): T;
}

export interface Connection {
  subscribe(
    subject: string,
    options?: { readonly callback?: (error: Error | null, message: Message) => void },
  ): { unsubscribe(): void };
  publish(subject: string, data?: Uint8Array | string, options?: { readonly reply?: string }): void;
  request(subject: string, data?: string, options?: { readonly timeout: number }): Promise<Message>;
  flush(): Promise<void>;
  close(): Promise<void>;
  closed(): Promise<Error | void>;
  isClosed(): boolean;
  status(): AsyncIterable<{ readonly type: string }>;
}

export interface ConnectOptions {
  readonly servers: string;
  readonly authenticator?: unknown;
  readonly inboxPrefix?: string;
  readonly name?: string;
  readonly maxReconnectAttempts?: number;
  readonly reconnectTimeWait?: number;
  readonly waitOnFirstConnect?: boolean;
  readonly pingInterval?: number;
  readonly timeout?: number;
  readonly tls?: { readonly caFile?: string };
}

export interface Transport {
  connect(options: ConnectOptions): Promise<Connection>;
  credsAuthenticator(creds: Uint8Array): unknown;
}

/** A run that was handed out. */
export interface Delivery extends Message {
  readonly info: { readonly deliveryCount: number };
  working(): void;
  nak(milliseconds?: number): void;
  ackAck(options?: { readonly timeout: number }): Promise<boolean>;
}

export interface Consumer {
  next(options: { readonly expires: number }): Promise<Delivery | null>;
}

export interface JetStreamClient {
  readonly consumers: { get(stream: string, name: string): Promise<Consumer> };
  publish(
    subject: string,
    data: Uint8Array | string,
    options?: { readonly timeout: number },
  ): Promise<unknown>;
}

export interface StoredMessage {
  readonly seq: number;
  readonly subject: string;
  readonly data: Uint8Array;
}

export interface JetStreamManager {
  readonly streams: {
    add(config: object): Promise<unknown>;
    info(stream: string): Promise<{
      readonly created: string;
      readonly state: { readonly first_seq: number; readonly last_seq: number; readonly messages: number };
    }>;
    purge(stream: string, options?: { readonly filter: string }): Promise<unknown>;
    getMessage(stream: string, query: { readonly seq: number }): Promise<StoredMessage | null>;
  };
  readonly consumers: {
    add(stream: string, config: object): Promise<unknown>;
    info(
      stream: string,
      name: string,
    ): Promise<{ readonly num_pending: number; readonly num_ack_pending: number }>;
  };
}

export interface JetStream {
  jetstream(connection: Connection, options?: { readonly apiPrefix?: string }): JetStreamClient;
  jetstreamManager(
    connection: Connection,
    options: { readonly checkAPI: boolean; readonly timeout: number },
  ): Promise<JetStreamManager>;
}
