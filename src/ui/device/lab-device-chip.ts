import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeviceReport } from '../../worker/training/protocol.js';
import { deviceDetails, deviceName, speedWords, words } from './words.js';
import { controls } from '../parts/controls.js';

/** What does the work, and how fast it was in the calibration. */
@customElement('lab-device-chip')
export class LabDeviceChip extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 0.5em;
        min-width: 0;
        color: var(--ink-soft);
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
      }
      .lamp {
        flex: none;
        width: 0.55em;
        height: 0.55em;
        border-radius: 50%;
        background: var(--line-strong);
      }
      .ready {
        background: var(--good);
      }
      .software {
        background: var(--warning-ink);
      }
      .problem {
        background: var(--danger-ink);
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .device {
        display: inline-flex;
        gap: 0.8em;
        min-width: 0;
        cursor: help;
      }
      .cpu {
        gap: 0.35em;
      }
      .speed {
        flex: none;
        color: var(--ink-faint);
      }
      @media (max-width: 760px) {
        .speed {
          display: none;
        }
      }
    `,
  ];

  /** What the worker said; null while it opens and calibrates a device. */
  @property({ attribute: false }) report: DeviceReport | null = null;

  protected override render(): TemplateResult {
    const { report } = this;
    if (!report) return html`<span class="lamp"></span><span class="name">${words.chip.measuring}</span>`;
    if (report.type === 'problem') {
      return html`<span class="lamp problem"></span><span class="name">${words.chip.none}</span>`;
    }
    const { device } = report;
    const { engine, software, flopsPerSecond } = device;
    const speed = flopsPerSecond === null ? '' : speedWords(flopsPerSecond);
    return html`<span class="lamp ${software ? 'software' : 'ready'}"></span>
      <span class="device ${engine}" title=${deviceDetails(device)}
        ><span class="name">${deviceName(device)}</span>
        <span class="speed">${engine === 'cpu' && speed ? '· ' : ''}${speed}</span></span
      >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-device-chip': LabDeviceChip;
  }
}
