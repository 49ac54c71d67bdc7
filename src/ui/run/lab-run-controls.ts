import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LabState } from '../../lab/records/record.js';
import { controls } from '../parts/controls.js';
import { progressStyles } from '../parts/fields.js';
import { emit } from '../session/page-events.js';
import { ShortcutController } from '../session/shortcuts.js';
import { words } from './words.js';

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
    progressStyles,
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
      .buttons .primary {
        display: grid;
        place-content: center;
        gap: 0;
        min-height: 3.5rem;
        font-size: 1rem;
        font-weight: 600;
        line-height: 1.3;
      }
      .buttons .primary small {
        font-size: var(--small);
        font-weight: 400;
      }
      .cost {
        margin-top: 0.5rem;
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
        margin-bottom: 0.65rem;
      }
      .paused progress::-webkit-progress-value {
        background: var(--line-strong);
      }
    `,
  ];

  @property({ attribute: false }) state: LabState | null = null;
  /** What a start would cost, in words. */
  @property() cost = '';
  /** How long it would take, in words; '' where that is not known. */
  @property() time = '';
  /** Seconds that what trains still takes, as measured by now; null where only an estimate is there. */
  @property({ attribute: false }) left: readonly [low: number, high: number] | null = null;
  /** What is to be known before a start: of the outcome, of what cannot be kept; '' for nothing. */
  @property() warning = '';
  /** A start would run the experiment in sight once more. */
  @property({ type: Boolean }) again = false;
  /** Why nothing can be started, '' if it can. */
  @property() obstacle = '';
  /** A stop was requested, and it has not ended yet. */
  @property({ type: Boolean }) stopping = false;

  /** The focus goes to the words, once the button that was pressed has made room for another. */
  #isDue = false;

  /** The words that have the focus may make room for others too. */
  protected override willUpdate(): void {
    if (this.shadowRoot?.activeElement?.classList.contains('words')) this.#isDue = true;
  }

  /**
   * After Start and Stop the focus is on the words, where a second Enter destroys nothing: neither what trains nor the law that is
   * kept.
   */
  protected override updated(): void {
    if (!this.#isDue || this.shadowRoot?.activeElement) return;
    const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
    if (!isElsewhere) this.renderRoot.querySelector<HTMLElement>('.words')?.focus({ preventScroll: true });
    this.#isDue = false;
  }

  constructor() {
    super();
    new ShortcutController(this, { s: () => this.#press() });
  }

  protected override render(): TemplateResult {
    const status = this.state?.status ?? 'empty';
    if (status === 'compiling' || status === 'running' || status === 'paused') return this.#live(status);
    return html`<div class="buttons">
        <button
          class="primary"
          ?disabled=${this.obstacle !== ''}
          @click=${(event: MouseEvent) => this.#fire('start-plan', event)}
        >
          <span>${this.again ? words.controls.startAgain : words.controls.start}</span>
          ${this.time === '' ? nothing : html`<small>${words.controls.time[this.again ? 'again' : 'first'](this.time)}</small>`}
        </button>
      </div>
      <p class="cost words" tabindex="-1">${this.obstacle || this.cost}</p>
      ${this.warning && !this.obstacle ? html`<p class="cost" role="note">${this.warning}</p>` : nothing}`;
  }

  #live(status: 'compiling' | 'running' | 'paused'): TemplateResult {
    const [left, right, share] = status === 'compiling' ? this.#preparation() : this.#progress(status);
    return html`<div class=${status}>
      <div class="progress words" tabindex="-1"><span>${left}</span><span>${right}</span></div>
      <progress aria-label=${words.controls.progress} max="1" .value=${share}></progress>
      <div class="buttons">
        ${status === 'compiling' ? nothing : this.#pause(status)}
        <button
          class="stop"
          ?disabled=${this.stopping}
          @click=${(event: MouseEvent) => this.#fire('stop-plan', event)}
        >
          ${words.controls.stop}
        </button>
      </div>
    </div>`;
  }

  #pause(status: 'running' | 'paused'): TemplateResult {
    const { pause, resume } = words.controls;
    const isPaused = status === 'paused';
    return html`<button
      class=${isPaused ? 'primary' : ''}
      ?disabled=${this.stopping && !isPaused}
      @click=${(event: MouseEvent) => this.#fire(isPaused ? 'resume-plan' : 'pause-plan', event)}
    >
      ${isPaused ? resume : pause}
    </button>`;
  }

  /** What it prepares, how far it is, and the share of that. */
  #preparation(): [left: string, right: string, share: number] {
    const { preparing, prepared } = words.controls;
    const { compiling = null, device = null } = this.state ?? {};
    const left = preparing[device?.engine ?? 'gpu'];
    if (!compiling) return [left, '', 0];
    const { done, total } = compiling;
    return [left, prepared(done, total), done / Math.max(1, total)];
  }

  /** What it does, what time is left, and the share that is done. */
  #progress(status: 'running' | 'paused'): [left: string, right: string, share: number] {
    const said = words.controls;
    const { fraction = 0, remainingSeconds = null } = this.state ?? {};
    const state = this.stopping ? 'stopping' : status === 'paused' ? 'paused' : 'training';
    const left = said.share(said.state[state], fraction);
    const right = this.left
      ? said.leftWithin(this.left)
      : remainingSeconds === null
        ? ''
        : said.left(remainingSeconds);
    return [left, right, fraction];
  }

  /** Starts, pauses or resumes, whichever is possible. */
  #press(): void {
    this.renderRoot.querySelector<HTMLButtonElement>('.buttons button:first-child:not(.stop)')?.click();
  }

  #fire(
    type: 'start-plan' | 'pause-plan' | 'resume-plan' | 'stop-plan',
    { detail: clicks }: MouseEvent,
  ): void {
    // The second click of a double click was meant for the button that stood here before.
    if (clicks > 1) return;
    // Pause and Resume are one button, which keeps the focus.
    this.#isDue = type === 'start-plan' || type === 'stop-plan';
    emit(this, type);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-run-controls': LabRunControls;
  }
}
