import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeviceReport } from '../../worker/training/protocol.js';
import '../device/lab-device-chip.js';
import { controls } from '../parts/controls.js';
import type { Theme } from '../parts/tokens.js';
import { emit } from '../session/page-events.js';
import { words } from './words.js';

/**
 * The top of the page: its name, the device, a link to share, the theme.
 *
 * @fires copy-link
 * @fires toggle-points
 * @fires toggle-theme
 */
@customElement('lab-header')
export class LabHeader extends LitElement {
  static override readonly styles = [
    controls,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        height: 3.25rem;
        padding: 0 1.25rem;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      h1 {
        display: flex;
        align-items: center;
        gap: 0.55rem;
        margin: 0 auto 0 0;
        font-size: 1rem;
        font-weight: 650;
        letter-spacing: -0.015em;
        white-space: nowrap;
      }
      h1 svg {
        width: 1.5rem;
        height: 1.5rem;
      }
      .tools {
        display: flex;
        flex: none;
        align-items: center;
        gap: 0.25rem;
      }
      .theme {
        width: 2.25rem;
        padding: 0;
      }
      .theme svg {
        width: 1.1rem;
        height: 1.1rem;
      }
      @media (max-width: 760px) {
        header {
          padding: 0 1rem;
        }
      }
      /* The name of the device needs the room. */
      @media (max-width: 480px) {
        h1 span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  @property({ attribute: false }) report: DeviceReport | null = null;
  @property() theme: Theme = 'light';
  /** Points from a file are in sight, not the experiment. */
  @property({ type: Boolean }) points = false;
  /** A link was copied just now. */
  @property({ type: Boolean }) copied = false;

  protected override render(): TemplateResult {
    const points = this.points ? 'close' : 'open';
    return html`<header>
      <h1>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M4 5v23h24" fill="none" stroke="var(--line-strong)" stroke-width="2" />
          <path d="M7 8l20 17" stroke="var(--ink)" stroke-width="2.5" />
          <g fill="var(--surface)" stroke="var(--ink)" stroke-width="2">
            <circle cx="9.5" cy="10" r="2.6" />
            <circle cx="17" cy="16.5" r="2.6" />
            <circle cx="24.5" cy="23" r="2.6" />
          </g></svg
        ><span>${words.header.name}</span>
      </h1>
      <lab-device-chip .report=${this.report}></lab-device-chip>
      <div class="tools">
        <button
          class="quiet"
          title=${words.header.pointsHint[points]}
          @click=${() => emit(this, 'toggle-points')}
        >
          ${words.header.points[points]}
        </button>
        <button class="quiet" title=${words.header.shareHint} @click=${() => emit(this, 'copy-link')}>
          ${this.copied ? words.header.shared : words.header.share}
        </button>
        <button
          class="quiet theme"
          aria-label=${words.header.toTheme[this.theme === 'dark' ? 'light' : 'dark']}
          @click=${() => emit(this, 'toggle-theme')}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6">
            <circle cx="10" cy="10" r="6.5" />
            <path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
          </svg>
        </button>
      </div>
    </header>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-header': LabHeader;
  }
}
