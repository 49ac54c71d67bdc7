import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { canonicalJson } from '../../../base/canonical-json.js';
import {
  foldForecasts,
  type ForecastEntry,
  type ForecastHistory,
  type ForecastRecord,
} from '../../../laws/forecast/score-card.js';
import { sealForecast } from '../../../laws/forecast/seal.js';
import type { LargerRun } from '../../../lab/plan/larger-run.js';
import { axisWords } from '../../../laws/runs/words.js';
import type { Law } from '../../../laws/runs/lab-laws.js';
import type { LabState } from '../../../lab/records/record.js';
import type { ForecastJournal } from './forecast-journal.js';

/**
 * The lab's forecasts: seals them, and scores them as soon as what the page shows holds their points. Storage or not, those of
 * this visit are there.
 */
export class Forecasts implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #journal: ForecastJournal;
  #entries: readonly unknown[] = [];
  #isSealing = false;
  #history: ForecastHistory = foldForecasts([]);

  constructor(host: ReactiveControllerHost, journal: ForecastJournal) {
    this.#host = host;
    this.#journal = journal;
    host.addController(this);
  }

  get history(): ForecastHistory {
    return this.#history;
  }

  /** Why forecasts cannot be kept over a reload, null if they can. */
  get problem(): string | null {
    return this.#journal.problem;
  }

  /** True while a forecast is being written down. */
  get isSealing(): boolean {
    return this.#isSealing;
  }

  hostConnected(): void {
    void this.#load();
  }

  hostDisconnected(): void {
    this.#journal.close();
  }

  /** The last forecast of the experiment at hand, null if there is none. */
  of({ plan }: Pick<LabState, 'plan'>): ForecastRecord | null {
    if (!plan) return null;
    const spec = canonicalJson(plan.spec);
    const mine = ({ forecast }: ForecastRecord): boolean => canonicalJson(forecast.experiment) === spec;
    return this.#history.records.findLast(mine) ?? null;
  }

  /** Seals what a law says of a run; resolves once that is written down. Throws InputError where there is no forecast. */
  async seal(law: Law, { x, config, name, plan }: LargerRun, unit: string): Promise<void> {
    const points = law.points
      .filter(({ final, excluded }) => final && excluded === null)
      .map(({ x: at, loss, standardError }) => ({ x: at, loss, standardError }));
    const forecast = sealForecast(
      { ...law, chosen: law.fit },
      {
        target: { axis: law.axis, x, cell: config, name },
        points,
        convention: axisWords(law),
        unit,
        experiment: plan.spec,
        sealedAt: Date.now(),
      },
    );
    this.#isSealing = true;
    await this.#append({ type: 'sealed', forecast }).finally(() => (this.#isSealing = false));
  }

  /** Keeps a forecast that was sealed elsewhere on the page, or how one came out. */
  keep(entry: ForecastEntry): void {
    void this.#append(entry);
  }

  /** Scores the forecasts of the experiment at hand whose points are there. */
  settle(state: LabState, laws: readonly Law[]): void {
    const record = this.of(state);
    if (!record || record.measured) return;
    const { target, checksum } = record.forecast;
    const law = laws.find(({ axis }) => axis === target.axis);
    const point = law?.points.find(({ config }) => config === target.cell);
    if (!point?.final || point.excluded !== null) return;
    const { loss, standardError } = point;
    void this.#append({ type: 'measured', forecast: checksum, loss, standardError, time: Date.now() });
  }

  async #load(): Promise<void> {
    const kept = await this.#journal.load();
    this.#take([...kept, ...this.#entries]);
  }

  async #append(entry: ForecastEntry): Promise<void> {
    this.#take([...this.#entries, entry]);
    await this.#journal.append(entry);
    this.#host.requestUpdate();
  }

  #take(entries: readonly unknown[]): void {
    this.#entries = entries;
    this.#history = foldForecasts(entries);
    this.#host.requestUpdate();
  }
}
