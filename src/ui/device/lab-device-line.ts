import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { DeviceProblem } from '../../worker/training/protocol.js';
import './lab-device-help.js';
import { controls } from '../parts/controls.js';
import { words } from './words.js';

const said = words.line;

/** Says that the processor trains where a GPU could, and how to switch one on. */
@customElement('lab-device-line')
export class LabDeviceLine extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
        color: var(--ink-faint);
        font-size: var(--small);
      }
      p {
        text-wrap: pretty;
      }
      button.words {
        display: inline;
        min-height: 0;
        padding: 0;
        border: 0;
        background: none;
        color: var(--ink-soft);
        font-size: inherit;
        font-weight: 400;
        text-decoration: underline;
        text-decoration-color: var(--line-strong);
        text-underline-offset: 0.15em;
        white-space: normal;
      }
      button.words:hover {
        background: none;
        color: var(--ink);
        text-decoration-color: currentColor;
      }
      dialog {
        width: min(58rem, calc(100vw - 2rem));
        max-height: calc(100dvh - 2rem);
        padding: 0;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        font-size: 1rem;
        overflow-y: auto;
      }
      dialog::backdrop {
        background: light-dark(#15181a66, #000a);
      }
      .close {
        position: sticky;
        z-index: 1;
        top: 0.75rem;
        float: right;
        margin: 0.75rem 0.75rem 0 1rem;
        background: var(--surface);
      }
      lab-device-help {
        border: 0;
        box-shadow: none;
      }
      @media (pointer: coarse) {
        /* A line of text reaches a finger's width by its surroundings. */
        button.words {
          padding: 0.7rem 0;
          margin: -0.7rem 0;
        }
      }
    `,
  ];

  /** Why it is the processor. */
  @property({ attribute: false }) problem: DeviceProblem | null = null;

  @query('dialog') private readonly _dialog!: HTMLDialogElement;

  protected override render(): TemplateResult | typeof nothing {
    if (!this.problem) return nothing;
    return html`<p>
        ${said.processor}
        <button class="words" aria-haspopup="dialog" @click=${() => this._dialog.showModal()}>
          ${said.howTo}
        </button>
      </p>
      <dialog aria-label=${said.howTo} @click=${this.#onClick}>
        <button class="quiet close" @click=${() => this._dialog.close()}>${said.close}</button>
        <lab-device-help optional .problem=${this.problem}></lab-device-help>
      </dialog>`;
  }

  /** Beside its content the dialog itself is hit: its backdrop. */
  readonly #onClick = (event: MouseEvent): void => {
    if (event.target === this._dialog) this._dialog.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-device-line': LabDeviceLine;
  }
}
