import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { canonicalJson } from '../../base/canonical-json.js';
import '../device/lab-device-line.js';
import '../experiment/lab-experiment-panel.js';
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
        display: flex;
        flex-direction: column;
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      .dials {
        flex: 1;
        min-height: 0;
        padding: 1rem 1.25rem;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      .run {
        padding: 0.8rem 1.25rem 1rem;
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      .note {
        margin: 0 0 0.6rem;
        color: var(--ink-soft);
        font-size: var(--small);
      }
      lab-device-line {
        margin-top: -0.35rem;
        padding: 0 1.25rem 1rem;
      }
      @media (max-width: 760px) {
        :host {
          border-right: 0;
          border-bottom: 1px solid var(--line);
        }
        .dials {
          padding: 1rem;
          overflow: visible;
        }
        /* While it trains the screen belongs to the charts; where it cannot, to what can be done about that. */
        :is(.dials, lab-device-line).live,
        .dials.blocked {
          display: none;
        }
        lab-device-line {
          margin: 0;
          padding: 0 1rem 1rem;
        }
        /* Start, Pause and Stop stay under the thumb. */
        .run {
          position: fixed;
          z-index: 1;
          inset: auto 0 0;
          padding: 0.6rem 1rem max(0.6rem, env(safe-area-inset-bottom));
        }
      }
    `,
  ];

  @property({ attribute: false }) view: PageView | null = null;

  protected override render(): TemplateResult | typeof nothing {
    if (!this.view) return nothing;
    const { theme, spec, summary, obstacle, lab, phase, isLive, report, deviceProblem, backgroundShare } =
      this.view;
    const isShown = canonicalJson(lab.plan?.spec) === canonicalJson(spec);
    const state = isLive ? 'live' : deviceProblem ? 'blocked' : '';
    return html`<div
        class="dials ${state}"
        role="region"
        aria-label=${words.experiment}
        tabindex=${isLive ? 0 : nothing}
      >
        <lab-experiment-panel .spec=${spec} .locked=${isLive} .theme=${theme}></lab-experiment-panel>
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
          .warning=${summary.warning}
          .again=${isShown}
          .obstacle=${obstacle}
          .stopping=${phase.type === 'stopping'}
        ></lab-run-controls>
      </div>
      ${
        report?.type === 'ready' && report.withoutGpu
          ? html`<lab-device-line class=${state} .problem=${report.withoutGpu}></lab-device-line>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-side': LabSide;
  }
}
