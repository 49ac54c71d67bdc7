import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Library, Usage } from '../../library/library.js';
import { controls } from '../../parts/controls.js';
import { linkButton } from './history-styles.js';
import { words } from './words.js';

/** How much the library takes, and whether the browser keeps it. */
@customElement('lab-storage')
export class LabStorage extends LitElement {
  static override readonly styles = [
    controls,
    linkButton,
    css`
      p {
        margin-top: 0.2rem;
        color: var(--ink-soft);
        font-size: var(--small);
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) library: Library | null = null;

  @state() private _usage: Usage | null = null;
  /** Whether the browser keeps all of it; null where it does not say. */
  @state() private _persisted: boolean | null = null;
  @state() private _asked = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.library?.removeEventListener('change', this.#load);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    changed.get('library')?.removeEventListener('change', this.#load);
    this.library?.addEventListener('change', this.#load);
    this.#load();
  }

  protected override render(): TemplateResult {
    const { used, unknown, nothingUploaded, cleared } = words.storage;
    return html`<h2>${this._usage ? used(this._usage.used) : unknown}</h2>
      ${this.library?.wasCleared ? html`<p role="status">${cleared}</p>` : nothing}
      <p>${nothingUploaded} ${this.#promise()}</p>`;
  }

  #promise(): TemplateResult | string {
    const { mayClear, ask, orExport, kept, refused } = words.storage;
    if (this._persisted) return kept;
    if (this._persisted === null || this._asked) return refused;
    return html`${mayClear}
      <button class="link" @click=${() => void this.#askToKeep()}>${ask}</button> ${orExport}`;
  }

  readonly #load = (): void => {
    const { library } = this;
    if (!library) return;
    void Promise.all([library.usage(), navigator.storage?.persisted?.()]).then(([usage, persisted]) => {
      this._usage = usage;
      this._persisted = persisted ?? null;
    });
  };

  async #askToKeep(): Promise<void> {
    this._persisted = await navigator.storage.persist();
    this._asked = true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-storage': LabStorage;
  }
}
