import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Figure } from '../../../figures/figure.js';
import { controls, panel } from '../../parts/controls.js';
import type { Theme } from '../../parts/tokens.js';
import '../figure/lab-figure-chart.js';

/**
 * Charts of an experiment beside each other, each with axes of its own, where its question asks for other charts than curves and law.
 *
 * @slot - Above the charts: what is shown, where it comes from, what can be done with it.
 */
@customElement('lab-views')
export class LabViews extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    css`
      :host {
        display: block;
        padding: 0.6rem 1rem 0.5rem;
      }
      .charts {
        display: grid;
        grid-auto-columns: minmax(0, 1fr);
        grid-auto-flow: column;
        gap: 1.5rem;
      }
      :host([bare]) {
        padding: 0;
        border: 0;
        background: none;
        box-shadow: none;
      }
      /* The marks fade, the words stay legible. */
      .stale {
        --marks: 0.38;
      }
      @media (max-width: 760px) {
        :host {
          padding: 0.6rem 0.6rem 0.5rem;
        }
        .charts {
          --chart-height: 17rem;
          grid-auto-flow: row;
        }
      }
    `,
  ];

  @property({ attribute: false }) charts: readonly Figure[] = [];
  /** Start of the names of files. */
  @property() name = 'experiment';
  /** It belongs to other settings than those of the dials. */
  @property({ type: Boolean }) stale = false;
  @property() theme: Theme = 'light';
  /** On a projector: charts, nothing to save or to read off. */
  @property({ type: Boolean, reflect: true }) bare = false;

  protected override render(): TemplateResult {
    return html`<slot></slot>
      <div class="charts ${this.stale ? 'stale' : ''}">
        ${this.charts.map(
          (figure) =>
            html`<lab-figure-chart
              flat
              ?bare=${this.bare}
              .figure=${figure}
              .name=${this.name}
              .theme=${this.theme}
            ></lab-figure-chart>`,
        )}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-views': LabViews;
  }
}
