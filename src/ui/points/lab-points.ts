import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { InputError } from '../../base/errors.js';
import { isRecordsJson, recordsFromJson } from '../../lab/records/read-records.js';
import type { ColumnMapping } from '../../laws/table/point-table.js';
import type { Panel, PanelId } from '../../figures/panels/panel.js';
import type { PointsReading } from '../../laws/table/read-points.js';
import { createFitsClient, type FitsClient } from '../../worker/fits/client.js';
import { notice, noticeStyles } from '../parts/notice.js';
import { segmented, segmentedStyles } from '../parts/segmented.js';
import { controls } from '../parts/controls.js';
import type { Theme } from '../parts/tokens.js';
import './lab-law-panel.js';
import './lab-points-columns.js';
import './lab-points-source.js';
import { PointsController, type PointsInput } from './points-controller.js';
import { pointsStyles } from './points-styles.js';
import { words } from './words.js';

/**
 * Points from anywhere and all laws that they support. Needs no GPU.
 *
 * @fires open-records - `{name, records}`: the file holds results of the lab.
 */
@customElement('lab-points')
export class LabPoints extends LitElement {
  static override readonly styles = [controls, noticeStyles, segmentedStyles, pointsStyles];

  @property() theme: Theme = 'light';
  /** Fits the tables; the page makes its own where none is given. */
  @property({ attribute: false }) fits: FitsClient = createFitsClient();

  /** The law in sight, null until a visitor chose one. */
  @state() private _chosen: PanelId | null = null;
  /** What is wrong with results that were to be opened. */
  @state() private _complaint: string | null = null;

  #points: PointsController | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#points ??= new PointsController(this, this.fits);
  }

  /** Takes points to fit, as the text of a file or the lab's own runs, or the text of results of the lab to open. */
  load(name: string, input: PointsInput): void {
    this._complaint = null;
    if (typeof input !== 'string' || !isRecordsJson(input)) {
      this._chosen = null;
      this.#points?.load(name, input);
      return;
    }
    try {
      const records = recordsFromJson(input);
      this.dispatchEvent(new CustomEvent('open-records', { detail: { name, records } }));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this._complaint = `${name}: ${error.message}`;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const points = this.#points;
    if (!points) return nothing;
    const { reading, isBusy } = points;
    const complaint = this._complaint ?? points.problem;
    const law = this.#law(points.panels);
    return html`<main>
        <div class="side">
          <h2>${words.title}</h2>
          <lab-points-source
            .file=${points.name}
            @text-read=${(event: CustomEvent<{ name: string; text: string }>) =>
              this.load(event.detail.name, event.detail.text)}
          ></lab-points-source>
          ${
            reading && reading.names.length + reading.used > 0
              ? html`<lab-points-columns
                  .names=${reading.names}
                  .columns=${reading.columns}
                  .sizes=${reading.sizes}
                  .filters=${reading.filters}
                  .choice=${reading.choice}
                  .robust=${points.robust}
                  @robust-change=${(event: CustomEvent<{ robust: boolean }>) => points.setRobust(event.detail.robust)}
                  @columns-change=${(event: CustomEvent<{ columns: ColumnMapping }>) => points.take(event.detail.columns)}
                  @choice-change=${(event: CustomEvent<{ column: string; value: string | null }>) =>
                    points.choose(event.detail.column, event.detail.value)}
                ></lab-points-columns>`
              : nothing
          }
          ${reading && reading.used + reading.problemCount > 0 ? this.#rows(reading) : nothing}
        </div>
        <div class="stage" aria-busy=${isBusy ? 'true' : 'false'}>
          ${complaint === null ? nothing : notice({ tone: 'warning', title: words.refused, text: complaint })}
          ${points.panels.length > 0 ? this.#tabs(points.panels, law) : nothing}
          ${
            law
              ? html`<lab-law-panel
                  .panel=${law}
                  .name=${fileName(points.name)}
                  .theme=${this.theme}
                ></lab-law-panel>`
              : complaint === null
                ? this.#empty(isBusy ? (reading ? words.fitting : words.reading) : null)
                : nothing
          }
        </div>
      </main>
      <div class="hidden-text" role="status" aria-live="polite">
        ${complaint ?? (law && !isBusy ? `${law.headline ?? ''} ${law.summary}` : '')}
      </div>`;
  }

  /** The chosen law, or the first that the points support. */
  #law(panels: readonly Panel[]): Panel | null {
    const chosen = panels.find(({ id }) => id === this._chosen);
    return chosen ?? panels.find(({ fitted }) => fitted) ?? panels.at(0) ?? null;
  }

  #tabs(panels: readonly Panel[], law: Panel | null): TemplateResult {
    return segmented({
      legend: words.law,
      name: 'law',
      options: panels.map(({ id, label }) => ({ value: id, label })),
      value: law?.id ?? 'N',
      change: (id) => {
        this._chosen = id;
      },
    });
  }

  #rows(reading: PointsReading): TemplateResult {
    const { counts, problems, problemCount } = reading;
    return html`<section class="rows">
      <p>${words.rows.fitted(reading)}</p>
      ${[...reading.notes, ...reading.tableNotes].map((note) => html`<p>${note}</p>`)}
      ${
        problemCount > 0
          ? html`<h3>${words.rows.leftOut(problemCount)}</h3>
              <ul>
                ${problems.map(({ line, reason }) => html`<li><span>${counts} ${line}</span> ${reason}</li>`)}
                ${problemCount > problems.length ? html`<li>${words.rows.more(problemCount - problems.length)}</li>` : nothing}
              </ul>`
          : nothing
      }
    </section>`;
  }

  /** `busy` says what goes on, null if nothing does. */
  #empty(busy: string | null): TemplateResult {
    return html`<div class="empty">
      ${
        busy !== null
          ? html`<p>${busy}</p>`
          : html`<strong>${words.empty}</strong>
              <p>${words.emptyMore}</p>`
      }
    </div>`;
  }
}

/** `chinchilla_epoch` of `chinchilla_epoch.csv`. */
function fileName(name: string): string {
  return (
    name
      .replace(/\.\w+$/, '')
      .replace(/[^\w-]+/g, '-')
      .toLowerCase() || 'points'
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-points': LabPoints;
  }
}
