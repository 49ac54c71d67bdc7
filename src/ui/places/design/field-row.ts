// A field of the designer: its label, its control, what it costs, what the preset has, and what is wrong with it.

import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import { selectStyles, switchStyles } from '../../parts/inputs.js';
import type { Effect } from './effects.js';
import type { DesignField, FieldValue } from './fields/field.js';
import { shortTextOf, textOf } from './fields/text.js';
import { words } from './fields/words.js';

export interface FieldState {
  readonly field: DesignField;
  readonly value: FieldValue;
  /** What was typed, where that is not a value of the field; null where it is. */
  readonly draft: string | null;
  /** '' where nothing is wrong. */
  readonly problem: string;
  /** What the preset has, where that is another value; undefined where it is the same. */
  readonly presetValue: FieldValue | undefined;
  readonly effect: Effect | null;
  /** Takes a text, as it was typed. */
  readonly type: (text: string) => void;
  readonly choose: (value: FieldValue) => void;
}

/** Styles: `fieldRowStyles`. */
export function fieldRow(state: FieldState): TemplateResult {
  const { field, value, problem, presetValue, effect, choose } = state;
  const { path, label, kind, hint = '' } = field;
  const id = idOf(path);
  const isChanged = presetValue !== undefined;
  const back = isChanged ? shortTextOf(kind, presetValue) : '';
  const isWide = kind.type === 'numbers' || (kind.type === 'choice' && kind.asSegments);
  return html`<div
    class="field ${isChanged ? 'changed' : ''} ${problem === '' ? '' : 'wrong'} ${isWide ? 'wide' : ''}"
    title=${hint}
  >
    ${
      kind.type === 'choice' && kind.asSegments
        ? segmented({
            legend: label,
            name: id,
            options: Object.entries(kind.options).map(([name, text]) => ({ value: name, label: text })),
            value: String(value),
            change: choose,
          })
        : html`<label for=${id}>${label}</label>
            <span class="control">${control(state, id)}${unitOf(field)}</span>`
    }
    ${effect ? html`<span class="effect" title=${effectHint(effect)}>${effectWords(effect)}</span>` : nothing}
    ${
      isChanged
        ? html`<button
            class="back"
            aria-label=${words.field.back(label, back)}
            @click=${() => choose(presetValue)}
          >
            ${words.field.preset(back)}
          </button>`
        : nothing
    }
    ${hint && kind.type === 'choice' && kind.asSegments ? html`<p class="hint">${hint}</p>` : nothing}
    <p class="problem" id="${id}-problem" ?hidden=${problem === ''}>${problem}</p>
  </div>`;
}

/** Of the control of a field. */
function idOf(path: string): string {
  return `field-${path.replaceAll('.', '-')}`;
}

function control(state: FieldState, id: string): TemplateResult {
  const { field, value, draft, problem, type, choose } = state;
  const { kind, hint = '' } = field;
  const described = `${id}-problem`;
  if (kind.type === 'choice') {
    return html`<select
      id=${id}
      aria-describedby=${described}
      aria-invalid=${problem === '' ? 'false' : 'true'}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
    >
      ${Object.entries(kind.options).map(
        ([name, text]) => html`<option value=${name} .selected=${live(name === value)}>${text}</option>`,
      )}
    </select>`;
  }
  if (kind.type === 'flag') {
    return html`<input
      type="checkbox"
      role="switch"
      id=${id}
      aria-describedby=${described}
      .checked=${live(value === true)}
      @change=${(event: Event) => choose((event.target as HTMLInputElement).checked)}
    />`;
  }
  return html`<input
    type="text"
    id=${id}
    inputmode=${kind.type === 'number' ? 'decimal' : 'text'}
    autocomplete="off"
    spellcheck="false"
    aria-describedby=${described}
    aria-description=${hint}
    aria-invalid=${problem === '' ? 'false' : 'true'}
    placeholder=${kind.none ?? ''}
    .value=${live(draft ?? textOf(kind, value))}
    @change=${(event: Event) => type((event.target as HTMLInputElement).value)}
  />`;
}

function unitOf({ unit }: DesignField): TemplateResult | typeof nothing {
  return unit === undefined ? nothing : html`<span class="unit">${unit}</span>`;
}

