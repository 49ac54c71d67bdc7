import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { emit } from '../session/page-events.js';
import { words } from './words.js';

/**
 * Takes a file that is dropped anywhere on the page, and says meanwhile that it may be.
 *
 * @fires open-file - `{file}`
 */
@customElement('lab-drop')
export class LabDrop extends LitElement {
  static override readonly styles = css`
    p {
      position: fixed;
      z-index: 4;
      inset: 0.75rem;
      display: grid;
      place-content: center;
      margin: 0;
      border: 2px dashed var(--focus);
      border-radius: var(--radius);
      background: color-mix(in srgb, var(--info-fill) 92%, transparent);
      color: var(--info-ink);
      font-size: 1.3125rem;
      font-weight: 650;
      pointer-events: none;
    }
  `;

  @state() private _isOver = false;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragover', this.#onDrag);
    window.addEventListener('dragleave', this.#onLeave);
    window.addEventListener('drop', this.#onDrop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('dragover', this.#onDrag);
    window.removeEventListener('dragleave', this.#onLeave);
    window.removeEventListener('drop', this.#onDrop);
  }

  protected override render(): TemplateResult | typeof nothing {
    return this._isOver ? html`<p>${words.drop}</p>` : nothing;
  }

  readonly #onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this._isOver = true;
  };

  /** A pointer that goes from one element to another leaves one too; one that leaves the window goes to none. */
  readonly #onLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this._isOver = false;
  };

  readonly #onDrop = (event: DragEvent): void => {
    this._isOver = false;
    const file = event.dataTransfer?.files[0];
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    emit(this, 'open-file', { file });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-drop': LabDrop;
  }
}
