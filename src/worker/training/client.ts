// The page's end of the worker. The worker is made on first use and lives until `terminate()`; comlink stays in here.

import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { Breakage } from '../../base/breakage.js';
import { Watchdog } from '../../base/watchdog.js';
import type { TokenizedText } from '../../data/text/tokenized-text.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { ModelWeights } from '../../lab/weights/weights-file.js';
import type { TakeTokens, WriteOptions, Writer } from '../../lab/weights/text-codec.js';
import { livingWorker } from '../life.js';
import type { Before, DeviceReport, EngineWish, EventSink, LabWorker } from './protocol.js';

/** The worker has ended without a message, or does not answer any more. The next call makes another. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost';

  constructor() {
    super('The worker that trains has ended without a message.');
  }
}

/** The lab as the page sees it: the worker's interface, with every call a promise. */
export interface LabClient {
  /** Opens and calibrates a device. Rejects if the worker cannot be loaded. */
  open(wish: EngineWish): Promise<DeviceReport>;
  /** Calibrates the open device again; null while it is busy. */
  measure(): Promise<number | null>;
  /** Loads what training needs, ahead of the first start. */
  prepare(): Promise<void>;
  /** Runs a plan to its end; resolves after the last batch was taken by `sink`. */
  start(plan: Plan, before: Before, sink: EventSink): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Makes checkpoints of all runs at once, ahead of their time. */
  checkpoint(): Promise<void>;
  stop(): Promise<void>;
  skip(run: string): Promise<void>;
  /** Gives the worker the tokens of a text, which a plan about it needs. */
  takeText(text: TokenizedText): Promise<void>;
  /** Gives the worker weights, which a plan that starts from them needs. */
  takeWeights(id: string, weights: ModelWeights): Promise<void>;
  /** Continues a prompt, also while a plan trains; `take` gets a few tokens at a time. Rejects where there is no device. */
  write(writer: Writer, prompt: Uint32Array, options: WriteOptions, take: TakeTokens): Promise<void>;
  /** Log probability in nats of each token of a text but the first, as `write`. */
  logProbabilities(writer: Writer, text: Uint32Array): Promise<Float64Array>;
  /** Last resort: ends the worker at once. The next call makes a new one. */
  terminate(): void;
}

interface Connection {
  readonly remote: Remote<LabWorker>;
  readonly watchdog: Watchdog;
  /** Resolves when the worker's script fails to load or throws outside a call, and to WorkerLost when it has ended or is silent. */
  readonly broken: Promise<Error>;
  readonly breakage: Breakage;
  /** Ends the worker; what it was asked stays unanswered. */
  end(): void;
}

/** A worker that has work is asked this often whether it lives. */
const ASK_MILLISECONDS = 2000;
/**
 * After so many questions without an answer, two minutes, it counts as dead. It is deaf while it makes tables, tokens or initial weights,
 * for some seconds at most. A worker that has ended is noticed at once.
 */
const MOST_UNANSWERED = 60;

function connect(spawn: (name: string) => Worker, askMilliseconds: number): Connection {
  const { worker, died } = livingWorker(spawn);
  const remote = wrap<LabWorker>(worker);
  const ask = (): Promise<void> => remote.ping();
  const watchdog = new Watchdog({ askMilliseconds, patience: () => MOST_UNANSWERED, ask });
  let ended = false;
  const broken = new Promise<Error>((resolve) => {
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(new Error(event.message || 'the worker could not be loaded'));
    };
    void Promise.race([died, watchdog.silent]).then(() => !ended && resolve(new WorkerLost()));
  });
  const end = (): void => {
    ended = true;
    watchdog.end();
    worker.terminate();
    // Comlink keeps a worker as long as its remote can be reached, also through calls that it will not answer.
    remote[releaseProxy]();
  };
  return { remote, watchdog, broken, breakage: new Breakage(broken), end };
}

const spawnLab = (name: string): Worker =>
  new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name });

export function createLabClient(spawn = spawnLab, askMilliseconds = ASK_MILLISECONDS): LabClient {
  let connection: Connection | null = null;
  /** What was opened last: a worker that replaces another opens the same. */
  let wished: EngineWish | null = null;
  const terminate = (): void => {
    connection?.end();
    connection = null;
  };
  const connected = (): Connection => {
    if (connection) return connection;
    const made = connect(spawn, askMilliseconds);
    connection = made;
    void made.broken.then((error) => {
      if (error instanceof WorkerLost && connection === made) terminate();
    });
    if (wished) made.remote.open(wished).catch(() => undefined);
    return made;
  };
  const ask = <Result>(call: (remote: Remote<LabWorker>) => Promise<Result>): Promise<Result> => {
    const { remote, watchdog, breakage } = connected();
    return watchdog.during(breakage.unless(call(remote)));
  };
  return {
    open: (wish) => {
      wished = null;
      const report = ask((remote) => remote.open(wish) as Promise<DeviceReport>);
      wished = wish;
      return report;
    },
    measure: () => ask((remote) => remote.measure()),
    prepare: () => ask((remote) => remote.prepare()),
    start: (plan, before, sink) => ask((remote) => remote.start(plan, before, proxy(sink))),
    pause: () => ask((remote) => remote.pause()),
    resume: () => ask((remote) => remote.resume()),
    checkpoint: () => ask((remote) => remote.checkpoint()),
    stop: () => ask((remote) => remote.stop()),
    skip: (run) => ask((remote) => remote.skip(run)),
    takeText: (text) => ask((remote) => remote.takeText(text)),
    takeWeights: (id, weights) => ask((remote) => remote.takeWeights(id, weights)),
    write: (writer, prompt, options, take) =>
      ask((remote) => remote.write(writer, prompt, options, proxy(take))),
    logProbabilities: (writer, text) => ask((remote) => remote.logProbabilities(writer, text)),
    terminate,
  };
}
