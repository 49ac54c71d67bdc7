import type { RunEvent } from '../../src/lab/records/events.js';
import type { Plan } from '../../src/lab/plan/run-plan.js';
import type { TakeTokens, WriteOptions, Writer } from '../../src/lab/weights/text-codec.js';
import type { LabClient } from '../../src/worker/training/client.js';
import type {
  Before,
  DeviceProblem,
  DeviceReport,
  EngineWish,
  EventSink,
} from '../../src/worker/training/protocol.js';
import { device, syntheticBatches, type SyntheticOptions } from './synthetic-run.js';

export interface SyntheticClientOptions extends SyntheticOptions {
  readonly report?: DeviceReport | 'never';
  /** Why it is the processor. */
  readonly withoutGpu?: DeviceProblem;
  /** Events after the last batch: a loss, a stop. */
  readonly then?: readonly RunEvent[];
}

/** A client without a worker: plays a synthetic plan at once and notes what it was asked. */
export class SyntheticClient implements LabClient {
  options: SyntheticClientOptions;
  readonly asked: string[] = [];
  readonly wishes: EngineWish[] = [];
  #sink: EventSink | null = null;
  #finish: (() => void) | null = null;

  constructor(options: SyntheticClientOptions = {}) {
    this.options = options;
  }

  open(wish: EngineWish): Promise<DeviceReport> {
    this.asked.push('open');
    this.wishes.push(wish);
    const { device: given = device, withoutGpu = null } = this.options;
    const { report = { type: 'ready', device: given, withoutGpu } as const } = this.options;
    return report === 'never' ? new Promise(() => undefined) : Promise.resolve(report);
  }

  measure(): Promise<number | null> {
    return Promise.resolve(null);
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  async start(plan: Plan, { ended, resumed }: Before, sink: EventSink): Promise<void> {
    const without = ended.map(({ plan: { id } }) => id);
    const from = resumed.size > 0 ? `, from checkpoints of ${[...resumed.keys()].join(', ')}` : '';
    this.asked.push(`start without ${without.join(', ') || 'nothing'}${from}`);
    this.#sink = sink;
    const options = { ...this.options, without };
    for (const batch of syntheticBatches(plan, options)) await sink(batch);
    await sink(this.options.then ?? []);
    const isOver =
      Math.min(options.until ?? 1, options.compiled ?? 1) === 1 ||
      this.options.then?.some(({ type }) => type === 'plan-finished');
    if (!isOver) await new Promise<void>((resolve) => (this.#finish = resolve));
  }

  pause(): Promise<void> {
    this.asked.push('pause');
    return this.say([{ type: 'paused' }]);
  }

  resume(): Promise<void> {
    this.asked.push('resume');
    return this.say([{ type: 'resumed' }]);
  }

  checkpoint(): Promise<void> {
    this.asked.push('checkpoint');
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.asked.push('stop');
    await this.say([{ type: 'plan-finished', outcome: 'stopped', message: '', time: 0 }]);
    this.#finish?.();
  }

  skip(run: string): Promise<void> {
    this.asked.push(`skip ${run}`);
    return Promise.resolve();
  }

  takeText(): Promise<void> {
    this.asked.push('take text');
    return Promise.resolve();
  }

  takeWeights(): Promise<void> {
    this.asked.push('take weights');
    return Promise.resolve();
  }

  /** Writes the prompt again and again, token by token. */
  async write(
    _writer: Writer,
    prompt: Uint32Array,
    { count }: WriteOptions,
    take: TakeTokens,
  ): Promise<void> {
    this.asked.push(`write ${count}`);
    for (let i = 0; i < count; i++) {
      if (!(await take(Uint32Array.of(prompt[i % prompt.length])))) return;
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  /** Each token is less probable than the one before. */
  logProbabilities(_writer: Writer, text: Uint32Array): Promise<Float64Array> {
    this.asked.push(`score ${text.length}`);
    return Promise.resolve(Float64Array.from({ length: text.length - 1 }, (_, i) => -0.05 * (1 + i)));
  }

  terminate(): void {
    this.asked.push('terminate');
  }

  /** Reports something. */
  async say(events: readonly RunEvent[]): Promise<void> {
    await this.#sink?.(events);
  }
}
