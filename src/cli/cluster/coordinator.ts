// Hands out the runs of a sweep and collects what comes back. What is done stands in the ledger; the server's queue is a hint, made again
// from the ledger at the start, after each loss, and whenever it is empty while runs are missing.

import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../base/errors.js';
import type { NamedRecords } from '../../lab/merge/unit-result.js';
import { readUnitRecords } from '../../lab/merge/check-unit.js';
import type { Ledger } from './ledger.js';
import { unpackAnswer, type Job } from './messages.js';
import type { Connection, JetStreamClient, JetStreamManager, Message, StoredMessage } from './nats-types.js';
import type { Nats } from './nats.js';
import {
  CONSUMER,
  controlSubject,
  isSecond,
  jobsStream,
  jobSubject,
  readResultSubject,
  resultsStream,
  runOfToken,
  secondOf,
} from './subjects.js';
import { queueConfigs } from './queue.js';
import type { Run, Sweep } from './sweep.js';

/** Between two looks at the server; a result that arrives ends the wait. */
const TICK_MILLISECONDS = 500;
/** A server that has not answered by then is asked again. */
const ANSWER_MILLISECONDS = 2000;
/** So often in a row a queue without work is looked at before it is made again: results may be on their way. */
const IDLE_LOOKS = 3;

export interface CoordinatorOptions {
  readonly nats: Nats;
  readonly connection: Connection;
  readonly sweep: Sweep;
  readonly ledger: Ledger;
  /** Starts the server again where it has died. */
  readonly revive: () => Promise<unknown>;
  /** Hears of every result that is new and valid. */
  readonly onResult: (run: Run, part: NamedRecords) => void;
  readonly say: (line: string) => void;
}

export class Coordinator {
  readonly #of: CoordinatorOptions;
  readonly #byId: ReadonlyMap<string, Run>;
  #streams: JetStreamManager | null = null;
  #client: JetStreamClient | null = null;
  /** The stream of results that is read, by when it was made, and how far. */
  #reading = { created: '', seq: 0 };
  #idleLooks = 0;
  /** Whether the queue is to be made from the ledger. */
  #isStale = true;
  #wake: () => void = () => undefined;
  #ended = false;

  constructor(options: CoordinatorOptions) {
    this.#of = options;
    this.#byId = new Map(options.sweep.runs.map((run) => [run.id, run]));
  }

  /** Runs that have neither a result that counts nor failed. */
  get missing(): readonly Run[] {
    const { sweep, ledger } = this.#of;
    const { standing } = ledger;
    return sweep.runs.filter(({ id }) => standing.workersOf(id).length === 0 && !standing.failed.has(id));
  }

