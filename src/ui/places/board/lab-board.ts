import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedSpec, shardName } from '../../../lab/plan/units.js';
import { recordsToJson } from '../../../lab/records/write-records.js';
import { measuredAt } from '../../../lab/records/measured-at.js';
import { fileStem } from '../../../lab/share/settings.js';
import { specToHash } from '../../../lab/share/spec-link.js';
import '../../charts/figure/lab-figure-chart.js';
import { deviceName } from '../../device/words.js';
import type { PageView } from '../../page/view.js';
import { download } from '../../parts/browser.js';
import { controls } from '../../parts/controls.js';
import { placeStyles } from '../../parts/place-styles.js';
import { withShard } from '../../session/address.js';
import { KeptFiles, type BoardFile } from '../../session/board-files.js';
import { addressOf } from '../../share/address.js';
import { boardStyles } from './board-styles.js';
import { classLaw, type ClassLaw, type FileRow } from './class-law.js';
import './lab-share-out.js';
import { words } from './words.js';

/** Many machines, one law: makes links to shares of an experiment, and puts the files together that come back. */
@customElement('lab-board')
export class LabBoard extends LitElement {
  static override readonly styles = [controls, placeStyles, boardStyles];

  @property({ attribute: false }) view: PageView | null = null;
  /** Where files are kept; for tests. */
  @property({ attribute: false }) kept = new KeptFiles();

  @state() private _files: readonly BoardFile[] = [];
  /** What was cleared last. */
  @state() private _cleared: readonly BoardFile[] = [];
  @state() private _reading = 0;
  @state() private _isKept = true;
  @state() private _isOver = false;
  /** Addresses that train what is missing. */
  @state() private _missing: readonly string[] = [];

