import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { canonicalJson } from '../../base/canonical-json.js';
import '../device/lab-device-chip.js';
import '../device/lab-device-line.js';
import '../experiment/lab-experiment-panel.js';
import '../experiment/lab-question.js';
import { controls } from '../parts/controls.js';
import '../run/lab-run-controls.js';
import type { PageView } from './view.js';
import { words } from './words.js';

/** Beside the charts: the dials of the experiment, Start, and what trains. */
@customElement('lab-side')
export class LabSide extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        align-content: start;
        gap: 0.75rem;
        padding: 1rem 1.25rem 1.5rem;
        border-right: 1px solid var(--line);
        background: var(--surface);
        overflow-y: auto;
        scrollbar-width: thin;
      }
      /* Start and the progress of training have the same place. */
      lab-run-controls {
        min-height: 6.15rem;
      }
      .note {
        margin: 0 0 0.6rem;
        color: var(--ink-soft);
        font-size: var(--small);
      }
      .dials {
        padding-top: 0.9rem;
        border-top: 1px solid var(--line);
      }
      :host([reduced]) {
        grid-template-columns: minmax(0, 1fr) minmax(14rem, 20rem);
        align-items: start;
        border: 0;
        border-bottom: 1px solid var(--line);
      }
      :host([reduced]) .question {
        display: none;
      }
      :host([reduced]) .dials {
        order: -1;
        padding: 0;
        border: 0;
      }
      :host([reduced]) lab-run-controls {
        min-height: 0;
      }
      @media (max-width: 1100px) {
        :host {
          grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr));
          gap: 0.75rem 1.5rem;
          border-right: 0;
          border-bottom: 1px solid var(--line);
        }
        .dials {
          padding: 0;
          border: 0;
        }
      }
      @media (max-width: 760px) {
        /* Its parts and those of the stage are one column: the question, the figure, the words, the dials. */
        .question,
        .dials,
        lab-device-line {
          padding: 0.9rem 1rem;
          background: var(--surface);
        }
        .question {
          order: 1;
        }
        .dials {
          order: 4;
        }
        /* Beside a lesson the dial follows its text. */
        :host([reduced]) .dials {
          order: 1;
          padding: 0.9rem 1rem;
        }
        lab-device-line {
          order: 5;
        }
        /* Start, Pause and Stop stay under the thumb. */
        .run {
          position: fixed;
          z-index: 1;
          inset: auto 0 0;
          padding: 0.6rem 1rem max(0.6rem, env(safe-area-inset-bottom));
          border-top: 1px solid var(--line);
          background: var(--surface);
        }
        lab-run-controls {
          min-height: 0;
        }
        lab-device-chip {
          display: none;
        }
      }
      /* At 400 % of its size a window has no room for what stays in sight. */
      @media (max-width: 760px) and (max-height: 26rem) {
        .run {
          position: static;
          order: 1;
        }
      }
      @media print {
        :host,
        :host([reduced]) {
          display: block;
          padding: 0;
          border: 0;
        }
        .run,
        .dials,
        lab-device-line {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) view: PageView | null = null;
  /** Only the dial, Start and what trains: beside a lesson. */
  @property({ type: Boolean, reflect: true }) reduced = false;

  protected override render(): TemplateResult | typeof nothing {
    if (!this.view) return nothing;
    const { spec, question, summary, time, obstacle, lab, phase, isLive, report, backgroundShare, queue } =
      this.view;
    const isShown = canonicalJson(lab.plan?.spec) === canonicalJson(spec);
    return html`<div class="question">
        <lab-question .spec=${spec} .found=${question} ?locked=${isLive}></lab-question>
      </div>
      <div class="run">
        ${phase.type === 'recorded' && !isShown ? html`<p class="note">${words.notRecorded}</p>` : nothing}
        ${
          backgroundShare !== null && (isLive || phase.type === 'ended')
            ? html`<p class="note" role="note">${words.background(backgroundShare)}</p>`
            : nothing
        }
        <lab-run-controls
          .state=${lab}
          .cost=${summary.cost}
          .time=${time}
          .left=${this.view.left}
          .warning=${summary.warning}
          .again=${isShown}
          .obstacle=${obstacle}
          .stopping=${phase.type === 'stopping'}
        ></lab-run-controls>
        <lab-device-chip .report=${report}></lab-device-chip>
      </div>
      ${
        report?.type === 'ready' && report.withoutGpu
          ? html`<lab-device-line .problem=${report.withoutGpu}></lab-device-line>`
          : nothing
      }
      <div class="dials" role="region" aria-label=${words.experiment}>
        <lab-experiment-panel
          .spec=${spec}
          .locked=${isLive}
          .waiting=${queue.waiting.length}
          ?reduced=${this.reduced}
        ></lab-experiment-panel>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-side': LabSide;
  }
}
