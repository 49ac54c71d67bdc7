import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../../parts/controls.js';
import { tourSeen } from '../../session/welcome.js';
import { words } from './words.js';

export const tourStops = ['question', 'start', 'curves', 'law', 'next'] as const;
export type TourStop = (typeof tourStops)[number];

/** Between what a stop points at and its card, and between the card and the edge of the window. */
const GAP_PX = 12;

/**
 * A tour of the lab that begins when the element is put on the page: a card beside one part of the lab after another. Esc and a button
 * end it; so does its last stop.
 *
 * @fires tour-end - it is over, and the element can be taken away.
 */
@customElement('lab-tour')
export class LabTour extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: contents;
      }
      .ring {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 0;
        border: 2px solid var(--focus);
        border-radius: var(--radius);
        background: none;
        pointer-events: none;
      }
      .card {
        position: fixed;
        inset: auto;
        width: min(22rem, 100vw - 1.5rem);
        margin: 0;
        padding: 0.9rem 1rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        box-shadow: 0 8px 28px #0004;
      }
      h2 {
        font-size: 1rem;
        font-weight: 650;
      }
      p {
        margin: 0.35rem 0 0.75rem;
        color: var(--ink-soft);
        font-size: 0.9375rem;
        text-wrap: pretty;
      }
      .ways {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }
      .ways span {
        flex: 1;
        color: var(--ink-faint);
        font-size: var(--small);
      }
    `,
  ];

  /** What a stop points at, null where the lab does not show it now. */
  @property({ attribute: false }) anchor: (stop: TourStop) => Element | null = () => null;

  @state() private _step = 0;

  @query('.card') private readonly _card!: HTMLElement;
  @query('.ring') private readonly _ring!: HTMLElement;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
    window.addEventListener('resize', this.#place);
    window.addEventListener('scroll', this.#place, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    window.removeEventListener('resize', this.#place);
    window.removeEventListener('scroll', this.#place, true);
  }

  protected override updated(): void {
    this.anchor(tourStops[this._step])?.scrollIntoView({ block: 'nearest' });
    this.#place();
    this.renderRoot.querySelector<HTMLElement>('.primary')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { title, text } = words.stops[tourStops[this._step]];
    const isLast = this._step === tourStops.length - 1;
    return html`<div class="ring" popover="manual" aria-hidden="true"></div>
      <div class="card" popover="manual" role="dialog" aria-label=${words.name} aria-describedby="said">
        <div id="said" aria-live="polite">
          <h2>${title}</h2>
          <p>${text}</p>
        </div>
        <div class="ways">
          <span>${words.step(this._step + 1, tourStops.length)}</span>
          ${isLast ? nothing : html`<button class="quiet skip" @click=${this.#end}>${words.skip}</button>`}
          ${
            this._step > 0
              ? html`<button class="back" @click=${() => this._step--}>${words.back}</button>`
              : nothing
          }
          <button class="primary" @click=${() => (isLast ? this.#end() : this._step++)}>
            ${isLast ? words.done : words.next}
          </button>
        </div>
      </div>`;
  }

  /** The card beside what the stop points at: below or above it, where there is room, else in the middle of the window. */
  readonly #place = (): void => {
    const { _card: card, _ring: ring } = this;
    if (!card.isConnected) return;
    const target = this.anchor(tourStops[this._step])?.getBoundingClientRect();
    const isSeen = target !== undefined && target.width > 0;
    if (isSeen) ring.showPopover();
    else ring.hidePopover();
    // What is shown last lies on top.
    if (card.matches(':popover-open')) card.hidePopover();
    card.showPopover();
    const { width, height } = card.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const middle = { left: (clientWidth - width) / 2, top: (clientHeight - height) / 2 };
    const { left, top } = target && isSeen ? this.#beside(target, height) : middle;
    const within = (at: number, room: number): string => `${Math.max(GAP_PX, Math.min(at, room - GAP_PX))}px`;
    card.style.left = within(left, clientWidth - width);
    card.style.top = within(top, clientHeight - height);
    if (!target || !isSeen) return;
    ring.style.left = `${target.left - 4}px`;
    ring.style.top = `${target.top - 4}px`;
    ring.style.width = `${target.width + 8}px`;
    ring.style.height = `${target.height + 8}px`;
  };

  #beside({ left, top, bottom }: DOMRect, height: number): { readonly left: number; readonly top: number } {
    const below = bottom + GAP_PX;
    const isRoomBelow = below + height <= document.documentElement.clientHeight - GAP_PX;
    return { left, top: isRoomBelow ? below : top - GAP_PX - height };
  }

  readonly #end = (): void => {
    tourSeen();
    this.dispatchEvent(new CustomEvent('tour-end', { bubbles: true, composed: true }));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#end();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-tour': LabTour;
  }
}
