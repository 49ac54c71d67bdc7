import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeviceProblem } from '../../worker/training/protocol.js';
import { browserOf, helpFor, gpuProblemWords, processorWords } from './browser-help.js';
import { controls, panel } from '../parts/controls.js';
import { emit } from '../session/page-events.js';
import { words } from './words.js';

const said = words.help;

/**
 * How to use a GPU, by browser; where one was asked for and there is none, or where nothing can train, what to do about it.
 *
 * @fires try-again - opens the device again.
 * @fires use-processor - trains without a GPU.
 */
@customElement('lab-device-help')
export class LabDeviceHelp extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    css`
      :host {
        padding: clamp(1.25rem, 3vw, 2.5rem);
      }
      h2 {
        font-size: 1.375rem;
        letter-spacing: -0.015em;
        text-wrap: balance;
      }
      .lead {
        max-width: 38rem;
        margin: 0.5rem 0 1.25rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-bottom: 1.75rem;
      }
      .browsers {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
        gap: 1.25rem 2rem;
        padding-top: 1.25rem;
        border-top: 1px solid var(--line);
      }
      h3 {
        font-size: 0.9375rem;
        font-weight: 600;
      }
      h3 span {
        margin-left: 0.4em;
        color: var(--ink-faint);
        font-size: var(--small);
        font-weight: 400;
      }
      ul {
        margin: 0.4rem 0 0;
        padding-left: 1.1rem;
        color: var(--ink-soft);
        font-size: 0.875rem;
      }
      li {
        margin-bottom: 0.35rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) problem: DeviceProblem | null = null;
  /** What has the problem. */
  @property() engine: 'gpu' | 'cpu' = 'gpu';
  /** The processor trains already: nothing has to be done. */
  @property({ type: Boolean }) optional = false;
  @property() userAgent = navigator.userAgent;

  protected override render(): TemplateResult | typeof nothing {
    if (!this.problem) return nothing;
    const isGpu = this.engine === 'gpu';
    const { title, text } = isGpu ? gpuProblemWords(this.problem) : processorWords(this.problem);
    return html`<h2>${title}</h2>
      <p class="lead">${text}${this.optional ? ` ${said.optional}` : ''}</p>
      ${this.optional ? nothing : this.#actions(isGpu)} ${isGpu ? this.#browsers() : nothing}`;
  }

  #actions(isGpu: boolean): TemplateResult {
    return html`<div class="actions">
      ${
        isGpu
          ? html`<button class="primary" @click=${() => emit(this, 'use-processor')}>
              ${said.useProcessor}
            </button>`
          : nothing
      }
      <button @click=${() => emit(this, 'try-again')}>${said.tryAgain}</button>
    </div>`;
  }

  #browsers(): TemplateResult {
    const browser = browserOf(this.userAgent);
    return html`<div class="browsers">
      ${helpFor(browser).map(
        (entry) =>
          html`<section>
            <h3>${entry.name}${entry.browser === browser ? html`<span>${said.here}</span>` : nothing}</h3>
            <ul>
              ${entry.steps.map((step) => html`<li>${step}</li>`)}
            </ul>
          </section>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-device-help': LabDeviceHelp;
  }
}