function effectWords(effect: Effect): string {
  return effect.type === 'preset'
    ? words.field.time(effect.ratio)
    : words.field.more[effect.type](effect.share);
}

function effectHint({ type }: Effect): string {
  return type === 'preset' ? words.field.timeHint : words.field.moreHint[type];
}

export const fieldRowStyles = [
  segmentedStyles,
  selectStyles,
  switchStyles,
  css`
    .field {
      display: grid;
      grid-template-columns: 7.75rem minmax(0, 1fr) 5.4rem;
      align-items: center;
      gap: 0.2rem 0.6rem;
      min-height: 2.5rem;
      font-size: 0.9375rem;
    }
    .field > label {
      color: var(--ink-soft);
      overflow-wrap: anywhere;
    }
    /* A list has a line of its own. */
    .field.wide:has(.control) {
      padding: 0.2rem 0;
    }
    .field.wide > label {
      grid-column: 1 / 3;
    }
    .field.wide > .control {
      grid-row: 2;
      grid-column: 1 / -1;
    }
    .field.wide :is(.back, .problem) {
      grid-column: 1 / -1;
    }
    .control {
      display: flex;
      align-items: center;
      gap: 0.4rem;
      min-width: 0;
    }
    .control :is(input[type='text'], select) {
      flex: 1;
      width: 100%;
      min-width: 0;
      min-height: 1.9rem;
      padding: 0 0.55rem;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-small);
      background: var(--surface);
      color: var(--ink);
      font: inherit;
      font-size: 0.875rem;
      font-variant-numeric: tabular-nums;
    }
    .control select {
      padding: 0 0.35rem;
    }
    .unit {
      flex: none;
      color: var(--ink-faint);
      font-size: var(--small);
    }
    .control .unit {
      flex: 0 1 auto;
    }
    .control:has(.unit) input {
      flex: 1 0 4.6rem;
      width: 4.6rem;
    }
    .effect {
      color: var(--ink-faint);
      font-size: var(--small);
      font-variant-numeric: tabular-nums;
      text-align: right;
      white-space: nowrap;
    }
    .field.changed .effect {
      color: var(--link);
    }
    .field.changed :is(input[type='text'], select) {
      border-color: var(--focus);
      box-shadow: inset 0 0 0 1px var(--focus);
    }
    .field.changed .segments {
      outline: 2px solid var(--focus);
    }
    .field.changed [role='switch'] {
      outline: 2px solid var(--focus);
      outline-offset: 2px;
    }
    .field.wrong :is(input[type='text'], select) {
      border-color: var(--danger-ink);
      box-shadow: inset 0 0 0 1px var(--danger-ink);
    }
    .field .back {
      grid-column: 2 / -1;
      justify-self: start;
      min-height: 1.25rem;
      padding: 0;
      border: 0;
      background: none;
      color: var(--link);
      font-size: var(--tiny);
      font-weight: 400;
      text-align: left;
      white-space: normal;
    }
    .field .back:hover {
      text-decoration: underline;
    }
    .field .problem {
      grid-column: 2 / -1;
      color: var(--danger-ink);
      font-size: var(--tiny);
      overflow-wrap: anywhere;
    }
    .field .segmented,
    .field .hint {
      grid-column: 1 / -1;
    }
    .field .hint {
      color: var(--ink-faint);
      font-size: var(--tiny);
      text-wrap: pretty;
    }
    .field:has(.segmented) :is(.back, .effect) {
      grid-column: 1 / -1;
    }
    @media (max-width: 480px) {
      .field {
        grid-template-columns: 6.75rem minmax(0, 1fr) 5rem;
      }
      .effect {
        white-space: normal;
      }
      .segments span {
        padding: 0 0.3em;
      }
    }
    @media (pointer: coarse) {
      .field {
        padding: 0.2rem 0;
      }
      .control :is(input[type='text'], select),
      .field .back {
        min-height: 2.75rem;
      }
    }
    @media (forced-colors: active) {
      .field.changed :is(input[type='text'], select) {
        border: 2px solid Highlight;
      }
    }
  `,
];
