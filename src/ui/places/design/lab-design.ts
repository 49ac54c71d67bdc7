import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageView } from '../../page/view.js';
import { controls, panel } from '../../parts/controls.js';
import { placeStyles } from '../../parts/place-styles.js';
import './lab-designer.js';
import { words } from './words.js';

/** The designer: every setting of the experiment of the dials. */
@customElement('lab-design')
export class LabDesign extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    placeStyles,
    css`
      :host {
        border: 0;
        background: none;
        box-shadow: none;
      }
      .sheet {
        max-width: 34rem;
        margin: 1rem 0;
        padding: 1rem 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .cost {
        margin-bottom: 0.75rem;
        color: var(--ink-soft);
      }
    `,
  ];

  @property({ attribute: false }) view: PageView | null = null;

  protected override render(): TemplateResult | typeof nothing {
    if (!this.view) return nothing;
    const { spec, isLive, theme, summary, obstacle } = this.view;
    return html`<h1>${words.title}</h1>
      <div class="sheet"><lab-designer .spec=${spec} .locked=${isLive} .theme=${theme}></lab-designer></div>
      <p class="cost">${obstacle || summary.cost}</p>
      <a href=${this.view.labHash || '#e'}>${words.toLab}</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-design': LabDesign;
  }
}
