import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Lru } from '../../base/lru.js';
import type { GroupLaws } from '../../figures/panels/group-laws.js';
import { panelIds, type Panel, type PanelId } from '../../figures/panels/panel.js';
import type { TableOutlook } from '../../laws/outlook/table-outlook.js';
import type { PointsReading } from '../../laws/table/read-points.js';
import type { FitsClient } from '../../worker/fits/client.js';
import type { FitEvent, PointsSource } from '../../worker/fits/protocol.js';
import type { TableInput } from '../library/kept-tables.js';
import { decisionsOf, fitKey, type TableSettings } from './table-settings.js';
import { words } from './words.js';

/** A table that is open. */
export interface OpenTable {
  /** Tells it from every other. */
  readonly key: string;
  readonly name: string;
  readonly input: TableInput;
}

/** What is known of a table by now. */
interface Fitted {
  readonly reading: PointsReading | null;
  readonly panels: ReadonlyMap<PanelId, Panel>;
  /** The law that it was made for. */
  readonly madeFor: PanelId | null;
  /** The laws of its groups, null where one law holds for all. */
  readonly groups: GroupLaws | null;
  readonly outlook: TableOutlook | null;
  readonly problem: string | null;
}

const nothing: Fitted = {
  reading: null,
  panels: new Map(),
  madeFor: null,
  groups: null,
  outlook: null,
  problem: null,
};

/** Tables that were fitted whole on this visit, so that Back shows them at once. */
const fitted = new Lru<string, Fitted | null>(8);

/** A table of points on its way to its laws: how it was read, how its columns are taken, and its panels. */
export class PointsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: FitsClient;
  #table: OpenTable | null = null;
  #settings: TableSettings = {};
  #now = nothing;
  /** Of the fit that is under way or was made last. */
  #key = '';
  #generation = 0;
  #isBusy = false;

  constructor(host: ReactiveControllerHost, client: FitsClient) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#generation++;
    if (this.#isBusy) this.#key = '';
    this.#client.terminate();
  }

  /** How the table was read, null before it was. */
  get reading(): PointsReading | null {
    return this.#now.reading;
  }

  /** What is wrong with the table or its columns, null if nothing. */
  get problem(): string | null {
    return this.#now.problem;
  }

  /** The law that the table was made for; null before that is known. */
  get madeFor(): PanelId | null {
    return this.#now.madeFor;
  }

  get groups(): GroupLaws | null {
    return this.#now.groups;
  }

  /** What its laws are good for; null before all are fitted. */
  get outlook(): TableOutlook | null {
    return this.#now.outlook;
  }

  /** Reading, or fitting. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** In the order of the tabs. */
  get panels(): readonly Panel[] {
    return panelIds.flatMap((id) => this.#now.panels.get(id) ?? []);
  }

  /** Takes a table as it is set; fits it again where the settings ask for that. */
  show(table: OpenTable, settings: TableSettings): void {
    const key = `${table.key} ${fitKey(settings)}`;
    const isSame = key === this.#key;
    const isSameTable = table.key === this.#table?.key;
    this.#table = table;
    this.#settings = settings;
    if (isSame) return;
    this.#key = key;
    this.#generation++;
    const kept = fitted.has(key) ? fitted.get(key, () => null) : null;
    if (kept) {
      this.#now = kept;
      this.#isBusy = false;
      this.#client.terminate();
      this.#host.requestUpdate();
      return;
    }
    // What was asked for is shown at once, and stands for the choice until it has been read.
    const { columns, choice } = settings;
    const before = isSameTable ? this.#now.reading : null;
    const reading = before && {
      ...before,
      ...(columns ? { columns } : {}),
      ...(choice ? { choice } : {}),
    };
    this.#now = { ...nothing, reading };
    void this.#fit();
  }

  async #fit(): Promise<void> {
    const generation = this.#generation;
    const isOurs = (): boolean => generation === this.#generation;
    this.#isBusy = true;
    this.#host.requestUpdate();
    try {
      const request = { source: this.#source(), robust: this.#settings.robust === true };
      await this.#client.fit(request, (event) => {
        if (isOurs()) this.#take(event);
        return Promise.resolve();
      });
      if (isOurs()) fitted.set(this.#key, this.#now);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (isOurs()) this.#now = { ...this.#now, problem: words.failed(reason) };
    }
    if (!isOurs()) return;
    this.#isBusy = false;
    this.#host.requestUpdate();
  }

  #source(): PointsSource {
    const input = this.#table?.input ?? '';
    if (typeof input === 'string') return { text: input, ...decisionsOf(this.#settings) };
    const { columns } = this.#settings;
    const { table } = input.find(({ size }) => size.column === columns?.N) ?? input[0];
    return { table, sizes: input.map(({ size }) => size) };
  }

  #take(event: FitEvent): void {
    const now = this.#now;
    if (event.type === 'read') {
      const { reading } = event;
      const { names, refusal } = reading;
      // A file that is not a table has no columns in sight, beside which its name would stand.
      const problem =
        refusal !== null && names.length === 0 ? `${this.#table?.name ?? ''}: ${refusal}` : refusal;
      this.#now = { ...now, reading, problem };
    } else if (event.type === 'design') this.#now = { ...now, madeFor: event.panel };
    else if (event.type === 'groups') this.#now = { ...now, groups: event.groups };
    else if (event.type === 'outlook') this.#now = { ...now, outlook: event.outlook };
    else this.#now = { ...now, panels: new Map(now.panels).set(event.panel.id, event.panel) };
    this.#host.requestUpdate();
  }
}
