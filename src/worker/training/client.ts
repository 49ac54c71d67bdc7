// The page's end of the worker. The worker is made on first use and lives until `terminate()`; comlink stays in here.

import { proxy, wrap, type Remote } from 'comlink';
import type { TokenizedText } from '../../data/text/tokenized-text.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import type { ModelWeights } from '../../lab/weights/weights-file.js';
import type { TakeTokens, WriteOptions, Writer } from '../../lab/weights/text-codec.js';
import type { Before, DeviceReport, EngineWish, EventSink, LabWorker } from './protocol.js';

/** The lab as the page sees it: the worker's interface, with every call a promise. */
export interface LabClient {
  /** Opens and calibrates a device. Rejects if the worker cannot be loaded. */
  open(wish: EngineWish): Promise<DeviceReport>;
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
  readonly worker: Worker;
  readonly remote: Remote<LabWorker>;
  /** Rejects when the worker's script fails to load or throws outside a call, which comlink does not report. */
  readonly broken: Promise<never>;
}

function connect(): Connection {
  const worker = new Worker(new URL('./main.ts', import.meta.url), { type: 'module' });
  const broken = new Promise<never>((_, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message || 'the worker could not be loaded'));
    };
  });
  // Each call races against it; until then it must not count as unhandled.
  broken.catch(() => undefined);
  return { worker, remote: wrap<LabWorker>(worker), broken };
}

export function createLabClient(): LabClient {
  let connection: Connection | null = null;
  const ask = <Result>(call: (remote: Remote<LabWorker>) => Promise<Result>): Promise<Result> => {
    connection ??= connect();
    return Promise.race([call(connection.remote), connection.broken]);
  };
  return {
    open: (wish) => ask((remote) => remote.open(wish) as Promise<DeviceReport>),
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
    terminate: () => {
      connection?.worker.terminate();
      connection = null;
    },
  };
}
