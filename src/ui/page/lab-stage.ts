import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isTaskHere, unitOf } from '../../data/tasks/tasks.js';
import type { CardPicture } from '../../lab/gallery/card.js';
import '../device/lab-device-help.js';
import { controls } from '../parts/controls.js';
import { segmentedStyles } from '../parts/segmented.js';
import { figureHead, figureHeadStyles } from './figure-head.js';
import { findingStyles, methodWords, nextSteps, recordedWords } from './finding.js';
import { recordedForecast } from './recorded-forecast.js';
import { resultTools } from './result-tools.js';
import { shownChart, shownFigure } from './shown-figure.js';
import './tray/lab-tray.js';
import { trayTabs, words as trayWords, type TrayTab } from './tray/words.js';
import type { PageView } from './view.js';
import { words } from './words.js';

/** The experiment in sight: its figure, and what follows from it; help where no device can train and there is nothing to show. */
@customElement('lab-stage')
export class LabStage extends LitElement {
  static override readonly styles = [
    controls,
    segmentedStyles,
    figureHeadStyles,
    findingStyles,
    css`
      :host {
        --chart-height: clamp(17rem, 100vh - 33rem, 40rem);
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.875rem;
        align-content: start;
        padding: 1rem 1.25rem 1.5rem;
      }
      .bare {
        padding: 0;
        border: 0;
        box-shadow: none;
      }
      .elsewhere {
        height: 34rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .empty {
        color: var(--ink-faint);
        font-size: 0.9375rem;
      }
      /* What is loaded a moment later has its place: a panel, as high as it will be without runs. */
      :not(:defined) {
        min-height: 5rem;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.25rem 1rem;
        color: var(--ink-faint);
        font-size: var(--tiny);
      }
      footer a {
        color: inherit;
      }
      @media (max-width: 1100px) {
        :host {
          --chart-height: clamp(17rem, 50vh, 26rem);
        }
      }
      @media (max-width: 760px) {
        lab-figure,
        lab-views,
        lab-device-help,
        lab-text-source,
        lab-tray {
          order: 2;
          margin: 0.75rem 0.75rem 0;
        }
        lab-tray {
          order: 3;
          margin-bottom: 0.75rem;
        }
        footer {
          order: 6;
          padding: 0.75rem;
        }
      }
      @media print {
        :host {
          display: block;
          padding: 0;
        }
        footer {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) view: PageView | null = null;

  /** What the visitor chose to see, by card; the others show what their question asks for. */
  @state() private _chosen: ReadonlyMap<string, CardPicture> = new Map();

  /** The tabs that have been in sight. */
  @state() private _seen: ReadonlySet<TrayTab> = new Set();

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeprint', this.#onPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeprint', this.#onPrint);
  }

  /** All of them stand on paper. */
  readonly #onPrint = (): void => this.#see(trayTabs);

  readonly #see = (tabs: readonly TrayTab[]): void => {
    if (!tabs.every((tab) => this._seen.has(tab))) this._seen = new Set([...this._seen, ...tabs]);
  };

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { storageProblem, deviceProblem, wish, shown } = view;
    return html`${this.#elsewhere(view) ?? this.#figure(view)}
      ${
        deviceProblem
          ? html`<lab-device-help
              .problem=${deviceProblem}
              .engine=${wish.engine === 'gpu' ? 'gpu' : 'cpu'}
            ></lab-device-help>`
          : nothing
      }
      ${this.#text(view)}
      <lab-tray .seen=${this.#see}>
        <div slot="words">${this.#words(view)}</div>
        ${this.#hasTab(view, 'forecast') ? this.#forecast(view) : nothing}
        ${this.#hasTab(view, 'bill') ? this.#bill(view) : nothing}
        <div slot="runs">
          ${shown.source === 'recording' ? html`<p class="empty">${trayWords.noRuns}</p>` : this.#runs(view)}
        </div>
        <div slot="networks">${this.#hasTab(view, 'networks') ? this.#networks(view) : nothing}</div>
        <div slot="method">${this.#hasTab(view, 'method') ? methodWords(view) : nothing}</div>
      </lab-tray>
      <footer>
        ${storageProblem === null ? nothing : html`<p>${words.results.notKept(storageProblem)}</p>`}
        <p><a href="./licences.txt" target="_blank">${words.licences}</a></p>
      </footer>`;
  }

  /** A visit begins with a recording. It stands at once: tabs that nobody has opened wait. */
  #hasTab({ shown }: PageView, tab: TrayTab): boolean {
    return shown.source !== 'recording' || this._seen.has(tab);
  }

  /** The result of a link, until the dials are turned or something trains; null for anything else. */
  #elsewhere({ address, isLive, theme }: PageView): TemplateResult | null {
    if (address.key !== 'r' || isLive) return null;
    return html`<lab-embed
      comparable
      class="elsewhere"
      .hash=${`#r=${address.value}`}
      .theme=${theme}
    ></lab-embed>`;
  }

  #figure(view: PageView): TemplateResult {
    const card = view.question?.card.id ?? '';
    const shown = shownChart(view, this._chosen.get(card));
    const head = figureHead(this, view, {
      shown: shown?.id ?? 'law',
      choose: (id) => (this._chosen = new Map(this._chosen).set(card, id)),
    });
    return shownFigure(view, shown, { head });
  }

  #text({ spec, text, isLive }: PageView): TemplateResult | typeof nothing {
    if (!text) return nothing;
    return html`<lab-text-source .task=${spec.task} .text=${text} .locked=${isLive}></lab-text-source>`;
  }

  #words(view: PageView): TemplateResult {
    const { shown, law } = view;
    return html`<div class="columns">
      ${
        shown.source === 'recording' && shown.recording
          ? recordedWords(shown.recording)
          : html`<lab-law-words class="bare" .law=${law}></lab-law-words>`
      }
      ${nextSteps(this, view)}
    </div>`;
  }

  #runs({ lab, law, isLive, theme }: PageView): TemplateResult {
    return html`<lab-runs-table
      class="bare"
      .runs=${lab.runs}
      .points=${law?.points ?? []}
      .live=${isLive}
      .theme=${theme}
      >${lab.runs.length > 0 ? resultTools(this, law?.points ?? []) : nothing}</lab-runs-table
    >`;
  }

  #networks({ lab, models, isLive, theme }: PageView): TemplateResult {
    if (!models || !lab.plan || lab.runs.length === 0)
      return html`<p class="empty">${trayWords.noNetworks}</p>`;
    // The experiment that was trained: the figure may show the recording of another.
    const { spec } = lab.plan;
    return html`<lab-language
      .spec=${spec}
      ?hasText=${isTaskHere(spec.task)}
      .runs=${lab.runs}
      .weights=${models.weights}
      .generator=${models.client}
      .locked=${isLive}
      .theme=${theme}
    ></lab-language>`;
  }

  #forecast(view: PageView): TemplateResult {
    const { theme, lab, shown, isLive, law, device, forecasts } = view;
    if (shown.source === 'recording' && shown.recording)
      return recordedForecast(this, shown.recording.law, view);
    return html`<lab-forecast
      slot="forecast"
      class="bare"
      .law=${law}
      .state=${lab}
      .record=${forecasts?.record ?? null}
      .history=${forecasts?.history ?? null}
      .problem=${forecasts?.problem ?? ''}
      .device=${device}
      .live=${isLive}
      .unit=${unitOf(shown.spec.task)}
      .theme=${theme}
    ></lab-forecast>`;
  }

  #bill({ theme, shown, planningLaw, device }: PageView): TemplateResult {
    return html`<lab-bill
      slot="bill"
      .law=${planningLaw()}
      .device=${device}
      .unit=${unitOf(shown.spec.task)}
      .theme=${theme}
    ></lab-bill>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-stage': LabStage;
  }
}
