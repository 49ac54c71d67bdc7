import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ColumnMapping } from '../../laws/table/columns.js';
import { panelIds, type Panel, type PanelId } from '../../figures/panels/panel.js';
import type { FilterChoice } from '../../laws/table/filters.js';
import type { PointsReading } from '../../laws/table/read-points.js';
import type { FitsClient } from '../../worker/fits/client.js';

/** A file of points on its way to its laws: how it was read, how its columns are taken, what came of them. */
export class PointsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: FitsClient;
  #text = '';
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

  /** Takes a file's text. */
  load(name: string, text: string): void {
    this.name = name;
    this.#text = text;
    this.reading = null;
    void this.#fit(null, null);
  }

  /** Takes the columns by another mapping and fits anew. */
  take(columns: ColumnMapping): void {
    if (this.reading) void this.#fit(columns, this.reading.choice);
  }

  /** Takes only rows with a value in a column, or all for null, and fits anew. */
  choose(column: string, value: string | null): void {
    if (!this.reading) return;
    const others = Object.entries(this.reading.choice).filter(([name]) => name !== column);
    const choice = Object.fromEntries(value === null ? others : [...others, [column, value]]);
    void this.#fit(this.reading.columns, choice);
  }

  /** Fits the surface by Huber's loss, or by squares, and so anew. */
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
      await this.#client.fit({ text: this.#text, columns, choice, robust: this.robust }, (event) => {
        if (isOurs()) {
          if (event.type === 'panel') this.#panels.set(event.panel.id, event.panel);
          else this.#take(event.reading);
          this.#host.requestUpdate();
        }
        return Promise.resolve();
      });
    } catch (error) {
      if (isOurs())
        this.problem = `The fit failed: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (!isOurs()) return;
    this.isBusy = false;
    this.#host.requestUpdate();
  }

  #take(reading: PointsReading): void {
    this.reading = reading;
    const { names, refusal } = reading;
    // What is no table at all has no columns beside which the file would be named.
    this.problem = refusal !== null && names.length === 0 ? `${this.name}: ${refusal}` : refusal;
  }
}
