import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { decodeText } from '../../laws/table/text/decode-text.js';
import type { Records } from '../../lab/records/record.js';
import type { Theme } from '../parts/tokens.js';
import type { LazyPart } from '../session/lazy-part.js';
import { emit } from '../session/page-events.js';
import type { LabPoints } from './lab-points.js';
import type { PointsInput } from './points-controller.js';

/**
 * The part of the page that fits tables of points: loaded when it is first needed, filled by the page, or by a file dropped anywhere
 * on it. It stays in the page once it was loaded, so that its table is there when a visitor comes back.
 *
 * @fires show-points - a table was given.
 * @fires open-records - `{name, records}`: the file holds results of the lab.
 */
@customElement('lab-points-view')
export class LabPointsView extends LitElement {
  /** Loads what is shown here. */
  @property({ attribute: false }) panel: LazyPart<unknown> | null = null;
  @property({ type: Boolean }) loaded = false;
  @property() theme: Theme = 'light';

  @query('lab-points') private readonly _points!: LabPoints | null;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragover', this.#onDrag);
    window.addEventListener('drop', this.#onDrop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('dragover', this.#onDrag);
    window.removeEventListener('drop', this.#onDrop);
  }

  /** Fits a table: the text of a file, or the lab's own runs. */
  async load(name: string, input: PointsInput): Promise<void> {
    this.loaded = (await this.panel?.want()) != null;
    await this.updateComplete;
    if (!this._points) return;
    emit(this, 'show-points');
    this._points.load(name, input);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.loaded) return nothing;
    return html`<lab-points
      .theme=${this.theme}
      @open-records=${({ detail }: CustomEvent<{ name: string; records: Records }>) =>
        emit(this, 'open-records', detail)}
    ></lab-points>`;
  }

  readonly #onDrag = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };

  readonly #onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void file.arrayBuffer().then((bytes) => this.load(file.name, decodeText(new Uint8Array(bytes))));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-points-view': LabPointsView;
  }
}