  /** Works until no run is missing, or `stop`. */
  async run(): Promise<void> {
    const { connection, sweep, revive, say } = this.#of;
    const { sweep: name } = sweep.manifest;
    const wake = (): void => this.#wake();
    connection.subscribe(`lab.${name}.res.>`, { callback: wake });
    connection.subscribe(`$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${jobsStream(name)}.${CONSUMER}`, {
      callback: (error, message) => {
        if (!error) void this.#giveUp(message).catch(() => undefined);
      },
    });
    void this.#followConnection();
    let problem = '';
    while (!this.#ended && this.missing.length > 0) {
      try {
        if (await revive()) say('nats-server had ended and was started again.');
        await this.#look();
        problem = '';
      } catch (error) {
        // The server is away, or its store is: both are looked at again.
        const { message } = error as Error;
        if (message !== problem && !this.#ended)
          say(`No answer from nats-server (${message}); trying again.`);
        problem = message;
        this.#isStale = true;
      }
      if (this.missing.length > 0) await this.#rest();
    }
  }

  stop(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Leaves out all results of a worker, and has its runs trained again. */
  async drop(worker: string, reason: string): Promise<void> {
    await this.#of.ledger.append({ type: 'dropped', worker, reason });
    this.#of.say(`Left out all results of ${worker}: ${reason}`);
    this.#isStale = true;
    this.#wake();
  }

  /** Tells workers that nothing is left. */
  async sayDone(): Promise<void> {
    const { connection, sweep } = this.#of;
    connection.publish(controlSubject(sweep.manifest.sweep, 'done'));
    await connection.flush();
  }

  #rest(): Promise<unknown> {
    const woken = new Promise<void>((resolve) => (this.#wake = resolve));
    const timer = new AbortController();
    const time = sleep(TICK_MILLISECONDS, undefined, { signal: timer.signal }).catch(() => undefined);
    return Promise.race([woken, time]).finally(() => timer.abort());
  }

  async #followConnection(): Promise<void> {
    for await (const { type } of this.#of.connection.status()) {
      if (type === 'reconnect') {
        this.#isStale = true;
        this.#wake();
      }
    }
  }

  async #look(): Promise<void> {
    const { nats, connection, sweep } = this.#of;
    const { sweep: name } = sweep.manifest;
    this.#streams ??= await nats.jetstream.jetstreamManager(connection, {
      checkAPI: false,
      timeout: ANSWER_MILLISECONDS,
    });
    this.#client ??= nats.jetstream.jetstream(connection);
    if (this.#isStale) {
      const { jobs, results, consumer } = queueConfigs(sweep.manifest);
      await this.#streams.streams.add(jobs);
      await this.#streams.streams.add(results);
      await this.#streams.consumers.add(jobsStream(name), consumer);
    }
    await this.#readResults(this.#streams);
    if (this.#isStale) {
      this.#isStale = false;
      await this.#publish(this.#client);
      // A queue that is new has forgotten who waits for work.
      connection.publish(controlSubject(name, 'again'));
      return;
    }
    const { num_pending: waiting, num_ack_pending: held } = await this.#streams.consumers.info(
      jobsStream(name),
      CONSUMER,
    );
    this.#idleLooks = waiting + held === 0 && this.missing.length > 0 ? this.#idleLooks + 1 : 0;
    if (this.#idleLooks < IDLE_LOOKS) return;
    // What still lies there was given out too often, or acknowledged by somebody who sent no result.
    this.#idleLooks = 0;
    await this.#streams.streams.purge(jobsStream(name));
    await this.#publish(this.#client);
  }

  /** Queues every run without a result, the largest first. Those that are queued or being trained are refused by the server. */
  async #publish(client: JetStreamClient): Promise<void> {
    const { sweep, ledger } = this.#of;
    const { sweep: name, leaseMs, spec, engineVersion, twice } = sweep.manifest;
    const bySize = [...this.missing].sort((a, b) => b.flops - a.flops || a.index - b.index);
    for (const run of bySize) {
      const isTwice = twice.includes(run.index) && ledger.standing.workersOf(run.id).length === 0;
      for (const token of isTwice ? [run.id, secondOf(run.id)] : [run.id]) {
        const job: Job = { v: 1, token, unit: run.index, engineVersion, leaseMs, spec };
        await queued(
          client.publish(jobSubject(name, token), JSON.stringify(job), { timeout: ANSWER_MILLISECONDS }),
        );
      }
    }
  }

  async #readResults({ streams }: JetStreamManager): Promise<void> {
    const stream = resultsStream(this.#of.sweep.manifest.sweep);
    const { created, state } = await streams.info(stream);
    // A store that was lost and made again counts from the start.
    if (created !== this.#reading.created) this.#reading = { created, seq: 0 };
    for (let seq = Math.max(this.#reading.seq + 1, state.first_seq); seq <= state.last_seq; seq++) {
      const message = await streams.getMessage(stream, { seq });
      if (message) await this.#take(message);
      this.#reading.seq = seq;
    }
  }

  async #take({ subject, data }: StoredMessage): Promise<void> {
    const { ledger, sweep, onResult, say } = this.#of;
    const { run: id, worker } = readResultSubject(subject);
    const run = this.#byId.get(id);
    if (!run || ledger.standing.knows(id, worker)) return;
    try {
      const { records, failed } = unpackAnswer(data);
      if (records === undefined) {
        const reason = `${worker}: ${failed ?? 'no reason'}`;
        say(`${run.config}, seed ${run.seed} failed: ${reason}`);
        await ledger.append({ type: 'failed', run: id, reason });
        return;
      }
      const { plan, manifest } = sweep;
      const part = readUnitRecords(records, worker, {
        plan,
        unit: run,
        engineVersion: manifest.engineVersion,
      });
      await ledger.append({ type: 'result', run: id, worker, records });
      onResult(run, part);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const reason = error.message;
      await ledger.append({ type: 'refused', run: id, worker, reason });
      say(`A result of ${worker} is refused: ${run.config}, seed ${run.seed}: ${reason}`);
    }
  }

  /** A run that was given out as often as it may be: it ends what trains it. */
  async #giveUp(message: Message): Promise<void> {
    const { ledger, sweep, say } = this.#of;
    const { stream_seq: seq } = message.json<{ readonly stream_seq: number }>();
    const stored = await this.#streams?.streams.getMessage(jobsStream(sweep.manifest.sweep), { seq });
    const token = stored?.subject.split('.').at(-1) ?? '';
    const run = this.#byId.get(runOfToken(token));
    if (!stored || !run || isSecond(token) || ledger.standing.workersOf(run.id).length > 0) return;
    const reason = `it was given out ${queueConfigs(sweep.manifest).consumer.max_deliver} times and never came back`;
    await ledger.append({ type: 'failed', run: run.id, reason });
    say(`${run.config}, seed ${run.seed} failed: ${reason}.`);
    await this.#streams?.streams.purge(jobsStream(sweep.manifest.sweep), { filter: stored.subject });
    this.#wake();
  }
}

/** A job that is queued already is refused, and that is well. */
async function queued(publishing: Promise<unknown>): Promise<void> {
  try {
    await publishing;
  } catch (error) {
    if (!isFirstOnly(error)) throw error;
  }
}

/** Whether the server refused a second message of a subject. */
export function isFirstOnly(error: unknown): boolean {
  return /maximum messages per subject|wrong last sequence/.test((error as Error).message);
}
