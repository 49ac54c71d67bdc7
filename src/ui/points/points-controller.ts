import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { InputError } from '../../base/errors.js';
import {
  importPoints,
  readRows,
  recogniseColumns,
  type ColumnMapping,
  type ImportedPoints,
  type SizeColumn,
  type TextTable,
} from '../../lab/import-points.js';
import { panelIds, type Panel, type PanelId } from '../../lab/panels/panel.js';
import { toColumns } from '../../lab/point-columns.js';
import type { FitsClient } from '../../worker/fits-client.js';
import { chosenRows, filtersOf, firstChoice, type FilterChoice, type PointFilter } from './point-filters.js';

/** A file of points on its way to its laws: what was read, how its columns are taken, what came of them. */
export class PointsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: FitsClient;
  #text: TextTable | null = null;
  #panels = new Map<PanelId, Panel>();
  #generation = 0;

  /** Name of the file, '' before one was read. */
  name = '';
  columns: ColumnMapping = {};
  sizes: readonly SizeColumn[] = [];
  filters: readonly PointFilter[] = [];
  choice: FilterChoice = {};
  imported: ImportedPoints | null = null;
  /** What is wrong with the file or its columns, null if nothing. */
  problem: string | null = null;
  isFitting = false;

  constructor(host: ReactiveControllerHost, client: FitsClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#generation++;
    this.#client.terminate();
  }

  /** Names of all columns, none before a file was read. */
  get names(): readonly string[] {
    return this.#text?.names ?? [];
  }

  get rowCount(): number {
    return this.#text?.rows.length ?? 0;
  }

  /** What the file's line numbers count. */
  get counts(): 'line' | 'row' {
    return this.#text?.counts ?? 'line';
  }

  /** In the order of the tabs. */
  get panels(): readonly Panel[] {
    return panelIds.flatMap((id) => this.#panels.get(id) ?? []);
  }

  /** Takes a file's text. */
  load(name: string, text: string): void {
    this.name = name;
    this.#text = null;
    this.imported = null;
    try {
      this.#text = readRows(text);
    } catch (error) {
      this.#fail(`${name}: ${wordsOf(error)}`);
      return;
    }
    const { columns, sizes } = recogniseColumns(this.#text.names);
    this.sizes = sizes;
    this.filters = filtersOf(this.#text, columns);
    this.choice = firstChoice(this.filters);
    this.take(columns);
  }

  /** Takes the columns by another mapping and fits anew. */
  take(columns: ColumnMapping): void {
    this.columns = columns;
    this.#refit();
  }

  /** Takes only rows with a value in a column, or all for null, and fits anew. */
  choose(column: string, value: string | null): void {
    const others = Object.entries(this.choice).filter(([name]) => name !== column);
    this.choice = Object.fromEntries(value === null ? others : [...others, [column, value]]);
    this.#refit();
  }

  #refit(): void {
    if (!this.#text) return;
    try {
      this.imported = importPoints(chosenRows(this.#text, this.choice), this.columns);
    } catch (error) {
      this.imported = null;
      this.#fail(wordsOf(error));
      return;
    }
    if (this.imported.table.points.length === 0) {
      this.#fail('No row has all that a law needs; what is wrong with each is listed below.');
      return;
    }
    this.problem = null;
    void this.#fit(this.imported);
  }

  async #fit({ table }: ImportedPoints): Promise<void> {
    const generation = ++this.#generation;
    const isOurs = (): boolean => generation === this.#generation;
    this.#panels = new Map();
    this.isFitting = true;
    this.#host.requestUpdate();
    try {
      await this.#client.fit(toColumns(table), (panel) => {
        if (isOurs()) {
          this.#panels.set(panel.id, panel);
          this.#host.requestUpdate();
        }
        return Promise.resolve();
      });
    } catch (error) {
      if (isOurs()) this.problem = `The fit failed: ${wordsOf(error)}`;
    }
    if (!isOurs()) return;
    this.isFitting = false;
    this.#host.requestUpdate();
  }

  #fail(problem: string): void {
    this.#generation++;
    this.#client.terminate();
    this.#panels = new Map();
    this.isFitting = false;
    this.problem = problem;
    this.#host.requestUpdate();
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof InputError || error instanceof Error) return error.message;
  return String(error);
}
