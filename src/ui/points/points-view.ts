import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { Records } from '../../lab/records/record.js';
import type { LabPoints } from './lab-points.js';
import type { Theme } from '../parts/tokens.js';
import { LazyPart } from '../session/lazy-part.js';

/**
 * The part of the page that fits points from a file: loaded when it is first wanted, opened by a button or by a file dropped
 * anywhere on the page.
 */
export class PointsView implements ReactiveController {
  readonly lazy: LazyPart<unknown>;
  readonly #host: LitElement;
  #isOpen = false;

  constructor(host: LitElement) {
    this.#host = host;
    this.lazy = new LazyPart(host, () => import('./lab-points.js'));
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  hostConnected(): void {
    window.addEventListener('dragover', this.#onDrag);
    window.addEventListener('drop', this.#onDrop);
  }

  hostDisconnected(): void {
    window.removeEventListener('dragover', this.#onDrag);
    window.removeEventListener('drop', this.#onDrop);
  }

  async open(): Promise<void> {
    this.#isOpen = (await this.lazy.want()) !== null;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  /** Opens a table, from a file or of the lab's own. */
  async show(name: string, text: string): Promise<void> {
    await this.open();
    this.#host.renderRoot.querySelector<LabPoints>('lab-points')?.load(name, text);
  }

  close(): void {
    this.#isOpen = false;
    this.#host.requestUpdate();
  }

  /** Stays in the page once it was opened, so that its table is there when a visitor comes back. */
  render(
    theme: Theme,
    openRecords: (name: string, records: Records) => void,
  ): TemplateResult | typeof nothing {
    if (!this.lazy.part) return nothing;
    return html`<lab-points
      ?hidden=${!this.#isOpen}
      .theme=${theme}
      @open-records=${(event: CustomEvent<{ name: string; records: Records }>) => {
        this.close();
        openRecords(event.detail.name, event.detail.records);
      }}
    ></lab-points>`;
  }

  readonly #onDrag = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };

  readonly #onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void this.#take(file);
  };

  async #take(file: File): Promise<void> {
    await this.show(file.name, await file.text());
  }
}
