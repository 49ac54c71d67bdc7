import type { ReactiveControllerHost } from 'lit';
import type { LabClient } from '../../worker/training/client.js';
import type { EngineWish } from '../../worker/training/protocol.js';
import type { Library } from '../library/library.js';
import { History } from './history.js';
import { LawsInSight, type Analysis } from './laws-in-sight.js';
import { isAtWork } from './phase.js';
import { Session } from './session.js';
import { TrainingDevice } from './training-device.js';
import { WakeLockController } from './wake-lock.js';

/** One visit to the lab: what trains, the experiment in sight, its laws, and what came before. Ends with `close`. */
export class Visit {
  readonly client: LabClient;
  readonly device: TrainingDevice;
  readonly session: Session;
  readonly laws: LawsInSight;
  readonly history: History;
  readonly #wakeLock: WakeLockController;
  readonly #host: ReactiveControllerHost;

  constructor(
    host: ReactiveControllerHost,
    {
      client,
      library,
      analysis,
      wish,
    }: {
      readonly client: LabClient;
      readonly library: Library;
      readonly analysis: Analysis;
      readonly wish: EngineWish;
    },
  ) {
    this.#host = host;
    this.client = client;
    this.device = new TrainingDevice(host, client, wish);
    this.session = new Session(host, client, this.device);
    this.laws = new LawsInSight(host, analysis);
    this.#wakeLock = new WakeLockController(host, () => isAtWork(this.session.phase));
    this.history = new History(this.session, library, this.laws);
  }

  /** Loads what an experiment needs, ahead of the first start. */
  prepare(): void {
    void this.laws.load();
    // Whoever starts hears why the worker cannot be loaded.
    if (this.device.report?.type === 'ready') this.client.prepare().catch(() => undefined);
  }

  close(): void {
    this.#host.removeController(this.session);
    this.#host.removeController(this.session.background);
    this.#host.removeController(this.session.speed);
    this.#host.removeController(this.#wakeLock);
    this.history.close();
  }
}
