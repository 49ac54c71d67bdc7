import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageView } from '../../page/view.js';
import { controls } from '../../parts/controls.js';
import { placeStyles } from '../../parts/place-styles.js';
import './lab-library.js';
import { words } from './words.js';

/** Everything that was measured in this browser. */
@customElement('lab-history')
export class LabHistory extends LitElement {
  static override readonly styles = [
    controls,
    placeStyles,
    css`
      lab-library {
        display: block;
        margin-top: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) view: PageView | null = null;

  protected override render(): TemplateResult | typeof nothing {
    if (!this.view) return nothing;
    const { library, entry, isLive } = this.view;
    return html`<h1>${words.title}</h1>
      <lab-library .library=${library} .shown=${entry} .locked=${isLive}></lab-library>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-history': LabHistory;
  }
}
