import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeviceInfo } from '../lab/events.js';
import type { DeviceReport } from '../worker/protocol.js';
import { formatCount } from '../base/format.js';
import { controls } from './styles/controls.js';

/** Names that browsers give in small letters. */
const spellings: Readonly<Record<string, string>> = {
  amd: 'AMD',
  arm: 'Arm',
  apple: 'Apple',
  google: 'Google',
  intel: 'Intel',
  nvidia: 'NVIDIA',
  qualcomm: 'Qualcomm',
  swiftshader: 'SwiftShader',
};

/** A name for the GPU that a person knows it by. */
export function deviceName({ description, vendor, architecture, software }: DeviceInfo): string {
  const name = description || [vendor, architecture].filter(Boolean).join(' ');
  const spelled = name.replace(/[a-z]+/g, (word) => spellings[word] ?? word);
  return spelled || (software ? 'software adapter' : 'GPU');
}

/** 1.2 TFLOP/s, 850 GFLOP/s. */
function speedWords(flopsPerSecond: number): string {
  return flopsPerSecond >= 1e12
    ? `${formatCount(flopsPerSecond / 1e12, 2)} TFLOP/s`
    : `${formatCount(flopsPerSecond / 1e9, 2)} GFLOP/s`;
}

/** Which GPU does the work, and how fast it was in the calibration. */
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
      .speed {
        flex: none;
        margin-left: 0.3em;
        color: var(--ink-faint);
      }
      @media (max-width: 760px) {
        .speed {
          display: none;
        }
      }
    `,
  ];

  /** What the worker said; null while it opens and calibrates the GPU. */
  @property({ attribute: false }) report: DeviceReport | null = null;

  protected override render(): TemplateResult {
    const { report } = this;
    if (!report) return html`<span class="lamp"></span><span class="name">Measuring the GPU …</span>`;
    if (report.type === 'problem') {
      return html`<span class="lamp problem"></span><span class="name">No GPU to compute on</span>`;
    }
    const { device } = report;
    const speed = device.flopsPerSecond === null ? '' : speedWords(device.flopsPerSecond);
    return html`<span class="lamp ${device.software ? 'software' : 'ready'}"></span>
      <span class="name" title=${deviceName(device)}
        >${deviceName(device)}${device.software ? ' (software)' : ''}</span
      >
      <span class="speed">${speed}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-device-chip': LabDeviceChip;
  }
}
