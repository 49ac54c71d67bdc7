import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { InputError } from '../../../base/errors.js';
import { formatBytes } from '../../../base/format.js';
import type { LibraryEntry } from '../../../lab/library/entry.js';
import { presets, type PresetId } from '../../../lab/presets/presets.js';
import { isOfPreset } from '../../../lab/presets/resolve.js';
import { download } from '../../parts/browser.js';
import { controls } from '../../parts/controls.js';
import { emit } from '../../session/page-events.js';
import type { Library, Usage } from '../../library/library.js';
import { words } from './words.js';

/**
 * The list of every experiment in this browser.
 *
 * @fires open-entry - `{id}`: an experiment to put in sight.
 */
@customElement('lab-library')
export class LabLibrary extends LitElement {
  static override readonly styles = [
    controls,
    css`
      details {
        margin-top: 1.5rem;
        border-top: 1px solid var(--line);
        padding-top: 0.75rem;
        font-size: 0.875rem;
      }
      summary {
        font-weight: 600;
        cursor: pointer;
      }
      p {
        margin: 0.5rem 0;
        color: var(--ink-soft);
      }
      ul {
        margin: 0.5rem 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding: 0.5rem 0;
        border-bottom: 1px solid var(--line);
      }
      .name {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .more {
        color: var(--ink-soft);
      }
      .note {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
        margin-top: 0.35rem;
      }
      .tools button,
      .tools .button {
        min-height: 1.9rem;
        padding: 0 0.6em;
        font-size: 0.8125rem;
      }
      input[type='file'] {
        position: absolute;
        width: 1px;
        height: 1px;
        opacity: 0;
      }
      .button:focus-within {
        outline: 2px solid var(--focus);
        outline-offset: 2px;
      }
      input:not([type]),
      textarea {
        width: 100%;
        padding: 0.35rem 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
      }
    `,
  ];

  @property({ attribute: false }) library: Library | null = null;
  /** Id of the experiment in sight. */
  @property({ attribute: false }) shown: string | null = null;
  /** An experiment is under way: no other can be put in sight. */
  @property({ type: Boolean }) locked = false;

  /** Whether the list is open; while it is closed, only its length is kept. */
  @state() private _open = false;
  @state() private _count = 0;
  @state() private _entries: readonly LibraryEntry[] = [];
  @state() private _held: ReadonlySet<string> = new Set();
  @state() private _usage: Usage | null = null;
  /** What is being edited of which entry. */
  @state() private _editing: { readonly id: string; readonly field: 'name' | 'note' } | null = null;
  /** The entry that was deleted last. */
  @state() private _deleted: LibraryEntry | null = null;
  @state() private _said = '';

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
    const { _count: count, _entries: entries, _usage: usage } = this;
    return html`<details @toggle=${(event: Event) => this.#toggle(event)}>
      <summary>${words.list}${count > 0 ? ` (${count})` : ''}</summary>
      <p>${count === 0 ? words.empty : ''} ${words.about}</p>
      <ul>
        ${entries.map((entry) => this.#entry(entry))}
      </ul>
      <p role="status">
        ${this._said}
        ${
          this._deleted
            ? html`<button class="quiet" @click=${() => void this.#undo()}>${words.undo}</button>`
            : nothing
        }
      </p>
      <div class="tools">
        ${count > 0 ? html`<button @click=${() => void this.#save()}>${words.save}</button>` : nothing}
        <label class="button"
          >${words.add}<input type="file" @change=${(event: Event) => void this.#add(event)}
        /></label>
      </div>
      ${usage ? html`<p>${words.used(formatBytes(usage.used), formatBytes(usage.quota))}</p>` : nothing}
    </details>`;
  }

  #entry(entry: LibraryEntry): TemplateResult {
    const { id, note, created } = entry;
    const isShown = id === this.shown;
    const isElsewhere = this._held.has(id) && !isShown;
    const where = isElsewhere ? words.elsewhere : isShown ? words.inSight : words.state(entry);
    const editing = this._editing?.id === id ? this._editing.field : null;
    return html`<li>
      ${
        editing === 'name'
          ? html`<input
              .value=${entry.name}
              aria-label=${words.nameOf}
              maxlength="200"
              @change=${(event: Event) => void this.#edit(id, 'name', event)}
              @blur=${() => (this._editing = null)}
            />`
          : html`<div class="name">${nameOf(entry)}</div>`
      }
      <div class="more">${new Date(created).toLocaleString()}, ${where}</div>
      ${
        editing === 'note'
          ? html`<textarea
              rows="3"
              .value=${note}
              aria-label=${words.noteOf}
              maxlength="10000"
              @change=${(event: Event) => void this.#edit(id, 'note', event)}
              @blur=${() => (this._editing = null)}
            ></textarea>`
          : note === ''
            ? nothing
            : html`<div class="note">${note}</div>`
      }
      <div class="tools">
        <button
          ?disabled=${this.locked || isShown || isElsewhere}
          @click=${() => emit(this, 'open-entry', { id })}
        >
          ${words.open}
        </button>
        <button class="quiet" @click=${() => this.#begin(id, 'name')}>${words.rename}</button>
        <button class="quiet" @click=${() => this.#begin(id, 'note')}>${words.note}</button>
        <button
          class="quiet"
          ?disabled=${this._held.has(id) || (isShown && this.locked)}
          @click=${() => void this.#delete(entry)}
        >
          ${words.delete}
        </button>
      </div>
    </li>`;
  }

  readonly #load = (): void => {
    const { library } = this;
    if (!library) return;
    void Promise.all([library.list(), library.held(), library.usage()]).then(([entries, held, usage]) => {
      this._count = entries.length;
      this._entries = this._open ? entries : [];
      this._held = held;
      this._usage = usage;
    });
  };

  #toggle(event: Event): void {
    this._open = (event.target as HTMLDetailsElement).open;
    this.#load();
  }

  #begin(id: string, field: 'name' | 'note'): void {
    this._editing = { id, field };
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('li input, textarea')?.focus(),
    );
  }

  async #edit(id: string, field: 'name' | 'note', event: Event): Promise<void> {
    const { value } = event.target as HTMLInputElement | HTMLTextAreaElement;
    this._editing = null;
    await (field === 'name' ? this.library!.rename(id, value.trim()) : this.library!.note(id, value));
  }

  async #delete(entry: LibraryEntry): Promise<void> {
    await this.library!.delete(entry.id);
    this._deleted = entry;
    this._said = words.deleted(nameOf(entry));
  }

  async #undo(): Promise<void> {
    const entry = this._deleted;
    this._deleted = null;
    this._said = '';
    if (entry) await this.library!.undelete(entry.id);
  }

  async #save(): Promise<void> {
    const file = await this.library!.exportAll();
    const day = new Date().toISOString().slice(0, 10);
    if (file) download(`${words.fileName}-${day}.lab`, file);
  }

  async #add(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    this._deleted = null;
    try {
      const { added, total } = await this.library!.importAll(new Uint8Array(await file.arrayBuffer()));
      this._said = words.added(added, total);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this._said = `${file.name}: ${error.message}.`;
    }
  }
}

function nameOf({ name, spec }: LibraryEntry): string {
  if (name !== '') return name;
  return isOfPreset(spec) ? presets[spec.preset as PresetId].title : spec.preset;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-library': LabLibrary;
  }
}
