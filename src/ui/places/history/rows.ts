import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { LibraryEntry } from '../../../lab/library/entry.js';
import { experimentTitle, settingsWords } from '../../../lab/share/settings.js';
import type { Findings } from '../../../laws/compare/findings.js';
import { deviceName } from '../../device/words.js';
import type { Theme } from '../../parts/tokens.js';
import { when } from '../../parts/when.js';
import { thumbnail } from './thumbnail.js';
import { outcomeWords, words } from './words.js';

/** A row of the list. */
export interface HistoryRow {
  readonly entry: LibraryEntry;
  /** Undefined until they are made, null where they cannot be. */
  readonly findings: Findings | null | undefined;
  /** `1 forecast, hit`, '' without one. */
  readonly forecasts: string;
  readonly isTraining: boolean;
  readonly isInSight: boolean;
  readonly isChosen: boolean;
  readonly editing: EditedField | null;
}

export type EditedField = 'name' | 'note';

/** What a row asks for. */
export interface HistoryActions {
  readonly choose: (entry: LibraryEntry, isChosen: boolean) => void;
  readonly open: (entry: LibraryEntry) => void;
  readonly edit: (entry: LibraryEntry, field: EditedField) => void;
  /** `value` is null where nothing is to change. */
  readonly edited: (entry: LibraryEntry, field: EditedField, value: string | null) => void;
  readonly delete: (entry: LibraryEntry) => void;
}

/** The name of an entry: those of earlier versions had none. */
export function entryName({ name, spec }: LibraryEntry): string {
  return name === '' ? experimentTitle(spec) : name;
}

/** All that a search looks in, in small letters. */
export function searchedText(entry: LibraryEntry): string {
  const { spec, note } = entry;
  return [entryName(entry), experimentTitle(spec), settingsWords(spec), note].join(' ').toLowerCase();
}

/** `locked`: an experiment trains, so no other can be opened. Roles are said again, as tables on phones are cards. */
export function historyRow(
  row: HistoryRow,
  { theme, locked }: { readonly theme: Theme; readonly locked: boolean },
  actions: HistoryActions,
): TemplateResult {
  const { entry, findings, isTraining, isInSight, isChosen } = row;
  const name = entryName(entry);
  const outcome = outcomeWords(entry, findings, isTraining);
  return html`<tr role="row" class=${isChosen ? 'chosen' : ''} data-id=${entry.id}>
    <td role="cell" class="choose">
      <input
        type="checkbox"
        aria-label=${words.choose(name)}
        .checked=${isChosen}
        @change=${(event: Event) => actions.choose(entry, (event.target as HTMLInputElement).checked)}
      />
    </td>
    <td role="cell" class="picture">${guard([findings, theme], () => thumbnail(findings, theme))}</td>
    <th role="rowheader" scope="row" class="name">
      ${
        row.editing === 'name'
          ? editor(entry, 'name', actions)
          : html`<span class="entry-name">${name}</span>
              ${row.forecasts === '' ? nothing : html`<small class="good">${row.forecasts}</small>`}`
      }
    </th>
    <td role="cell" class="experiment">
      ${experimentTitle(entry.spec)}<small>${settingsWords(entry.spec)}</small>
    </td>
    <td role="cell" class="law">
      <span class=${outcome.tone} title=${outcome.title || nothing}>${outcome.text}</span>
    </td>
    <td role="cell" class="when">
      ${when(entry.created)}<small>${findings?.device ? deviceName(findings.device) : ''}</small>
    </td>
    <td role="cell" class="note">
      ${
        row.editing === 'note'
          ? editor(entry, 'note', actions)
          : html`<button
              class="note-button ${entry.note === '' ? '' : 'printed'}"
              aria-label=${words.noteHint(entry.note || words.addNote, name)}
              @click=${() => actions.edit(entry, 'note')}
            >
              ${entry.note === '' ? words.addNote : entry.note}
            </button>`
      }
    </td>
    <td role="cell" class="actions">
      ${
        isInSight
          ? html`<a class="in-sight" href="#e">${words.inSight}</a>`
          : html`<button
              class="link"
              aria-label=${words.openHint(name)}
              title=${locked ? words.locked : nothing}
              ?disabled=${locked || isTraining}
              @click=${() => actions.open(entry)}
            >
              ${words.open}
            </button>`
      }
      <button aria-label=${words.renameHint(name)} @click=${() => actions.edit(entry, 'name')}>
        ${words.rename}
      </button>
      <button
        aria-label=${words.deleteHint(name)}
        ?disabled=${isTraining}
        @click=${() => actions.delete(entry)}
      >
        ${words.delete}
      </button>
    </td>
  </tr>`;
}

/** A field in place of its value: Enter keeps what was written, Escape what was there. */
function editor(entry: LibraryEntry, field: EditedField, { edited }: HistoryActions): TemplateResult {
  const finish = (event: Event, value: string | null): void => {
    event.stopPropagation();
    edited(entry, field, value);
  };
  return html`<input
    class="editor"
    aria-label=${field === 'name' ? words.nameOf : words.noteOf}
    maxlength=${field === 'name' ? 200 : 10_000}
    .value=${field === 'name' ? entryName(entry) : entry.note}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Enter') finish(event, (event.target as HTMLInputElement).value.trim());
      if (event.key === 'Escape') finish(event, null);
    }}
    @blur=${(event: Event) => finish(event, (event.target as HTMLInputElement).value.trim())}
  />`;
}
