import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../parts/controls.js';
import { notice, noticeStyles } from '../parts/notice.js';
import { emitCommand } from '../session/page-events.js';
import type { NoticeAction, PageNotice } from './notices.js';

/**
 * What the page has to say above its charts.
 *
 * @fires the requests of its buttons
 */
@customElement('lab-notices')
export class LabNotices extends LitElement {
  static override readonly styles = [
    controls,
    noticeStyles,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) notices: readonly PageNotice[] = [];

  protected override render(): TemplateResult[] {
    return this.notices.map((said) =>
      notice(said, html`${said.actions.map((action) => this.#button(action))}`),
    );
  }

  #button({ label, command }: NoticeAction): TemplateResult {
    return html`<button @click=${() => emitCommand(this, command)}>${label}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-notices': LabNotices;
  }
}