  #shown: { readonly files: readonly BoardFile[]; readonly law: ClassLaw } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.kept.read().then((files) => this.#show([...files, ...this._files]));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const law = this.#law;
    return html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <div
        class="columns"
        @dragover=${this.#onDrag}
        @dragleave=${() => (this._isOver = false)}
        @drop=${(event: DragEvent) => void this.#onDrop(event)}
      >
        <div class="stack">${this.#figure(law, view)} ${this.#table(law)}</div>
        <div class="stack">
          ${this.#source(law)}
          <lab-share-out .spec=${view.spec} .device=${view.device}></lab-share-out>
        </div>
      </div>`;
  }

  get #law(): ClassLaw {
    if (this.#shown?.files !== this._files) this.#shown = { files: this._files, law: classLaw(this._files) };
    return this.#shown.law;
  }

  #figure({ merged, figure }: ClassLaw, view: PageView): TemplateResult {
    const done = merged ? merged.units.length - merged.missing.length : 0;
    const count = merged ? words.law.units(done, merged.units.length) : '';
    return html`<section class="card" aria-labelledby="law-title">
      <h2 id="law-title">${words.law.title}</h2>
      <p aria-live="polite">${count}</p>
      ${
        figure
          ? html`<lab-figure-chart flat .figure=${figure} .theme=${view.theme}></lab-figure-chart>`
          : html`<div class="empty">${words.law.none}</div>`
      }
      ${merged ? html`<p>${words.repeats(merged.repeats)}</p>` : nothing}
      ${
        merged && merged.repeats.disagreements.length > 0
          ? html`<ul>
              ${merged.repeats.disagreements.map((one) => html`<li>${words.disagreement(one)}</li>`)}
            </ul>`
          : nothing
      }
    </section>`;
  }

  #source({ state: lab, refused }: ClassLaw): TemplateResult {
    const said = words.files;
    const isEmpty = this._files.length === 0;
    return html`<section class="card ${this._isOver ? 'over' : ''}">
      <p>${said.drop}</p>
      <div class="tools">
        <label class="button"
          >${said.open}<input type="file" multiple accept=".json,application/json" @change=${this.#onPick}
        /></label>
        <button ?disabled=${!lab} @click=${this.#save}>${said.save}</button>
        ${
          isEmpty && this._cleared.length > 0
            ? html`<button @click=${() => void this.#add(this._cleared)}>${said.undo}</button>`
            : html`<button ?disabled=${isEmpty} @click=${() => void this.#remove(this._files)}>
                ${said.clear}
              </button>`
        }
      </div>
      <p class="said" role="status">${this.#status}</p>
      ${
        refused.length > 0
          ? html`<h2>${words.refused}</h2>
              <ul>
                ${refused.map(({ name, reason }) => html`<li>${name}: ${reason}</li>`)}
              </ul>`
          : nothing
      }
      ${
        this._missing.length > 0
          ? html`<h2>${words.missing.title(this._missing.length)}</h2>
              <p>${words.missing.about}</p>
              <textarea
                readonly
                rows="4"
                aria-label=${words.missing.about}
                .value=${this._missing.join('\n')}
              ></textarea>`
          : nothing
      }
    </section>`;
  }

  get #status(): string {
    const said = words.files;
    if (this._reading > 0) return said.reading(this._reading);
    if (this._files.length === 0) return this._cleared.length > 0 ? said.cleared : '';
    return this._isKept ? said.kept : said.notKept;
  }

  #table({ rows }: ClassLaw): TemplateResult | typeof nothing {
    if (rows.length === 0) return nothing;
    const { title, heads } = words.table;
    const sorted = [...rows].sort((a, b) => a.file.name.localeCompare(b.file.name, 'en', { numeric: true }));
    return html`<section class="card">
      <h2 id="table-title">${title}</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="table-title">
        <table>
          <thead>
            <tr>
              ${heads.map((head) => html`<th scope="col">${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${sorted.map((row) => this.#row(row))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #row({ file, trained, bestLoss, device }: FileRow): TemplateResult {
    const said = words.table;
    return html`<tr>
      <th scope="row">${file.name}</th>
      <td>${said.trained(trained)}</td>
      <td class="number">${said.loss(bestLoss)}</td>
      <td>${device ? deviceName(device) : said.unknown}</td>
      <td>
        <button
          class="quiet"
          aria-label=${said.dropLabel(file.name)}
          @click=${() => void this.#remove([file])}
        >
          ${said.drop}
        </button>
      </td>
    </tr>`;
  }

  readonly #save = (): void => {
    const lab = this.#law.state;
    if (!lab?.plan) return;
    const stem = fileStem(lab.plan.spec, measuredAt(lab.runs));
    download(`${stem}_together.json`, recordsToJson(lab), 'application/json');
  };

  readonly #onDrag = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this._isOver = true;
  };

  async #onDrop(event: DragEvent): Promise<void> {
    event.preventDefault();
    event.stopPropagation();
    this._isOver = false;
    await this.#open([...(event.dataTransfer?.files ?? [])]);
  }

  readonly #onPick = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file can be picked again.
    input.value = '';
    void this.#open(files);
  };

  async #open(files: readonly File[]): Promise<void> {
    this._reading += files.length;
    try {
      const read = await Promise.all(
        files.map(async (file) => ({ name: file.name, text: await file.text() })),
      );
      await this.#add(read);
    } finally {
      this._reading -= files.length;
    }
  }

  /** Puts files on the board; one that is there already stays once. */
  async #add(files: readonly BoardFile[]): Promise<void> {
    const named: BoardFile[] = [];
    for (const { name, text } of files) named.push({ name: this.#ownName(name, named), text });
    this.#show([...this._files, ...named]);
    this._isKept = await this.kept.add(named);
  }

  /** A name that no other file has. */
  #ownName(name: string, others: readonly BoardFile[]): string {
    const taken = new Set([...this._files, ...others].map((file) => file.name));
    let own = name;
    for (let count = 2; taken.has(own); count++) own = words.again(name, count);
    return own;
  }

  async #remove(files: readonly BoardFile[]): Promise<void> {
    this._cleared = files;
    this.#show(this._files.filter((file) => !files.includes(file)));
    this._isKept = await this.kept.remove(files);
  }

  #show(files: readonly BoardFile[]): void {
    const seen = new Set<string>();
    this._files = files.filter(({ text }) => !seen.has(text) && seen.add(text));
    void this.#linkMissing();
  }

  async #linkMissing(): Promise<void> {
    // Links to shares that have come in since are taken away at once.
    this._missing = [];
    const law = this.#law;
    const { merged, missing } = law;
    const spec = merged && sharedSpec(merged.records.plan.spec);
    if (!spec || missing.length === 0) return;
    const hash = await specToHash(spec);
    if (law === this.#law)
      this._missing = missing.map((shard) => addressOf(withShard(hash, shardName(shard))));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-board': LabBoard;
  }
}
