import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { unitOf } from '../../data/tasks/tasks.js';
import { axisWords } from '../../laws/runs/words.js';
import type { Law } from '../../laws/runs/lab-laws.js';
import '../charts/law/lab-law-chart.js';
import type { LabLawChart } from '../charts/law/lab-law-chart.js';
import '../charts/loss/lab-loss-chart.js';
import type { LabLossChart } from '../charts/loss/lab-loss-chart.js';
import '../device/lab-device-help.js';
import { controls } from '../parts/controls.js';
import { emit } from '../session/page-events.js';
import type { PictureFormat } from '../session/results.js';
import { resultTools } from './result-tools.js';
import type { PageView } from './view.js';
import { words } from './words.js';

/** The experiment in sight: its curves, its law, its runs, and what follows from them; help where no device can train. */
@customElement('lab-stage')
export class LabStage extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        --chart-height: clamp(14rem, 100vh - 32.5rem, 34rem);
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 1rem;
        padding: 1rem 1.25rem 1.5rem;
      }
      .wide {
        grid-column: 1 / -1;
      }
      lab-law-words,
      lab-runs-table {
        align-self: start;
      }
      /* What is loaded a moment later has its place: a panel, as high as it will be without runs. */
      :not(:defined) {
        min-height: calc(5.367rem + 2px);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .tools {
        display: flex;
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
      @media (max-width: 1080px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          --chart-height: clamp(15rem, 50vh, 26rem);
        }
      }
      @media (max-width: 760px) {
        :host {
          gap: 0.75rem;
          padding: 0.75rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) view: PageView | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { storageProblem } = view;
    return html`${view.deviceProblem ? this.#help(view) : [this.#measured(view), this.#derived(view)]}
      <footer class="wide">
        ${storageProblem === null ? nothing : html`<p>${words.results.notKept(storageProblem)}</p>`}
        <p><a href="./licences.txt" target="_blank">${words.licences}</a></p>
      </footer>`;
  }

  #help({ deviceProblem, wish }: PageView): TemplateResult {
    return html`<lab-device-help
      class="wide"
      .problem=${deviceProblem}
      .engine=${wish.engine === 'gpu' ? 'gpu' : 'cpu'}
    ></lab-device-help>`;
  }

  /** What was measured, and the law through it. */
  #measured({
    theme,
    spec,
    text,
    lab,
    shown,
    isLive,
    laws,
    law,
    ghost,
    forecasts,
  }: PageView): TemplateResult {
    const unit = unitOf(shown.task);
    const { family } = shown.model;
    const record = forecasts?.record ?? null;
    return html`${
        text
          ? html`<lab-text-source
              class="wide"
              .task=${spec.task}
              .text=${text}
              .locked=${isLive}
            ></lab-text-source>`
          : nothing
      }
      <lab-loss-chart
        .runs=${lab.runs}
        .family=${family}
        .unit=${unit}
        .theme=${theme}
        @save-picture=${this.#savePicture}
      ></lab-loss-chart>
      <lab-law-chart
        .law=${law}
        .ghost=${ghost}
        .runs=${lab.runs}
        .forecast=${law && record?.forecast.convention === axisWords(law) ? record : null}
        .axes=${laws.map(({ axis }) => axis)}
        .unit=${unit}
        .theme=${theme}
        ?switchable=${family === 'transformer'}
        @axis-change=${({ detail }: CustomEvent<Pick<Law, 'axis'>>) => emit(this, 'show-axis', detail)}
        @convention-change=${({ detail }: CustomEvent<Pick<Law, 'convention'>>) =>
          emit(this, 'count-parameters', detail)}
        @save-picture=${this.#savePicture}
      ></lab-law-chart>
      <lab-law-words .law=${law}></lab-law-words>
      <lab-runs-table .runs=${lab.runs} .points=${law?.points ?? []} .live=${isLive} .theme=${theme}
        >${lab.runs.length > 0 ? resultTools(this, law?.points ?? []) : nothing}</lab-runs-table
      >`;
  }

  /** What follows from it. */
  #derived(view: PageView): TemplateResult {
    const { theme, lab, shown, isLive, law, planningLaw, device, models, forecasts } = view;
    const unit = unitOf(shown.task);
    return html`${
        models
          ? html`<lab-language
              .spec=${shown}
              .runs=${lab.runs}
              .weights=${models.weights}
              .generator=${models.client}
              .locked=${isLive}
              .theme=${theme}
            ></lab-language>`
          : nothing
      }
      <lab-forecast
        class="wide"
        .law=${law}
        .state=${lab}
        .record=${forecasts?.record ?? null}
        .history=${forecasts?.history ?? null}
        .problem=${forecasts?.problem ?? ''}
        .device=${device}
        .live=${isLive}
        .unit=${unit}
        .theme=${theme}
      ></lab-forecast>
      <lab-planner class="wide" .law=${planningLaw} .device=${device} .unit=${unit}></lab-planner>`;
  }

  readonly #savePicture = ({ target, detail }: CustomEvent<{ format: PictureFormat }>): void => {
    const chart = target as LabLossChart | LabLawChart;
    const law = 'law' in chart ? chart.law : null;
    emit(this, 'save-chart', { format: detail.format, law, chart });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-stage': LabStage;
  }
}
