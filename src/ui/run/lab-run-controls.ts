import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LabState } from '../../lab/records/record.js';
import { formatEstimate } from '../../base/format.js';
import { controls } from '../parts/controls.js';
import { emit } from '../session/page-events.js';

/**
 * Start, Pause, Resume, Stop, and how far the experiment is.
 *
 * @fires start-plan
 * @fires pause-plan
 * @fires resume-plan
 * @fires stop-plan
 */
@customElement('lab-run-controls')
export class LabRunControls extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .buttons {
        display: flex;
        gap: 0.5rem;
      }
      .buttons button {
        flex: 1;
        min-height: 2.6rem;
        font-size: 0.9375rem;
      }
      .cost {
        margin-bottom: 0.5rem;
        color: var(--ink-soft);
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
        text-wrap: pretty;
      }
      .words {
        border-radius: 2px;
      }
      .progress {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
        margin-bottom: 0.3rem;
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
      }
      .progress span + span {
        color: var(--ink-faint);
      }
      progress {
        display: block;
        width: 100%;
        height: 5px;
        margin-bottom: 0.65rem;
        border: 0;
        border-radius: 3px;
        background: var(--sunken);
        overflow: hidden;
        appearance: none;
      }
      progress::-webkit-progress-bar {
        background: var(--sunken);
      }
      progress::-webkit-progress-value {
        background: var(--ink);
      }
      progress::-moz-progress-bar {
        background: var(--ink);
      }
      .paused progress::-webkit-progress-value {
        background: var(--line-strong);
      }
    `,
  ];

  @property({ attribute: false }) state: LabState | null = null;
  /** What a start would cost, in words. */
  @property() cost = '';
  /** What is known of the outcome before a start, '' for nothing. */
  @property() lawWarning = '';
  /** A start would run the experiment in sight once more. */
  @property({ type: Boolean }) again = false;
  /** Why nothing can be started, '' if it can. */
  @property() obstacle = '';
  /** A stop was asked for and has not come yet. */
  @property({ type: Boolean }) stopping = false;

  /** Where the focus goes once the button that was pressed has made room for another. */
  #next: 'words' | 'button' | null = null;

  /** The words that have the focus may make room for others too. */
  protected override willUpdate(): void {
    if (this.shadowRoot?.activeElement?.classList.contains('words')) this.#next = 'words';
  }

  /**
   * After Start and Stop the focus is on the words, where a second Enter destroys nothing: neither what trains nor the law that is
   * kept. Pause and Resume take each other's place.
   */
  protected override updated(): void {
    if (!this.#next || this.shadowRoot?.activeElement) return;
    const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
    const next = this.renderRoot.querySelector<HTMLElement>(
      this.#next === 'words' ? '.words' : 'button:enabled',
    );
    if (!isElsewhere) next?.focus({ preventScroll: true });
    if (isElsewhere || next) this.#next = null;
  }

  protected override render(): TemplateResult {
    const status = this.state?.status ?? 'empty';
    if (status === 'compiling' || status === 'running' || status === 'paused') return this.#live(status);
    return html`<p class="cost words" tabindex="-1">${this.obstacle || this.cost}</p>
      ${this.lawWarning && !this.obstacle ? html`<p class="cost" role="note">${this.lawWarning}</p>` : nothing}
      <div class="buttons">
        <button
          class="primary"
          ?disabled=${this.obstacle !== ''}
          @click=${(event: MouseEvent) => this.#fire('start-plan', event)}
        >
          ${this.again ? 'Start again' : 'Start'}
        </button>
      </div>`;
  }

  #live(status: 'compiling' | 'running' | 'paused'): TemplateResult {
    const { fraction = 0, remainingSeconds = null, compiling = null } = this.state ?? {};
    const isCompiling = status === 'compiling';
    const preparing = this.state?.device?.engine === 'cpu' ? 'Getting ready' : 'Compiling shaders';
    const share = isCompiling ? (compiling ? compiling.done / Math.max(1, compiling.total) : 0) : fraction;
    const words = isCompiling
      ? preparing
      : `${this.stopping ? 'Stopping' : status === 'paused' ? 'Paused' : 'Training'} · ${Math.floor(100 * fraction)} %`;
    const right = isCompiling
      ? compiling
        ? `${compiling.done} of ${compiling.total}`
        : ''
      : remainingSeconds === null
        ? ''
        : `${formatEstimate(remainingSeconds)} left`;
    return html`<div class=${status}>
      <div class="progress words" tabindex="-1"><span>${words}</span><span>${right}</span></div>
      <progress aria-label="Progress" max="1" .value=${share}></progress>
      <div class="buttons">
        ${
          isCompiling
            ? nothing
            : status === 'paused'
              ? html`<button
                  class="primary"
                  @click=${(event: MouseEvent) => this.#fire('resume-plan', event)}
                >
                  Resume
                </button>`
              : html`<button
                  ?disabled=${this.stopping}
                  @click=${(event: MouseEvent) => this.#fire('pause-plan', event)}
                >
                  Pause
                </button>`
        }
        <button ?disabled=${this.stopping} @click=${(event: MouseEvent) => this.#fire('stop-plan', event)}>
          Stop
        </button>
      </div>
    </div>`;
  }

  #fire(
    type: 'start-plan' | 'pause-plan' | 'resume-plan' | 'stop-plan',
    { detail: clicks }: MouseEvent,
  ): void {
    // The second click of a double click was meant for the button that stood here before.
    if (clicks > 1) return;
    this.#next = type === 'start-plan' || type === 'stop-plan' ? 'words' : 'button';
    emit(this, type);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-run-controls': LabRunControls;
  }
}
