import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ColumnMapping } from '../../laws/table/point-table.js';
import { panelIds, type Panel, type PanelId } from '../../figures/panels/panel.js';
import type { FilterChoice } from '../../laws/table/filters.js';
import type { PointsReading } from '../../laws/table/read-points.js';
import type { LabTable } from '../../laws/runs/lab-table.js';
import type { FitsClient } from '../../worker/fits/client.js';
import type { PointsSource } from '../../worker/fits/protocol.js';
import { words } from './words.js';

/** The text of a file, or the lab's own runs by each count of N. */
export type PointsInput = string | readonly LabTable[];

/** A table of points on its way to its laws: how it was read, how its columns are taken, and its panels. */
export class PointsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: FitsClient;
  #input: PointsInput = '';
  #panels = new Map<PanelId, Panel>();
  #generation = 0;

  /** Name of the file, '' before one was given. */
  name = '';
  /** How the file was read, null before it was. */
  reading: PointsReading | null = null;
  /** What is wrong with the file or its columns, null if nothing. */
  problem: string | null = null;
  /** Fitting the surface by Huber's loss. */
  robust = false;
  /** Reading, or fitting. */
  isBusy = false;

  constructor(host: ReactiveControllerHost, client: FitsClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#generation++;
    this.#client.terminate();
  }

  /** In the order of the tabs. */
  get panels(): readonly Panel[] {
    return panelIds.flatMap((id) => this.#panels.get(id) ?? []);
  }

  /** Takes points. */
  load(name: string, input: PointsInput): void {
    this.name = name;
    this.#input = input;
    this.reading = null;
    void this.#fit(null, null);
  }

  /** Takes the columns by another mapping and fits again. */
  take(columns: ColumnMapping): void {
    if (this.reading) void this.#fit(columns, this.reading.choice);
  }

  /** Takes only rows with a value in a column, or all for null, and fits again. */
  choose(column: string, value: string | null): void {
    if (!this.reading) return;
    const others = Object.entries(this.reading.choice).filter(([name]) => name !== column);
    const choice = Object.fromEntries(value === null ? others : [...others, [column, value]]);
    void this.#fit(this.reading.columns, choice);
  }

  /** Fits the surface by Huber's loss, or by least squares, and so fits again. */
  setRobust(robust: boolean): void {
    this.robust = robust;
    if (this.reading) void this.#fit(this.reading.columns, this.reading.choice);
  }

  async #fit(columns: ColumnMapping | null, choice: FilterChoice | null): Promise<void> {
    const generation = ++this.#generation;
    const isOurs = (): boolean => generation === this.#generation;
    this.#panels = new Map();
    this.problem = null;
    this.isBusy = true;
    // What was asked for is shown at once, and stands for the choice until it has been read.
    if (this.reading && columns && choice) this.reading = { ...this.reading, columns, choice };
    this.#host.requestUpdate();
    try {
      const source = this.#source(columns, choice);
      await this.#client.fit({ source, robust: this.robust }, (event) => {
        if (isOurs()) {
          if (event.type === 'panel') this.#panels.set(event.panel.id, event.panel);
          else this.#take(event.reading);
          this.#host.requestUpdate();
        }
        return Promise.resolve();
      });
    } catch (error) {
      if (isOurs()) this.problem = words.failed(error instanceof Error ? error.message : String(error));
    }
    if (!isOurs()) return;
    this.isBusy = false;
    this.#host.requestUpdate();
  }

  #source(columns: ColumnMapping | null, choice: FilterChoice | null): PointsSource {
    const input = this.#input;
    if (typeof input === 'string') return { text: input, columns, choice };
    const { table } = input.find(({ size }) => size.column === columns?.N) ?? input[0];
    return { table, sizes: input.map(({ size }) => size) };
  }

  #take(reading: PointsReading): void {
    this.reading = reading;
    const { names, refusal } = reading;
    // A file that is not a table has no columns in sight, beside which its name would stand.
    this.problem = refusal !== null && names.length === 0 ? `${this.name}: ${refusal}` : refusal;
  }
}
