// A worker: draws a run, trains it, sends its records, and only then acknowledges it. A run whose worker dies, sleeps or is cut off comes
// to another one when its lease ends.

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../base/errors.js';
import { parseJson } from '../../base/json.js';
import { ENGINE_VERSION } from '../../engine/version.js';
import { readExperiment } from '../../lab/plan/read-experiment.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { isFirstOnly } from './coordinator.js';
import { LARGEST_MESSAGE, packAnswer, type Answer, type Job } from './messages.js';
import type { Connection, Consumer, Delivery, JetStreamClient } from './nats-types.js';
import type { Nats } from './nats.js';
import {
  CONSUMER,
  controlSubject,
  isSecond,
  jobsStream,
  resultSubject,
  runOfToken,
  WORKER_API,
} from './subjects.js';
import type { UnitTrainer } from './train-unit.js';

/** A request for work waits so long at the server. */
const WAIT_MILLISECONDS = 5000;
/** A server that has not answered by then is asked again. */
const ANSWER_MILLISECONDS = 2000;
/** Before what failed is tried again. */
const RETRY_MILLISECONDS = 1000;
/** A second copy of what this worker has trained goes back for so long: it is for another one. */
const NOT_MINE_MILLISECONDS = 2000;

export interface WorkerOptions {
  readonly nats: Nats;
  readonly connection: Connection;
  readonly sweep: string;
  /** Under which results are sent; the server allows no other. */
  readonly name: string;
  /** Stops after so long without work; null works until the sweep is done. */
  readonly idleMilliseconds: number | null;
  readonly say: (line: string) => void;
}

export class Worker {
  readonly #of: WorkerOptions;
  readonly #client: JetStreamClient;
  readonly #process = randomBytes(5).toString('hex');
  readonly #begun = new Set<string>();
  /** The experiment of the last job, as it was read. */
  #last: { readonly text: string; readonly plan: Plan } | null = null;
  readonly #trainers: readonly UnitTrainer[];
  readonly #ending: Promise<null>;
  #end: () => void = () => undefined;
  #tellForgotten: () => void = () => undefined;
  /** Resolves when the server has forgotten what it was asked before: the connection or the queue is a new one. */
  #forgotten = new Promise<null>((resolve) => (this.#tellForgotten = () => resolve(null)));
  #stopped = false;
  #failure: Error | null = null;
  #trained = 0;
  #lastWork = performance.now();
  #busy = 0;

