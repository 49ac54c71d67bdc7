import type { ReactiveControllerHost } from 'lit';
import type { LabClient } from '../../worker/training/client.js';
import type { DeviceReport, EngineWish } from '../../worker/training/protocol.js';

/** What trains on this visit: what was requested, and what the worker found. */
export class TrainingDevice {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  readonly #client: LabClient;
  #report: DeviceReport | null = null;
  #wish: EngineWish;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>, client: LabClient, wish: EngineWish) {
    this.#host = host;
    this.#client = client;
    this.#wish = wish;
  }

  /** What the worker said of the device, null while it is being opened. */
  get report(): DeviceReport | null {
    return this.#report;
  }

  /** What to train on, as requested. */
  get wish(): EngineWish {
    return this.#wish;
  }

  /** Opens a device, again after something was done about a problem, or another where something else is requested. */
  async open(wish = this.#wish): Promise<DeviceReport> {
    // A worker keeps what it opened.
    if (wish !== this.#wish) this.#client.terminate();
    this.#wish = wish;
    this.#take(null);
    try {
      return this.#take(await this.#client.open(wish));
    } catch (error) {
      this.#client.terminate();
      const message = error instanceof Error ? error.message : String(error);
      return this.#take({ type: 'problem', problem: { type: 'device-failed', message } });
    }
  }

  #take<Report extends DeviceReport | null>(report: Report): Report {
    this.#report = report;
    this.#host.requestUpdate();
    return report;
  }
}
