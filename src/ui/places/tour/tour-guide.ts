import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { LazyPart } from '../../session/lazy-part.js';
import type { TourStop } from './lab-tour.js';

/** Where each stop is: elements, each in the shadow root of the one before. */
const anchors: Readonly<Record<TourStop, readonly string[]>> = {
  question: ['lab-side', 'lab-question'],
  start: ['lab-side', 'lab-run-controls'],
  curves: ['lab-stage', 'lab-figure', '.curves'],
  law: ['lab-stage', 'lab-figure', '.law'],
  next: ['lab-stage', '.next'],
};

/** The tour of a page: loaded when it is first taken. */
export class TourGuide {
  readonly part: LazyPart<unknown>;
  readonly #host: LitElement;
  /** Ends it, and says where the focus goes then. */
  readonly #onEnd: () => void;
  #isOn = false;

  constructor(host: LitElement, onEnd: () => void) {
    this.#host = host;
    this.#onEnd = onEnd;
    this.part = new LazyPart(host, () => import('./lab-tour.js'));
  }

  async start(): Promise<void> {
    if (await this.part.want()) this.#show(true);
  }

  get template(): TemplateResult | typeof nothing {
    return this.#isOn
      ? html`<lab-tour .anchor=${this.#anchor} @tour-end=${() => this.#end()}></lab-tour>`
      : nothing;
  }

  #end(): void {
    this.#show(false);
    this.#onEnd();
  }

  #show(isOn: boolean): void {
    this.#isOn = isOn;
    this.#host.requestUpdate();
  }

  readonly #anchor = (stop: TourStop): Element | null =>
    anchors[stop].reduce<Element | null>(
      (found, selector) => found?.shadowRoot?.querySelector(selector) ?? null,
      this.#host,
    );
}
