// Rows of a panel: a label at the left, its control at the right. Styles of all: `rowStyles`.

import { css, html, type TemplateResult } from 'lit';

/** A choice from a list. */
export function selectRow<Value extends string>({
  label,
  options,
  value,
  disabled = false,
  change,
}: {
  readonly label: string;
  /** Each value with its label, in the order in which they are offered. */
  readonly options: Readonly<Partial<Record<Value, string>>>;
  readonly value: Value;
  readonly disabled?: boolean;
  readonly change: (value: Value) => void;
}): TemplateResult {
  return html`<label class="row"
    ><span>${label}</span
    ><select
      .value=${value}
      ?disabled=${disabled}
      @change=${(event: Event) => change((event.target as HTMLSelectElement).value as Value)}
    >
      ${Object.entries<string | undefined>(options).map(
        ([name, words]) => html`<option value=${name} ?selected=${name === value}>${words}</option>`,
      )}
    </select></label
  >`;
}

/** A switch. */
export function switchRow({
  label,
  value,
  change,
}: {
  readonly label: string;
  readonly value: boolean;
  readonly change: (on: boolean) => void;
}): TemplateResult {
  return html`<label class="row"
    ><span>${label}</span
    ><input
      type="checkbox"
      role="switch"
      .checked=${value}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
  /></label>`;
}

/** A small whole number with a button on each side. */
export function stepperRow({
  id,
  label,
  fewer,
  more,
  minimum,
  maximum,
  value,
  change,
}: {
  /** Unique within the shadow root. */
  readonly id: string;
  readonly label: string;
  /** What the buttons are called. */
  readonly fewer: string;
  readonly more: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly value: number;
  readonly change: (value: number) => void;
}): TemplateResult {
  return html`<div class="row">
    <span id=${id}>${label}</span>
    <span class="stepper" role="group" aria-labelledby=${id}>
      <button aria-label=${fewer} ?disabled=${value <= minimum} @click=${() => change(value - 1)}>−</button
      ><output>${value}</output
      ><button aria-label=${more} ?disabled=${value >= maximum} @click=${() => change(value + 1)}>+</button>
    </span>
  </div>`;
}

export const selectStyles = css`
  select {
    min-width: 0;
    min-height: 1.9rem;
    padding: 0 0.4rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }
`;

export const rowStyles = [
  selectStyles,
  css`
    .rows {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0.1rem;
    }
    .row {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 0.75rem;
      min-height: 2.1rem;
      font-size: 0.875rem;
    }
    .stepper {
      display: inline-flex;
      align-items: center;
    }
    .stepper button {
      width: 1.9rem;
      min-height: 1.9rem;
      padding: 0;
    }
    .stepper output {
      min-width: 2rem;
      font-weight: 600;
      font-variant-numeric: tabular-nums;
      text-align: center;
    }
    [role='switch'] {
      position: relative;
      flex: none;
      width: 2.3rem;
      height: 1.3rem;
      margin: 0;
      border: 1px solid var(--line-strong);
      border-radius: 1rem;
      background: var(--sunken);
      cursor: pointer;
      appearance: none;
      transition: background-color 120ms;
    }
    [role='switch']::after {
      content: '';
      position: absolute;
      top: 50%;
      left: 0.2rem;
      width: 0.85rem;
      height: 0.85rem;
      border-radius: 50%;
      background: var(--line-strong);
      transform: translateY(-50%);
      transition: left 120ms;
    }
    [role='switch']:checked {
      border-color: var(--ink);
      background: var(--ink);
    }
    [role='switch']:checked::after {
      left: calc(100% - 1.05rem);
      background: var(--surface);
    }
    @media (pointer: coarse) {
      .row {
        min-height: 2.75rem;
      }
      .stepper button {
        width: 2.75rem;
        min-height: 2.75rem;
      }
    }
  `,
];