  constructor(options: WorkerOptions, trainers: readonly UnitTrainer[]) {
    this.#of = options;
    this.#trainers = trainers;
    const { nats, connection, sweep } = options;
    this.#client = nats.jetstream.jetstream(connection, { apiPrefix: WORKER_API });
    this.#ending = new Promise((resolve) => (this.#end = () => resolve(null)));
    connection.subscribe(controlSubject(sweep, 'done'), { callback: () => this.#finish() });
    connection.subscribe(controlSubject(sweep, 'again'), { callback: () => this.#askAgain() });
    void this.#followConnection();
  }

  /** Results that this worker has sent. */
  get trained(): number {
    return this.#trained;
  }

  /** Works until the sweep is done, `stop`, or nothing has come for a while. Throws InputError where it can train none of the runs. */
  async run(): Promise<void> {
    await Promise.all(this.#trainers.map((trainer) => this.#work(trainer)));
    if (this.#failure) throw this.#failure;
  }

  /** Gives back what is being trained, and ends. */
  stop(): void {
    this.#finish();
    for (const trainer of this.#trainers) trainer.stop();
  }

  async #followConnection(): Promise<void> {
    for await (const { type } of this.#of.connection.status()) if (type === 'reconnect') this.#askAgain();
  }

  #askAgain(): void {
    const tell = this.#tellForgotten;
    this.#forgotten = new Promise((resolve) => (this.#tellForgotten = () => resolve(null)));
    tell();
  }

  #finish(): void {
    this.#stopped = true;
    this.#end();
  }

  async #work(trainer: UnitTrainer): Promise<void> {
    const { sweep, say } = this.#of;
    let problem = '';
    let consumer: Consumer | null = null;
    while (!this.#stopped && !this.#isIdle()) {
      try {
        consumer ??= await this.#client.consumers.get(jobsStream(sweep), CONSUMER);
        const delivery = await Promise.race([
          consumer.next({ expires: WAIT_MILLISECONDS }),
          this.#ending,
          this.#forgotten,
        ]);
        problem = '';
        if (delivery) await this.#take(delivery, trainer);
      } catch (error) {
        if (error instanceof InputError) {
          this.#failure = error;
          this.stop();
          return;
        }
        if (this.#stopped) return;
        consumer = null;
        // The server is away; the connection comes back by itself.
        const { message } = error as Error;
        if (message !== problem) say(`No answer from the server (${message}); trying again.`);
        problem = message;
        await sleep(RETRY_MILLISECONDS);
      }
    }
  }

  #isIdle(): boolean {
    const { idleMilliseconds } = this.#of;
    return (
      idleMilliseconds !== null && this.#busy === 0 && performance.now() - this.#lastWork > idleMilliseconds
    );
  }

  async #take(delivery: Delivery, trainer: UnitTrainer): Promise<void> {
    const job = parseJson(new TextDecoder().decode(delivery.data)) as Job;
    const run = runOfToken(job.token);
    if (this.#stopped) return delivery.nak();
    if (isSecond(job.token) && this.#begun.has(run)) return delivery.nak(NOT_MINE_MILLISECONDS);
    this.#begun.add(run);
    this.#busy++;
    const lease = setInterval(() => delivery.working(), job.leaseMs / 3);
    try {
      const answer = await this.#answer(job, trainer);
      if (!answer) return delivery.nak();
      await this.#send(run, answer);
      await delivery.ackAck({ timeout: RETRY_MILLISECONDS }).catch(() => undefined);
    } catch (error) {
      delivery.nak(RETRY_MILLISECONDS);
      throw error;
    } finally {
      clearInterval(lease);
      this.#busy--;
      this.#lastWork = performance.now();
    }
  }

  /** Null where training was stopped. */
  async #answer(job: Job, trainer: UnitTrainer): Promise<Answer | null> {
    if (job.engineVersion !== ENGINE_VERSION)
      throw new InputError(
        `the sweep needs version ${job.engineVersion} of the engine, and this is version ${ENGINE_VERSION}: take the same release on all machines`,
      );
    const plan = this.#planOf(job);
    try {
      const records = await trainer.train(plan, job.unit);
      return records === null ? null : { v: 1, records };
    } catch (error) {
      return { v: 1, failed: (error as Error).message };
    }
  }

  #planOf({ spec }: Job): Plan {
    const text = JSON.stringify(spec);
    if (this.#last?.text !== text) this.#last = { text, plan: readExperiment(spec).plan };
    return this.#last.plan;
  }

  /** Resolves once the server has stored it, however long that takes. */
  async #send(run: string, answer: Answer): Promise<void> {
    const { sweep, name, say } = this.#of;
    const packed = packAnswer(answer);
    const isTooLarge = packed.length > LARGEST_MESSAGE;
    const failed = `its records have ${packed.length} bytes, more than a message may have (${LARGEST_MESSAGE})`;
    const data = isTooLarge ? packAnswer({ v: 1, failed }) : packed;
    const subject = resultSubject(sweep, run, name, this.#process);
    for (let wasTold = false; ; wasTold = true) {
      try {
        await this.#client.publish(subject, data, { timeout: ANSWER_MILLISECONDS });
        break;
      } catch (error) {
        if (isFirstOnly(error)) break;
        if (!wasTold) say(`A result waits for the server: ${(error as Error).message}`);
        if (this.#stopped && wasTold) throw error;
        await sleep(RETRY_MILLISECONDS);
      }
    }
    this.#trained++;
  }
}
